import { expect, it } from 'vitest';
import { faultInSize } from '../../src/graphql/bounded-json.js';

const members = (count: number) =>
  Buffer.from(
    JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, ':{["\\']))),
  );
const deep = (count: number) => Buffer.from('['.repeat(count) + ']'.repeat(count));

it('lets through as much as is allowed, whatever its texts hold', () => {
  expect([faultInSize(members(25_000)), faultInSize(deep(2_000))]).toEqual([null, null]);
  expect(faultInSize(Buffer.from(JSON.stringify({ a: '[{:'.repeat(30_000) })))).toBe(null);
  expect(faultInSize(Buffer.from(JSON.stringify(Array.from({ length: 3_000 }, () => ({ a: [1] })))))).toBe(
    null,
  );
});

it('tells what is too much', () => {
  expect(faultInSize(members(25_001))).toBe('The JSON has more than 25000 members in its objects.');
  expect(faultInSize(deep(2_001))).toBe('The JSON is more than 2000 objects and lists deep.');
});

it('takes what is no JSON', () => {
  expect(faultInSize(Buffer.from([0xff, 0x5d, 0x22, 0x5c]))).toBe(null);
});
