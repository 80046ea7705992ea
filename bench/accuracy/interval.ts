/** How many of how many, and between which shares the true one lies with 95 % certainty. */
export interface Share {
  readonly right: number;
  readonly of: number;
  /** 0 to 1; null of none. */
  readonly share: number | null;
  readonly low: number;
  readonly high: number;
}

/** Standard deviations of the normal distribution that hold 95 %. */
const Z = 1.959964;

/**
 * Counts, with Wilson's score interval, which holds near 0 and 1 and for few things alike.
 * It takes the things for independent; fields of one card are less so than cards.
 */
export function shareOf<T>(things: readonly T[], holds: (thing: T) => boolean): Share {
  const of = things.length;
  const right = things.filter(holds).length;
  if (of === 0) return { right, of, share: null, low: 0, high: 1 };
  const share = right / of;
  const middle = share + Z ** 2 / (2 * of);
  const half = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  const scale = 1 + Z ** 2 / of;
  return {
    right,
    of,
    share,
    low: Math.max(0, (middle - half) / scale),
    high: Math.min(1, (middle + half) / scale),
  };
}
