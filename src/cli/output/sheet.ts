import type { Writable } from 'node:stream';
import writeExcelFile, { type CellObject, type SheetData } from 'write-excel-file/node';
import { type Cell, type Column, kindOf, twoDigits } from './columns.js';

/** The sheet is made in memory. This many rows took 34 s and 1.1 GiB. Excel's own limit is about a million. */
export const MAX_ROWS = 100_000;
/** Characters of a cell. Excel reports a workbook with a longer cell as damaged. */
const MAX_CHARACTERS = 32_767;

const SHEET = 'KTP';
/** Widths of columns in characters, by kind and for all others. */
const WIDTHS = { digits: 20, date: 12, confidence: 10, sentences: 60 } as const;
const WIDTH = 18;
/** Colours of rows: with the NIK of another row, and of pictures that were not read. */
const DUPLICATE = '#FFE699';
const NOT_READ = '#F8CBAD';

/** A row of the sheet. */
export interface SheetRow {
  /** The cells, one for each column. */
  readonly values: readonly Cell[];
  readonly read: boolean;
  /** Whether another row has the same NIK. */
  readonly duplicate: boolean;
}

/** Writes a workbook with one sheet. Texts are cells of text, so no spreadsheet takes them for formulas. */
export async function writeWorkbook(
  columns: readonly Column[],
  rows: readonly SheetRow[],
  to: Writable,
): Promise<void> {
  const head = columns.map(({ name }): CellObject => ({ value: name, type: String, fontWeight: 'bold' }));
  const body = rows.map((row) =>
    columns.map((column, n) => marked(column, row, cellOf(column, row.values[n]))),
  );
  const sheet: SheetData = [head, ...body];
  await writeExcelFile(sheet, {
    sheet: SHEET,
    columns: columns.map((column) => ({ width: widthOf(column) })),
    stickyRowsCount: 1,
  }).toStream(to);
}

function cellOf(column: Column, value: Cell): CellObject | null {
  if (value === null || value === undefined || value === '') return null;
  const kind = kindOf(column);
  if (kind === 'digits') return { value: String(value), type: String, format: '@' };
  if (typeof value === 'boolean') return { value, type: Boolean };
  if (typeof value === 'number') {
    return kind === 'confidence'
      ? { value: twoDigits(value), type: Number, format: '0.00' }
      : { value, type: Number };
  }
  const day = kind === 'date' ? dayOf(value) : null;
  if (day !== null) return { value: day, type: Date, format: 'yyyy-mm-dd' };
  const text = value.slice(0, MAX_CHARACTERS);
  return { value: text, type: String, ...(kind === 'sentences' && { wrap: true, alignVertical: 'top' }) };
}

/** A day as a `Date`; null if a workbook cannot have it, as before 1900. */
function dayOf(date: string): Date | null {
  if (!/^(?:19|[2-9]\d)\d\d-\d\d-\d\d$/.test(date)) return null;
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? null : day;
}

function marked({ name }: Column, { read, duplicate }: SheetRow, cell: CellObject | null): CellObject | null {
  if (cell === null) return null;
  if (name === 'code' && !read) return { ...cell, backgroundColor: NOT_READ };
  if (duplicate && (name === 'nik' || name === 'duplicate_of'))
    return { ...cell, backgroundColor: DUPLICATE };
  return cell;
}

function widthOf(column: Column): number {
  const kind = kindOf(column);
  if (kind === 'digits') return column.name === 'rt' || column.name === 'rw' ? 6 : WIDTHS.digits;
  return kind === null ? WIDTH : WIDTHS[kind];
}
