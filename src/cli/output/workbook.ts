import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { CommandError, EXIT } from '../failure.js';
import { isRead, type PictureRecord } from '../record.js';
import { type Cell, type Column, READABLE_COLUMNS } from './columns.js';
import { Duplicates } from './duplicates.js';
import { cannotBeWritten, OWNER_ONLY, openFileOutput } from './file.js';
import { JSON_LINES } from './jsonl.js';
import { linesOf } from './lines.js';
import type { Output } from './output.js';
import { MAX_ROWS, type SheetRow, writeWorkbook } from './sheet.js';

/** The options of a workbook. */
export interface WorkbookOptions {
  readonly path: string;
  readonly columns?: readonly Column[] | undefined;
  /** The pictures of the workbook, in the order of its rows. */
  readonly files: readonly string[];
  /** As in `FileOutputOptions`. */
  readonly retry: readonly string[];
}

/**
 * Opens a workbook. Rows cannot be added to one, so they are kept beside it as JSON lines, in `….xlsx.part`, until every picture has a row. Then the
 * workbook is written at once, and `….xlsx.part` is removed, unless some pictures may be read later. A workbook that is finished, or that somebody
 * changed, is never written again: people sort, colour and correct it.
 * @throws CommandError
 */
export async function openWorkbookOutput(options: WorkbookOptions): Promise<Output> {
  const { path, columns = READABLE_COLUMNS, files, retry } = options;
  if (files.length > MAX_ROWS) {
    throw new CommandError(
      `${path} can have ${MAX_ROWS} rows, and there are ${files.length} pictures. Choose a name that ends with .csv or .jsonl.`,
    );
  }
  const part = `${path}.part`;
  await refuseOthers(path, part);
  const rows = await openFileOutput({ path: part, format: JSON_LINES, retry });
  const left = new Map<string, { retryable: boolean }>();
  for (const file of files) {
    const row = rows.earlier(file);
    if (row !== undefined) left.set(file, row);
  }
  let note: string | null = `The rows so far are in ${part}; run the command again to continue.`;
  return {
    ...rows,
    async write(record) {
      await rows.write(record);
      left.set(record.file, { retryable: !isRead(record) && record.retryable });
    },
    async finish() {
      if (files.some((file) => !left.has(file))) return;
      await write(path, columns, await sheetRows(part, columns, files)).catch((error) => {
        throw cannotBeWritten(path, error, EXIT.BROKEN_OFF);
      });
      const later = [...left.values()].filter(({ retryable }) => retryable).length;
      if (later === 0) await rm(part);
      // It must be newer than the workbook: see refuseOthers.
      else await utimes(part, new Date(), new Date());
      note = later === 0 ? null : `${later} may be read later: --retry continues from ${part}.`;
    },
    async close() {
      await rows.close();
      return note;
    },
  };
}

/** @throws CommandError if there is a workbook that must not be written again */
async function refuseOthers(path: string, part: string): Promise<void> {
  const [workbook, rows] = await Promise.all([path, part].map((each) => stat(each).catch(() => null)));
  if (!workbook) return;
  if (workbook.isDirectory()) throw cannotBeWritten(path, { code: 'EISDIR' }, EXIT.NOT_POSSIBLE);
  if (!rows) {
    throw new CommandError(
      `${path} is not written to: it exists already, and a workbook is written only once. Choose another name, or one that ends with .csv or .jsonl, to which rows can be added.`,
    );
  }
  if (workbook.mtimeMs > rows.mtimeMs) {
    throw new CommandError(
      `${path} is not written to: it was changed since the last run. Move it away or choose another name.`,
    );
  }
}

/** The rows of `part`: first those of `files`, in that order, then all others. */
async function sheetRows(part: string, columns: readonly Column[], files: readonly string[]) {
  const places = new Map(files.map((file, n) => [JSON_LINES.key(file), n]));
  const rows: { place: number; file: string; nik: string | null; read: boolean; values: Cell[] }[] = [];
  const handle = await open(part, 'r');
  try {
    for await (const { text } of linesOf(handle)) {
      const record: PictureRecord = JSON.parse(text);
      const { file, nik, read } = JSON_LINES.row(text);
      const place = places.get(JSON_LINES.key(file)) ?? files.length;
      rows.push({ place, file, nik, read, values: columns.map(({ of }) => of(record)) });
    }
  } finally {
    await handle.close();
  }
  rows.sort((a, b) => a.place - b.place);
  return withDuplicates(rows, columns);
}

/** Marks duplicates anew, because the first row with a NIK depends on the order. */
function withDuplicates(
  rows: readonly { file: string; nik: string | null; read: boolean; values: Cell[] }[],
  columns: readonly Column[],
): SheetRow[] {
  const duplicates = new Duplicates();
  const counts = new Map<string, number>();
  for (const { nik } of rows) if (nik !== null) counts.set(nik, (counts.get(nik) ?? 0) + 1);
  const column = columns.findIndex(({ name }) => name === 'duplicate_of');
  return rows.map(({ file, nik, read, values }) => {
    const first = duplicates.firstOf(file, nik);
    return {
      read,
      duplicate: nik !== null && (counts.get(nik) ?? 0) > 1,
      values: column === -1 ? values : values.with(column, first),
    };
  });
}

/** Writes the workbook beside its place first: if that is broken off, it is whole or not there. */
async function write(path: string, columns: readonly Column[], rows: readonly SheetRow[]): Promise<void> {
  const besides = `${path}.writing`;
  await rm(besides, { force: true });
  try {
    const file = createWriteStream(besides, { mode: OWNER_ONLY, flags: 'wx', flush: true });
    await writeWorkbook(columns, rows, file);
    await rename(besides, path);
  } catch (error) {
    await rm(besides, { force: true });
    throw error;
  }
}
