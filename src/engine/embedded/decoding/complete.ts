import { inked, type TextLine } from '../recognition/text-line.js';
import type { Span } from '../visibility/field-visibility.js';
import { lettersOf } from './spelling.js';

/** Heights of a line: a letter so near to what hides its neighbours may be cut itself. */
const BESIDE = 0.45;
/** Fewer letters than these fit many words by chance. */
const LEAST_LETTERS = 2;
/** Any letters, or none. */
const GAP = '[A-Z0-9]*';

/** A word of a list of which letters are hidden. */
export interface Completed {
  readonly text: string;
  /** Of its letters, the share that is in sight. */
  readonly inSight: number;
}

/** The only word of a list that fits the letters in sight of a line, with whatever is hidden between them; null where none does, or more than one. */
export function completeWord(
  words: readonly string[],
  line: TextLine,
  hidden: readonly Span[],
): Completed | null {
  let pattern = '';
  const leaveGap = () => {
    if (!pattern.endsWith(GAP)) pattern += GAP;
  };
  let seen = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { character, x } of inked(line.glyphs)) {
    if (hidden.some(({ from, to }) => from < x && to > last)) leaveGap();
    last = x;
    if (hidden.some(({ from, to }) => x > from - BESIDE * line.height && x < to + BESIDE * line.height)) {
      leaveGap();
      continue;
    }
    const letters = lettersOf(character);
    pattern += letters;
    seen += letters.length;
  }
  if (hidden.some(({ to }) => to > last)) leaveGap();
  if (seen < LEAST_LETTERS || !pattern.includes(GAP)) return null;
  const whole = new RegExp(`^${pattern}$`);
  const fitting = new Map(words.map((word) => [lettersOf(word), word]));
  const [first, ...others] = [...fitting].filter(([letters]) => whole.test(letters));
  if (first === undefined || others.length > 0) return null;
  const [letters, text] = first;
  return { text, inSight: seen / letters.length };
}
