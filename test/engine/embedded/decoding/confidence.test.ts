import { describe, expect, it } from 'vitest';
import { confidenceOf, evidenceOf } from '../../../../src/engine/embedded/decoding/confidence.js';

const of = (share: number, cost: number) => confidenceOf('NAME', { text: 'BUDI', share, cost });

describe('the confidence of a value', () => {
  it('rises with its share, and falls with what no reading explains', () => {
    expect(of(0.99, 0)).toBeGreaterThan(of(0.9, 0));
    expect(of(0.99, 2)).toBeLessThan(of(0.99, 0));
  });

  it('falls no further where next to nothing speaks for it', () => {
    expect(of(0.01, 10)).toBe(of(0.01, 200));
    expect(of(0.01, 10)).toBeGreaterThan(0.05);
  });

  it('tells the evidence that it was made of', () => {
    expect(evidenceOf('NAME', of(0.9, 0))).toBeCloseTo(Math.log(9), 6);
  });
});
