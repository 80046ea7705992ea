import type { FileHandle } from 'node:fs/promises';
import type { Format, Row } from './format.js';
import { linesOf } from './lines.js';

/** The rows that earlier runs wrote. */
export interface Resumed {
  /** Rows, by `Format.key` of their file. */
  readonly rows: ReadonlyMap<string, Row>;
  /** Bytes of the whole lines. The rest of the file was cut off and is no row. */
  readonly wholeBytes: number;
  readonly hasHeader: boolean;
}

/** A file that this command did not write. */
export class ForeignFile extends Error {}

/**
 * Reads an output before rows are added to it. Changes nothing.
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
    // The only line of the file was cut off: it must begin like a row.
    else if (number === 1 && !text.startsWith('{"file":'.slice(0, text.length))) throw notOurs(number);
    if (whole) wholeBytes = end;
  }
  return { rows, wholeBytes, hasHeader: wholeBytes > 0 };
}

function checkHeader(text: string, whole: boolean, header: string): void {
  if (whole ? text === header : header.startsWith(text.trimEnd())) return;
  throw new ForeignFile('its columns are not those that this run writes');
}

function lacking({ lacks }: Format): ForeignFile {
  return new ForeignFile(`to continue, a run needs ${lacks.join(', ')}, which --columns leaves out`);
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
  return new ForeignFile(`this command did not write its line ${number}`);
}
