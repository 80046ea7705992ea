import type { TextLine } from '../recognition/text-line.js';
import { stripOf } from './emissions.js';
import { Lexicon } from './word-trie.js';

/** What stands between place and date of birth, and how many nats more seldom than a comma and a blank. */
const PRINTED: readonly (readonly [gap: string, seldom: number])[] = [
  [', ', 0],
  [',', 3],
  [' ', 4],
  ['. ', 4],
  ['.', 6],
];

/** What stands between place and date of birth; `read` where there is no picture behind the lines. */
export function decodeGap(lines: readonly TextLine[], place: string, date: string, read: string): string {
  const strip = stripOf(lines, 'CAPITALS');
  if (strip === null) return read;
  const words = PRINTED.map(([gap]) => place + gap + date);
  const scores = Array.from(
    new Lexicon(words, strip.fold).scores(strip),
    (score, i) => score - (PRINTED[i]?.[1] ?? 0),
  );
  return PRINTED[scores.indexOf(Math.max(...scores))]?.[0] ?? read;
}
