import { type Decoded, shareOf } from './decoded.js';
import { Lexicon } from './lexicon.js';
import type { Strip } from './strip.js';

/** What is printed for the blood type, and how many nats more seldom than a dash. */
const PRINTED: readonly (readonly [text: string, seldom: number])[] = [
  ['-', 0],
  ['O', 0],
  ['A', 1],
  ['B', 1],
  ['AB', 2],
  ['A+', 3],
  ['B+', 3],
  ['O+', 3],
  ['AB+', 4],
  ['A-', 4],
  ['B-', 4],
  ['O-', 4],
  ['AB-', 5],
];
/** Nothing is printed at times; then a stroke of the ground is all there is to read. */
const NOTHING = 1;

/** The blood type that a strip shows; null where it shows none. */
export function decodeBlood(strip: Strip): Decoded | null {
  const seen = new Lexicon(
    PRINTED.map(([text]) => text),
    strip.fold,
  ).scores(strip);
  const worths = PRINTED.map(([, seldom], i) => (seen[i] ?? Number.NEGATIVE_INFINITY) - seldom);
  const nothing = strip.dirt.reduce((sum, dirt) => sum + Math.log(dirt), 0) - NOTHING;
  const best = worths.indexOf(Math.max(...worths));
  const worth = worths[best] ?? Number.NEGATIVE_INFINITY;
  if (!(worth > nothing)) return null;
  return {
    text: PRINTED[best]?.[0] ?? '',
    share: shareOf(worth, [...worths, nothing]),
    cost: strip.free - (seen[best] ?? Number.NEGATIVE_INFINITY),
  };
}
