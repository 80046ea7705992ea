import { afterEach, describe, expect, it, vi } from 'vitest';
import { SCORED } from '../../bench/accuracy/scoring.js';
import { rotated } from '../../bench/peers/compare.js';
import { comparisonTables, type Judged } from '../../bench/peers/comparison-table.js';
import type { ReaderName } from '../../bench/peers/names.js';
import { childTicks } from '../../bench/peers/usage.js';
import { growth, Milestones } from '../../bench/speed/memory-milestones.js';
import { median, printTable, ratio } from '../../bench/support/table.js';

const card = (
  reader: ReaderName,
  tier: string,
  wrong: readonly string[],
  wallMs: number,
  cpuMs: number,
): Judged => ({
  name: tier,
  tier,
  reader,
  refused: wrong.length === SCORED.length ? 'FAILED' : null,
  wallMs,
  cpuMs,
  scores: SCORED.map((field) => ({
    field,
    printed: 'A',
    read: 'A',
    exact: !wrong.includes(field),
    understood: true,
    edits: 0,
    confidence: null,
  })),
});

describe('the comparison', () => {
  const judged = [
    card('tesseract', 'clean', ['NIK'], 300, 200),
    card('ours', 'clean', [], 30, 40),
    card('tesseract', 'clean', SCORED, 300, 200),
    card('ours', 'clean', ['NAME'], 30, 40),
    card('ours', 'hard', [], 60, 80),
    card('tesseract', 'hard', [], 30, 20),
  ];
  const [clean, hard, fields, ...more] = comparisonTables(judged);

  it('has a table for each tier, ours first, with ratios to ours', () => {
    expect(clean?.title).toBe('clean, 2 cards');
    expect(clean?.lines.slice(1)).toEqual([
      ['KTP Gateway, embedded engine', '97.1', '100.0', '50.0', '0', '30', '40', '1.00x', '1.00x'],
      ['Tesseract of the system, ind', '47.1', '0.0', '0.0', '1', '300', '200', '10.00x', '5.00x'],
    ]);
    expect(hard?.lines[2]?.slice(-2)).toEqual(['0.50x', '0.25x']);
  });

  it('has one table for the fields of all tiers', () => {
    expect(fields?.lines[0]).toEqual(['per cent read exactly', 'ours', 'tesseract']);
    expect(fields?.lines.find(([field]) => field === 'NAME')).toEqual(['NAME', '66.7', '66.7']);
    expect(fields?.lines.find(([field]) => field === 'NIK')).toEqual(['NIK', '100.0', '33.3']);
    expect(more).toEqual([]);
  });

  it('lets another begin with each card', () => {
    expect([0, 1, 2, 3].map((turn) => rotated(['a', 'b', 'c'], turn).join(''))).toEqual([
      'abc',
      'bca',
      'cab',
      'abc',
    ]);
  });
});

describe('tables', () => {
  afterEach(() => vi.restoreAllMocks());

  it('stand in columns', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    printTable({
      title: 'T',
      lines: [
        ['', 'ms'],
        ['one', '10'],
        ['longer', '5'],
      ],
    });
    expect(log.mock.calls.flat()).toEqual(['\nT', '          ms', '  one     10', '  longer   5']);
  });

  it('have medians between the two in the middle, and no ratio to nothing', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([])]).toEqual([2, 2.5, 0]);
    expect([ratio(9, 2), ratio(9, 0)]).toEqual(['4.50x', '-']);
  });
});

describe('memory', () => {
  it('is the mean of the last cards before a milestone, and grows from the first to the last', () => {
    const milestones = new Milestones(200);
    for (let n = 0; n < 450; n += 1) milestones.add(n < 100 ? 999 : n < 200 ? 100 : n < 300 ? 999 : 110);
    expect(milestones.reached).toEqual([
      { cards: 200, bytes: 100 },
      { cards: 400, bytes: 110 },
    ]);
    expect(growth(milestones.reached)).toBe('10.0 %');
    expect(growth(milestones.reached.slice(0, 1))).toBe('too few cards to tell');
  });
});

describe('the CPU time of ended child processes', () => {
  it('is user and system time, whatever the process is called', () => {
    // proc(5): pid, name, state, then the fields from the 4th on; cutime and cstime are the 16th and 17th.
    const stat = `42 (a ) b) S ${Array.from({ length: 49 }, (_, n) => n + 4).join(' ')}`;
    expect(childTicks(stat)).toBe(16 + 17);
  });
});
