import { describe, expect, it } from 'vitest';
import { fitCurve, type Observation } from '../../training/logistic.js';

/** Observations at some evidences, of which so many in a hundred are right. */
function observations(shares: Readonly<Record<number, number>>): readonly Observation[] {
  return Object.entries(shares).flatMap(([evidence, share]) =>
    Array.from({ length: 100 }, (_, n) => ({
      evidence: Number(evidence),
      clarity: 5,
      right: n < share,
    })),
  );
}

const at = ({ offset, slope, clarity: weight }: ReturnType<typeof fitCurve>, evidence: number, clarity = 5) =>
  1 / (1 + Math.exp(-(offset + slope * evidence + weight * clarity)));

describe('the fitted curve', () => {
  it('is as sure as the observations were right', () => {
    const curve = fitCurve(observations({ '-2': 27, 0: 73, 2: 95, 4: 99 }));
    expect(at(curve, -2)).toBeCloseTo(0.27, 1);
    expect(at(curve, 0)).toBeCloseTo(0.73, 1);
    expect(at(curve, 4)).toBeGreaterThan(0.98);
  });

  it('rises, even where the observations do not', () => {
    expect(fitCurve(observations({ 0: 90, 5: 10 })).slope).toBeGreaterThan(0);
  });

  it('is surer on a clear card where such were right more often, and never less sure on one', () => {
    const seen = (clarity: number, shares: Parameters<typeof observations>[0]) =>
      observations(shares).map((each) => ({ ...each, clarity }));
    const curve = fitCurve([...seen(8, { 0: 97, 4: 99 }), ...seen(2, { 0: 60, 4: 90 })]);
    expect(at(curve, 0, 8)).toBeCloseTo(0.97, 1);
    expect(at(curve, 0, 2)).toBeCloseTo(0.6, 1);
    expect(fitCurve([...seen(8, { 0: 60 }), ...seen(2, { 0: 97 })]).clarity).toBe(0);
  });

  it('is not surer than so many right ones can show', () => {
    const few = fitCurve(observations({ 12: 100 }).slice(0, 5));
    const many = fitCurve(Array.from({ length: 40 }, () => observations({ 12: 100 })).flat());
    expect(at(many, 12)).toBeGreaterThan(at(few, 12));
    expect(at(many, 12)).toBeLessThan(0.9999);
  });

  it('is near what was believed before where nothing was observed', () => {
    expect(fitCurve([])).toEqual({ offset: 0, slope: 0.6, clarity: 0 });
  });
});
