import { resolve } from 'node:path';
import { type Format, rowOf } from './format.js';

/** JSON lines: each record as GraphQL answers it. */
export const JSON_LINES: Format = {
  header: null,
  lineEnd: '\n',
  lacks: [],
  line: (record) => JSON.stringify(record),
  row(line) {
    const { file, code, retryable, card } = JSON.parse(line);
    return rowOf(file, code, retryable, card?.nik?.number);
  },
  key: (file) => resolve(file),
};
