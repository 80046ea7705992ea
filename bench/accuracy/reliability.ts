import { type Share, shareOf } from './interval.js';
import type { FieldScore } from './scoring.js';

export interface Bin {
  readonly from: number;
  /** Not included, but for 1. */
  readonly to: number;
  /** Mean of what the engine was sure of; null of none. */
  readonly confidence: number | null;
  readonly right: Share;
}

/** Whether the engine is right as often as it is sure. */
export interface Reliability {
  readonly bins: readonly Bin[];
  /** Fields of which the engine was at least `SURE`. */
  readonly sure: Share;
  /** Expected calibration error: how far confidence is from the share right, over the fields; null of none. */
  readonly error: number | null;
  /** Fields for which the engine gave no confidence: it found nothing there. */
  readonly silent: number;
}

export const SURE = 0.95;

/** Finer towards 1, where most fields are and where it matters. */
const EDGES = [0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, SURE, 0.98, 0.99, 0.999, 1] as const;

/** What the confidences are worth; right is what was read exactly as printed. */
export function reliabilityOf(scores: readonly FieldScore[]): Reliability {
  const sures = scores.filter((score): score is Sure => score.confidence !== null);
  const exact = ({ exact }: Sure) => exact;
  const bins = EDGES.slice(0, -1).map((from, n): Bin => {
    const to = EDGES[n + 1] ?? 1;
    const within = sures.filter(
      ({ confidence }) => confidence >= from && (confidence < to || (to === 1 && confidence <= 1)),
    );
    return { from, to, confidence: mean(within), right: shareOf(within, exact) };
  });
  const gaps = bins.map(({ confidence, right }) =>
    confidence === null || right.share === null ? 0 : right.of * Math.abs(confidence - right.share),
  );
  return {
    bins,
    sure: shareOf(
      sures.filter(({ confidence }) => confidence >= SURE),
      exact,
    ),
    error: sures.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / sures.length,
    silent: scores.length - sures.length,
  };
}

type Sure = FieldScore & { readonly confidence: number };

function mean(scores: readonly Sure[]): number | null {
  return scores.length === 0
    ? null
    : scores.reduce((sum, { confidence }) => sum + confidence, 0) / scores.length;
}
