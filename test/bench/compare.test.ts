import { describe, expect, it } from 'vitest';
import { locksTheSame } from '../../bench/compare/older-tree.js';
import { ratioOf, ratioTable, type Sample, type Side } from '../../bench/compare/ratios.js';

const sample = (side: Side, round: number, cpuSeconds: number, times = 1): Sample => ({
  task: 'card',
  side,
  round,
  times,
  cpuSeconds,
  seconds: 2 * cpuSeconds,
});

/** The machine is three times as slow in the second round, which no ratio shows. */
const SAMPLES = [
  ...[sample('today', 0, 0.5), sample('older', 0, 1)],
  ...[sample('today', 1, 1.8), sample('older', 1, 3)],
  ...[sample('today', 2, 4, 10), sample('older', 2, 1)],
];

describe('the ratios of bench:compare', () => {
  it('compare one time with one time within each round, and tell the middle round and the spread', () => {
    expect(ratioOf(SAMPLES, 'card', 'cpuSeconds')).toEqual({ middle: 0.5, least: 0.4, most: 0.6 });
  });

  it('are of rounds that both trees took part in', () => {
    expect(ratioOf([sample('today', 0, 1), sample('older', 1, 1)], 'card', 'cpuSeconds')).toBeNull();
    expect(ratioOf(SAMPLES, 'another', 'cpuSeconds')).toBeNull();
  });

  it('stand in a table beside the milliseconds of each tree', () => {
    const [, line] = ratioTable('', SAMPLES).lines;
    expect(line).toEqual(['card', '3', '1000.00', '500.00', '0.50', '0.40', '0.60', '0.50']);
  });
});

describe('an older tree', () => {
  const lock = { '': {}, 'node_modules/a': { version: '1.0.0' }, 'packages/client': { version: '1' } };

  it('shares packages where all of its own are there in the same version', () => {
    expect(locksTheSame(lock, { ...lock, 'node_modules/b': { version: '2.0.0' } })).toBe(true);
    expect(locksTheSame({ ...lock, 'node_modules/b': { version: '2.0.0' } }, lock)).toBe(false);
    expect(locksTheSame(lock, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  });
});
