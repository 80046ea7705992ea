import type { Random } from '../../../specimens/random.js';

export const DAY_SECONDS = 24 * 3600;
const HOUR_SECONDS = 3600;

/**
 * Of a hundred cards of a day, how many come in each hour, from midnight: people who open accounts by phone, most before
 * noon, again after it and in the evening. An assumption, not a measurement: put your own in.
 */
export const HOURS: readonly number[] = [
  0.6, 0.3, 0.2, 0.2, 0.4, 1.2, 2.6, 4.2, 6.2, 8.0, 8.8, 8.2, 6.6, 7.0, 7.4, 6.8, 5.8, 5.2, 5.0, 5.5, 4.7,
  3.2, 1.6, 0.5,
];

const TOTAL = HOURS.reduce((sum, share) => sum + share, 0);

/** The share of a day's cards that comes in its busiest hour. */
export const BUSIEST_SHARE = Math.max(...HOURS) / TOTAL;

/** Cards a second at a time of the day, so that the day comes to `cards`: between the middles of two hours it changes evenly. */
export function rateAt(seconds: number, cards: number): number {
  const middle = seconds / HOUR_SECONDS - 0.5;
  const hour = Math.floor(middle);
  const before = HOURS[(hour + 24) % 24] as number;
  const after = HOURS[(hour + 25) % 24] as number;
  return ((before + (after - before) * (middle - hour)) / TOTAL) * (cards / HOUR_SECONDS);
}

/** When cards come on such a day, in seconds from midnight: each by itself (a Poisson process, thinned). */
export function* arrivals(cards: number, random: Random): Generator<number> {
  const most = (BUSIEST_SHARE * cards) / HOUR_SECONDS;
  for (let at = wait(most, random); at < DAY_SECONDS; at += wait(most, random)) {
    if (random.share() * most < rateAt(at, cards)) yield at;
  }
}

/** Seconds to the next of so many a second (exponential). */
function wait(rate: number, random: Random): number {
  return -Math.log(1 - random.share()) / rate;
}
