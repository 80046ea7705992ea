import type { Curve } from '../src/engine/embedded/decoding/curve.js';

export interface Observation {
  readonly evidence: number;
  readonly right: boolean;
}

/** What a curve is before anything is observed, and how far, in standard deviations, it is easily moved from there. */
const BEFORE = { offset: 0, slope: 0.6 };
const SPREAD = { offset: 3, slope: 0.4 };
const LEAST_SLOPE = 0.05;
const ROUNDS = 50;

/**
 * The logistic curve that the observations make likeliest (Platt 1999): never sure beyond what so many observations can show,
 * and near its beginning where there are few. Offset and slope to three decimals.
 */
export function fitCurve(observations: readonly Observation[]): Curve {
  const right = observations.filter((each) => each.right).length;
  const wrong = observations.length - right;
  const [high, low] = [(right + 1) / (right + 2), 1 / (wrong + 2)];
  let { offset, slope } = BEFORE;
  for (let round = 0; round < ROUNDS; round += 1) {
    // Newton's method; the prior's pull first.
    const [w0, w1] = [1 / SPREAD.offset ** 2, 1 / SPREAD.slope ** 2];
    let [g0, g1] = [w0 * (offset - BEFORE.offset), w1 * (slope - BEFORE.slope)];
    let [h00, h01, h11] = [w0, 0, w1];
    for (const { evidence, right: isRight } of observations) {
      const p = 1 / (1 + Math.exp(-(offset + slope * evidence)));
      const error = p - (isRight ? high : low);
      const weight = Math.max(p * (1 - p), 1e-9);
      g0 += error;
      g1 += error * evidence;
      h00 += weight;
      h01 += weight * evidence;
      h11 += weight * evidence * evidence;
    }
    const determinant = h00 * h11 - h01 * h01;
    const step = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant] as const;
    // Far from the best curve a whole step overshoots.
    const length = Math.max(1, Math.abs(step[0]), Math.abs(step[1]));
    offset -= step[0] / length;
    slope = Math.max(LEAST_SLOPE, slope - step[1] / length);
  }
  return { offset: rounded(offset), slope: rounded(slope) };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
