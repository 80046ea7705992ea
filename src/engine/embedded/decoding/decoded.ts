/** A value as the picture and what is known of its field let it be read, before anybody says how sure that is. */
export interface Decoded {
  readonly text: string;
  /** Share of this reading among all that were weighed against it, 0 to 1. */
  readonly share: number;
  /** Nats by which it is less likely than the likeliest that any reading of the picture could be. */
  readonly cost: number;
}

/** The share of the first of some logarithms of likelihoods in all of them. */
export function shareOf(first: number, all: readonly number[]): number {
  const most = Math.max(first, ...all);
  const sum = all.reduce((total, score) => total + Math.exp(score - most), 0);
  return sum === 0 ? 0 : Math.min(1, Math.exp(first - most) / sum);
}
