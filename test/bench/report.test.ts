import { describe, expect, it } from 'vitest';
import { shareOf } from '../../bench/accuracy/interval.js';
import { reliabilityOf } from '../../bench/accuracy/reliability.js';
import type { FieldScore } from '../../bench/accuracy/scoring.js';
import { type CardResult, summarise, summariseAll } from '../../bench/accuracy/summary.js';
import { GROUP_OPTIONS, groupsOf } from '../../specimens/groups.js';

const score = (over: Partial<FieldScore>): FieldScore => ({
  field: 'NAME',
  printed: 'SITI',
  read: 'SITI',
  exact: true,
  understood: true,
  edits: 0,
  confidence: 0.99,
  ...over,
});
const wrong = { exact: false, understood: false, edits: 1 };

describe("Wilson's interval", () => {
  // Figures of Wilson's formula in the literature (Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29).
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [20, 20, 0.8389, 1],
  ])('of %i of %i', (right, of, low, high) => {
    const things = Array.from({ length: of }, (_, n) => n < right);
    const share = shareOf(things, Boolean);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
    expect(share).toMatchObject({ right, of, share: right / of });
  });

  it('of nothing says nothing', () => {
    expect(shareOf([], Boolean)).toEqual({ right: 0, of: 0, share: null, low: 0, high: 1 });
  });
});

describe('the reliability table', () => {
  it('counts what was right where the engine was sure', () => {
    const scores = [
      ...Array.from({ length: 9 }, () => score({ confidence: 1 })),
      score({ confidence: 0.999, ...wrong }),
      score({ confidence: 0.5 }),
      score({ confidence: 0.4, ...wrong }),
      score({ confidence: 0, ...wrong }),
      score({ confidence: null, ...wrong }),
    ];
    const { bins, sure, error, silent } = reliabilityOf(scores);
    expect(sure).toMatchObject({ of: 10, right: 9 });
    expect(silent).toBe(1);
    expect(
      bins.filter(({ right }) => right.of > 0).map(({ from, right }) => [from, right.of, right.right]),
    ).toEqual([
      [0, 1, 0],
      [0.4, 2, 1],
      [0.999, 10, 9],
    ]);
    // 10 fields at 0.9999 with 0.9 right, 2 at 0.45 with 0.5, 1 at 0 with 0, of 13.
    expect(error).toBeCloseTo((10 * (0.9999 - 0.9) + 2 * 0.05) / 13, 6);
  });

  it('says nothing of an engine that gives no confidence', () => {
    expect(reliabilityOf([score({ confidence: null })])).toMatchObject({
      error: null,
      silent: 1,
      sure: { of: 0 },
    });
  });
});

describe('the summary', () => {
  const card = (scores: FieldScore[], over: Partial<CardResult> = {}): CardResult => ({
    ...{ name: 'a', wallMs: 10, cpuMs: 5, refused: null, scores },
    ...over,
  });
  const nik = { field: 'NIK', printed: '3374015708450001' } as const;
  const good = card([score({}), score(nik)]);
  const bad = card([score({ ...wrong, understood: true }), score({ ...nik, ...wrong, edits: 4 })], {
    wallMs: 30,
  });

  it('counts fields, NIKs, whole cards and characters', () => {
    const summary = summarise({ tier: 'mild', cards: [good, bad] });
    expect(summary.fields.exact).toMatchObject({ right: 2, of: 4 });
    expect(summary.fields.understood).toMatchObject({ right: 3, of: 4 });
    expect(summary.nik.exact).toMatchObject({ right: 1, of: 2 });
    expect(summary.wholeCards.exact).toMatchObject({ right: 1, of: 2 });
    expect(summary.nikCharacterErrors).toBeCloseTo(4 / 32);
    expect(summary.characterErrors).toBeCloseTo(5 / 40);
    expect(summary.byField.NAME.exact).toMatchObject({ right: 1, of: 2 });
    expect(summary.byField.STREET.exact.share).toBeNull();
  });

  it('puts all tiers together where there are several', () => {
    const [one, two] = [
      { tier: 'clean', cards: [good] },
      { tier: 'hard', cards: [bad, card([], { refused: 'OCR_NO_RESULT' })] },
    ];
    expect(summariseAll([one]).map(({ tier }) => tier)).toEqual(['clean']);
    expect(summariseAll([one, two]).map(({ tier, cards, refused }) => [tier, cards, refused])).toEqual([
      ['clean', 1, 0],
      ['hard', 2, 1],
      ['all', 3, 1],
    ]);
  });
});

describe('the groups of cards', () => {
  it('are common unless held out, one by one or together', () => {
    expect(Object.keys(GROUP_OPTIONS)).toEqual(['fonts', 'camera', 'layout', 'unseen']);
    expect(groupsOf({ unseen: false })).toEqual({ fonts: 'common', camera: 'common', layout: 'common' });
    expect(groupsOf({ unseen: true })).toEqual({ fonts: 'held-out', camera: 'held-out', layout: 'held-out' });
    expect(groupsOf({ unseen: true, fonts: 'common' })).toMatchObject({
      fonts: 'common',
      camera: 'held-out',
    });
    expect(groupsOf({ unseen: false, camera: 'toy' })).toBeNull();
  });
});
