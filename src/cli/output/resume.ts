import type { FileHandle } from 'node:fs/promises';
import type { Format, Row } from './format.js';
import { linesOf } from './lines.js';

/** What an earlier run left in the output. */
export interface Resumed {
  /** By `Format.key` of the file. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Bytes that are whole lines; what follows them was cut off and belongs to no row. */
  readonly wholeBytes: number;
  readonly hasHeader: boolean;
}

/** A file that no run of this command wrote. */
export class ForeignFile extends Error {}

/**
 * Reads an output through before anything is added to it, and changes nothing.
 * @throws ForeignFile
 */
export async function readResumed(handle: FileHandle, format: Format): Promise<Resumed> {
  const rows = new Map<string, Row>();
  let wholeBytes = 0;
  let number = 0;
  for await (const { text, end, whole } of linesOf(handle)) {
    number += 1;
    if (number === 1 && format.header !== null) checkHeader(text, whole, format.header);
    else if (format.lacks.length > 0) throw lacking(format);
    else if (whole) add(rows, text, number, format);
    // The beginning of a row is not checked beyond this; where it is the only line, it could be anything.
    else if (number === 1 && !text.startsWith('{"file":'.slice(0, text.length))) throw notOurs(number);
    if (whole) wholeBytes = end;
  }
  return { rows, wholeBytes, hasHeader: wholeBytes > 0 };
}

function checkHeader(text: string, whole: boolean, header: string): void {
  if (whole ? text === header : header.startsWith(text.trimEnd())) return;
  throw new ForeignFile('its first line has not the columns that this run writes');
}

function lacking({ lacks }: Format): ForeignFile {
  return new ForeignFile(`a run goes on by ${lacks.join(', ')}, which --columns leaves out`);
}

function add(rows: Map<string, Row>, text: string, number: number, format: Format): void {
  try {
    const row = format.row(text);
    rows.set(format.key(row.file), row);
  } catch {
    throw notOurs(number);
  }
}

function notOurs(number: number): ForeignFile {
  return new ForeignFile(`its line ${number} is none that this command writes`);
}
