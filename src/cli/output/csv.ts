import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type Cell, COLUMNS, type Column, kindOf, twoDigits } from './columns.js';
import { type Format, rowOf } from './format.js';

const FORMULA = /^(?:[=+@\t]|-.)/;
/** What was put in front of a formula. */
const APOSTROPHE = /^'(?=[=+@\t]|-.)/;
/** A text that Excel would take for a number or a date, and nothing that could end a formula's text. */
const LIKE_A_NUMBER = /^\d[\d ./,:eE+-]*$/;
/** Such a text as Excel takes it for one. */
const KEPT = /^="(.*)"$/;
const BYTE_ORDER_MARK = '\uFEFF';

/** By these a row is known again. */
const OF_A_ROW = ['file', 'code', 'retryable'];

export interface CsvOptions {
  readonly columns?: readonly Column[] | undefined;
  /**
   * For Excel where a comma is in numbers, as in Indonesia: semicolons, a byte order mark, a comma in numbers, confidences with two digits, and
   * digits that are no number as a text. No line `sep=;`: Excel overlooks the mark behind one, and other programs take it for the columns.
   */
  readonly excel?: boolean;
}

/** All columns, for programs. */
export const CSV = csvFormat();

/** CSV by RFC 4180: commas, CRLF, quotes where a value needs them, UTF-8. No value holds a line break, so that a record is a line. */
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
 * A text that no spreadsheet takes for a formula: one that begins as formulas do gets an apostrophe in front, as OWASP's "CSV Injection"
 * has it. A dash alone, which is what cards print for an unknown blood type, is none. Numbers are not texts and stay.
 */
function harmless(text: string): string {
  const line = oneLine(text);
  return FORMULA.test(line) ? `'${line}` : line;
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}
