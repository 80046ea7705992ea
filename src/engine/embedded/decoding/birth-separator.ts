import type { TextLine } from '../recognition/text-line.js';
import { emissionsOf } from './emissions.js';
import { WordTrie } from './word-trie.js';

/** What stands between place and date of birth, and how many nats more seldom than a comma and a blank. */
const SEPARATORS: readonly (readonly [separator: string, seldom: number])[] = [
  [', ', 0],
  [',', 3],
  [' ', 4],
  ['. ', 4],
  ['.', 6],
];

/** What stands between place and date of birth; `read` where there is no picture behind the lines. */
export function decodeBirthSeparator(
  lines: readonly TextLine[],
  place: string,
  date: string,
  read: string,
): string {
  const emissions = emissionsOf(lines, 'CAPITALS');
  if (emissions === null) return read;
  const words = SEPARATORS.map(([separator]) => place + separator + date);
  const scores = Array.from(
    new WordTrie(words, emissions.symbolMap).scores(emissions),
    (score, i) => score - (SEPARATORS[i]?.[1] ?? 0),
  );
  return SEPARATORS[scores.indexOf(Math.max(...scores))]?.[0] ?? read;
}
