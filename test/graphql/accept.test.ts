import { describe, expect, it } from 'vitest';
import { acceptedRanges, takesAny, takesParts, wholeTypeFor } from '../../src/graphql/accept.js';

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

const [JSON_TYPE, GRAPHQL] = ['application/json', 'application/graphql-response+json'];

describe('what an answer comes as', () => {
  it.each([
    [undefined, { any: true, parts: false, whole: JSON_TYPE }],
    ['*/*', { any: true, parts: false, whole: JSON_TYPE }],
    ['application/*', { any: true, parts: false, whole: JSON_TYPE }],
    [`${GRAPHQL}, ${JSON_TYPE};q=0.9`, { any: true, parts: false, whole: GRAPHQL }],
    [`${JSON_TYPE}, ${GRAPHQL}`, { any: true, parts: false, whole: JSON_TYPE }],
    [`text/html, ${GRAPHQL};q=0, */*`, { any: true, parts: false, whole: JSON_TYPE }],
    [`text/event-stream, ${GRAPHQL}`, { any: true, parts: true, whole: GRAPHQL }],
    ['multipart/mixed', { any: true, parts: true, whole: null }],
    ['multipart/*', { any: true, parts: false, whole: null }],
    ['text/html', { any: false, parts: false, whole: null }],
    [`${JSON_TYPE};q=0`, { any: false, parts: false, whole: null }],
    ['', { any: false, parts: false, whole: null }],
  ])('for %j', (accept, expected) => {
    expect({ any: takesAny(accept), parts: takesParts(accept), whole: wholeTypeFor(accept) }).toEqual(
      expected,
    );
  });
});
