import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity } from '../../src/regions/similarity.js';

const letters = fc.string({ unit: fc.constantFrom(...'ABEFILMNOST015'), maxLength: 12 });

describe('how alike two texts are', () => {
  it.each([
    ['ISLAM', 'ISLAM', 1],
    ['1SLAM', 'ISLAM', 0.95],
    ['KAWFN', 'KAWIN', 0.8],
    ['BUDHA', 'BUDDHA', 1 - 1 / 6],
    ['HINDU', '', 0],
    ['A'.repeat(65), 'A'.repeat(66), 0],
  ])('%s and %s: %f', (a, b, score) => {
    expect(similarity(a, b)).toBeCloseTo(score, 10);
  });

  it('counts a character that looks alike as less than another one', () => {
    expect(similarity('B0G0R', 'BOGOR')).toBeGreaterThan(similarity('BXGXR', 'BOGOR'));
    expect(similarity('TFBET', 'TEBET')).toBeGreaterThan(similarity('TXBET', 'TEBET'));
  });

  it('is the same both ways, 1 only for the same text, and never outside 0 to 1', () => {
    fc.assert(
      fc.property(letters, letters, (a, b) => {
        const score = similarity(a, b);
        expect(score).toBeCloseTo(similarity(b, a), 10);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score === 1).toBe(a === b);
      }),
    );
  });

  it('gives up early only below what is asked for', () => {
    fc.assert(
      fc.property(letters, letters, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, atLeast) => {
        const score = similarity(a, b);
        if (score > atLeast + 1e-9) expect(similarity(a, b, atLeast)).toBeCloseTo(score, 10);
        else expect(similarity(a, b, atLeast)).toBeLessThanOrEqual(score + 1e-9);
      }),
    );
  });
});
