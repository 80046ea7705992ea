import { greedy } from './ctc.js';
import type { LineReader, Posteriors, ReadBox } from './recognise.js';

/** A NIK is read again where it holds a digit less sure than this. */
const DOUBTFUL = 0.9;
/** Room above and below a line that shows it to the reader in other sizes. */
const OTHER_ROOMS = [1.1, 1.2] as const;
const LIKE_A_NIK = 13;

/**
 * Reads again in other sizes what is worth it: a doubtful NIK, for on it hangs the rest, of which the surest reading is kept;
 * and Roman numerals, whose narrow strokes run into one another at a step of the reader's: of those the longest.
 */
export function withSecondLook(read: LineReader, alphabet: readonly string[]): LineReader {
  return async (view, boxes, stop) => {
    const readings = [...(await read(view, boxes, stop))];
    for (const [i, reading] of readings.entries()) {
      const better = betterOf(reading.posteriors, alphabet);
      if (better === null) continue;
      for (const room of OTHER_ROOMS) {
        const [again] = await read(view, [reading.box], stop, room);
        if (again !== undefined) readings[i] = better(readings[i] as ReadBox, again, alphabet);
      }
    }
    return readings;
  };
}

type Choice = (a: ReadBox, b: ReadBox, alphabet: readonly string[]) => ReadBox;

function betterOf(posteriors: Posteriors, alphabet: readonly string[]): Choice | null {
  const { digits, least } = sureness(posteriors, alphabet);
  if (digits >= LIKE_A_NIK) return least < DOUBTFUL ? surer : null;
  return NUMERAL.test(textOf(posteriors, alphabet)) ? longer : null;
}

function surer(a: ReadBox, b: ReadBox, alphabet: readonly string[]): ReadBox {
  return sureness(b.posteriors, alphabet).mean > sureness(a.posteriors, alphabet).mean ? b : a;
}

/** A Roman numeral that ends in strokes side by side. */
const NUMERAL = /\b[XV]?II+\b/;

function longer(a: ReadBox, b: ReadBox, alphabet: readonly string[]): ReadBox {
  const [text, other] = [textOf(a.posteriors, alphabet), textOf(b.posteriors, alphabet)];
  const joined = (line: string) => line.replace(/I+/g, 'I');
  return other.length > text.length && joined(other) === joined(text) && !/IIII/.test(other) ? b : a;
}

function textOf(posteriors: Posteriors, alphabet: readonly string[]): string {
  return greedy(posteriors, alphabet)
    .map(({ character }) => character)
    .join('');
}

/** Of the digits read: how many, the least confidence, and the geometric mean. */
function sureness(
  posteriors: Posteriors,
  alphabet: readonly string[],
): { readonly digits: number; readonly least: number; readonly mean: number } {
  const sure = greedy(posteriors, alphabet)
    .filter(({ character }) => /\d/.test(character))
    .map(({ confidence }) => confidence);
  const logarithms = sure.reduce((sum, confidence) => sum + Math.log(confidence), 0);
  return {
    digits: sure.length,
    least: Math.min(1, ...sure),
    mean: sure.length === 0 ? 0 : Math.exp(logarithms / sure.length),
  };
}
