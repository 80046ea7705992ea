import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { type Cell, COLUMNS } from './columns.js';
import { type Format, rowOf } from './format.js';

const FORMULA = /^(?:[=+@\t]|-.)/;
/** What was put in front of a formula. */
const APOSTROPHE = /^'(?=[=+@\t]|-.)/;

/**
 * CSV by RFC 4180: commas, CRLF, quotes where a value needs them, UTF-8 without a byte order mark. No value holds a line break,
 * so that a record is a line.
 */
export const CSV: Format = {
  header: cells(COLUMNS.map(({ name }) => name)),
  lineEnd: '\r\n',
  line: (record) => cells(COLUMNS.map(({ of }) => of(record))),
  row(line) {
    const [fields = []] = parse(line) as string[][];
    if (fields.length !== COLUMNS.length) throw new Error('no row');
    const at = (name: string) => fields[COLUMNS.findIndex((column) => column.name === name)];
    return rowOf(at('file'), at('code'), at('retryable'));
  },
  key: (file) => oneLine(resolve(file.replace(APOSTROPHE, ''))),
};

function cells(values: readonly Cell[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? harmless(value) : value));
  return stringify([texts], { record_delimiter: '', cast: { boolean: String } });
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
