import { expect, it } from 'vitest';
import { acceptedRanges } from '../../src/graphql/accept.js';

it.each([
  [null, null],
  [undefined, null],
  ['', ['']],
  ['*/*', ['*/*']],
  ['Text/HTML;q=0.9, application/json; charset=utf-8', ['text/html', 'application/json']],
  ['multipart/mixed; deferSpec=20220824;q=0.0, application/json;Q=0.001', ['application/json']],
  ['application/json;q=0', []],
])('of %j takes %j', (header, ranges) => {
  expect(acceptedRanges(header)).toEqual(ranges);
});
