import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { WordTrie } from './word-trie.js';

/** What is printed for the blood type, and how many nats more seldom than a dash. */
const PRINTED: readonly (readonly [text: string, seldom: number])[] = [
  ['-', 0],
  ['O', 0],
  ['A', 0.5],
  ['B', 0.5],
  ['AB', 1],
  ['O+', 0.3],
  ['A+', 0.8],
  ['B+', 0.8],
  ['AB+', 1.3],
  ['O-', 0.5],
  ['A-', 1],
  ['B-', 1],
  ['AB-', 1.5],
];
/** What no character was read of is a stroke of the ground more often than a letter. */
const UNSEEN = 1.5;

/**
 * The blood type that emissions shows; null where it shows none.
 * @param seen whether any character was read there
 */
export function decodeBlood(emissions: Emissions, seen: boolean): Decoded | null {
  const scores = new WordTrie(
    PRINTED.map(([text]) => text),
    emissions.symbolMap,
  ).scores(emissions);
  const worths = PRINTED.map(([, seldom], i) => (scores[i] ?? Number.NEGATIVE_INFINITY) - seldom);
  const nothing = emissions.noise.reduce((sum, noise) => sum + Math.log(noise), seen ? 0 : UNSEEN);
  const best = worths.indexOf(Math.max(...worths));
  const worth = worths[best] ?? Number.NEGATIVE_INFINITY;
  if (!(worth > nothing)) return null;
  return {
    text: PRINTED[best]?.[0] ?? '',
    share: shareOf(worth, [...worths, nothing]),
    cost: emissions.free - (scores[best] ?? Number.NEGATIVE_INFINITY),
  };
}
