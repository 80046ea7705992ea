import { expect, it } from 'vitest';
import { Turns } from '../../../src/engine/concurrency/turns.js';

it('serves callers in turns, and each in its own order', () => {
  const turns = new Turns<string>();
  for (const item of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) turns.add(item.charAt(0), item);
  expect([...turns.firsts()]).toEqual(['a1', 'b1', 'c1']);
  const order = Array.from({ length: 6 }, () => turns.next());
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
  expect([turns.length, turns.next()]).toEqual([0, undefined]);
});

it('forgets who does not wait any longer', () => {
  const turns = new Turns<string>();
  for (const item of ['a1', 'a2', 'b1']) turns.add(item.charAt(0), item);
  turns.remove('a', 'a1');
  turns.remove('b', 'b1');
  turns.remove('b', 'b1');
  expect([turns.length, turns.lengthOf('a'), turns.lengthOf('b')]).toEqual([1, 1, 0]);
  expect(turns.lastOfLongest()).toEqual({ caller: 'a', item: 'a2' });
  expect(turns.take('b')).toBe(undefined);
  expect(turns.next()).toBe('a2');
  expect(turns.lastOfLongest()).toBe(undefined);
});
