import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type Cell, COLUMNS, type Column, kindOf, twoDigits } from './columns.js';
import { type Format, rowOf } from './format.js';

/** How formulas begin. */
const FORMULA = /^(?:[=+@\t]|-.)/;
/** The apostrophe that was put before a formula. */
const APOSTROPHE = /^'(?=[=+@\t]|-.)/;
/** A text that Excel would take for a number or a date. It has no sign that could end the text of a formula. */
const LIKE_A_NUMBER = /^\d[\d ./,:eE+-]*$/;
/** Such a text, written so that Excel keeps it as a text. */
const KEPT = /^="(.*)"$/;
const BYTE_ORDER_MARK = '\uFEFF';

/** The columns by which a row of an earlier run is recognised. */
const OF_A_ROW = ['file', 'code', 'retryable'];

/** The options of CSV. */
export interface CsvOptions {
  readonly columns?: readonly Column[] | undefined;
  /**
   * For Excel in countries that write numbers with a comma, as in Indonesia: semicolons, a byte order mark, numbers with a comma, confidences
   * with two digits, and digits that must not become numbers as text. There is no line `sep=;`: behind it Excel ignores the byte order mark, and
   * other programs take it for the names of the columns.
   */
  readonly excel?: boolean;
}

/** CSV with all columns, for programs. */
export const CSV = csvFormat();

/** CSV by RFC 4180: commas, CRLF, quotes if a value needs them, UTF-8. No value has a line break, so a record is a line. */
export function csvFormat({ columns = COLUMNS, excel = false }: CsvOptions = {}): Format {
  const delimiter = excel ? ';' : ',';
  const names = columns.map(({ name }) => name);
  const needed = names.includes('duplicate_of') ? [...OF_A_ROW, 'nik'] : OF_A_ROW;
  const line = (values: readonly Cell[]) =>
    stringify([values], { delimiter, record_delimiter: '', cast: { boolean: String } });
  return {
    header: `${excel ? BYTE_ORDER_MARK : ''}${line(names)}`,
    lineEnd: '\r\n',
    lacks: needed.filter((name) => !names.includes(name)),
    line: (record) => line(columns.map((column) => (excel ? forExcel : plain)(column, column.of(record)))),
    row(text) {
      const [fields = []] = parse(text, { delimiter }) as string[][];
      if (fields.length !== columns.length) throw new Error('no row');
      const at = (name: string) => fields[names.indexOf(name)];
      return rowOf(at('file'), at('code'), at('retryable'), at('nik')?.replace(KEPT, '$1'));
    },
    key: (file) => oneLine(resolve(file.replace(APOSTROPHE, ''))),
  };
}

function plain(_: Column, value: Cell): Cell {
  return typeof value === 'string' ? harmless(value) : value;
}

function forExcel(column: Column, value: Cell): Cell {
  if (typeof value === 'number') {
    const number = kindOf(column) === 'confidence' ? twoDigits(value).toFixed(2) : String(value);
    return number.replace('.', ',');
  }
  if (typeof value !== 'string') return value;
  const isText = column.name !== 'file' && kindOf(column) !== 'date';
  return isText && LIKE_A_NUMBER.test(value) ? `="${value}"` : harmless(value);
}

/**
 * Makes a text harmless, so that no spreadsheet runs it as a formula: if it begins like one, it gets an apostrophe, as OWASP's "CSV Injection"
 * has it. A dash alone, which is what cards print for an unknown blood type, is none. Numbers are not texts and stay.
 */
function harmless(text: string): string {
  const line = oneLine(text);
  return FORMULA.test(line) ? `'${line}` : line;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
