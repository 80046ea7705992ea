import type { Curve, Grounds } from '../src/engine/embedded/decoding/curve.js';

export interface Observation extends Grounds {
  readonly right: boolean;
}

/** Of the offset, the slope and the weight of clarity: what it is before anything is observed, how far, in standard deviations, it is easily moved from there, and the least it may be. */
const WEIGHTS = [
  { before: 0, spread: 3, least: Number.NEGATIVE_INFINITY, of: () => 1 },
  { before: 0.6, spread: 0.4, least: 0.05, of: ({ evidence }: Grounds) => evidence },
  { before: 0, spread: 0.4, least: 0, of: ({ clarity }: Grounds) => clarity },
] as const;
/** Each weight in turn: they lean on one another, so it takes many. */
const ROUNDS = 400;
const MOST_STEP = 1;

/**
 * The logistic curve that the observations make likeliest (Platt 1999): never sure beyond what so many observations can show,
 * and near its beginning where there are few. To three decimals.
 */
export function fitCurve(observations: readonly Observation[]): Curve {
  const right = observations.filter((each) => each.right).length;
  const wrong = observations.length - right;
  const [high, low] = [(right + 1) / (right + 2), 1 / (wrong + 2)];
  const wanted = observations.map((each) => (each.right ? high : low));
  const sums = new Float64Array(observations.length);
  const fitted: number[] = WEIGHTS.map(({ before }) => before);
  for (const [n, { of }] of WEIGHTS.entries()) move(of, fitted[n] ?? 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [n, { before, spread, least, of }] of WEIGHTS.entries()) {
      const weight = fitted[n] ?? 0;
      // Newton's method; the prior's pull first.
      let [gradient, curvature] = [(weight - before) / spread ** 2, 1 / spread ** 2];
      for (const [i, each] of observations.entries()) {
        const p = 1 / (1 + Math.exp(-(sums[i] ?? 0)));
        gradient += (p - (wanted[i] ?? 0)) * of(each);
        curvature += Math.max(p * (1 - p), 1e-9) * of(each) ** 2;
      }
      // Far from the best curve a whole step overshoots.
      const step = Math.max(-MOST_STEP, Math.min(MOST_STEP, gradient / curvature));
      fitted[n] = Math.max(least, weight - step);
      move(of, (fitted[n] ?? 0) - weight);
    }
  }
  const [offset = 0, slope = 0, clarity = 0] = fitted.map((weight) => Math.round(weight * 1000) / 1000);
  return { offset, slope, clarity };

  function move(of: (grounds: Grounds) => number, by: number): void {
    for (const [i, each] of observations.entries()) sums[i] = (sums[i] ?? 0) + by * of(each);
  }
}
