import { type Glyph, greedy } from './ctc.js';
import type { LineReader, Posteriors, ReadBox } from './line-reader.js';

/** A NIK is read again if one of its digits has a lower confidence than this. */
const DOUBTFUL = 0.9;
/** Heights of the crops, in heights of the box: more room shows the line smaller. */
const OTHER_ROOMS = [1.1, 1.2] as const;
/** Digits of a NIK at the least, of which some were not read, and at the most, with signs that were read as some: longer rows are other print. */
const SHORTEST_NIK = 13;
export const LONGEST_NIK = 18;

/** A Roman numeral that ends in strokes side by side. */
const NUMERAL = /\b[XV]?II+\b/;

/**
 * Reads some lines again at other sizes: a doubtful NIK, because other fields are checked against it (the surest reading is kept), and
 * lines with Roman numerals, whose strokes may fall into one step of the reader (the reading with most strokes is kept).
 */
export function withReread(read: LineReader, alphabet: readonly string[]): LineReader {
  return async (view, boxes, work) => {
    const readings = [...(await read(view, boxes, work))];
    for (const [i, reading] of readings.entries()) {
      const better = betterOf(reading.posteriors, alphabet);
      if (better === null) continue;
      for (const room of OTHER_ROOMS) {
        const [again] = await read(view, [reading.box], work, room);
        if (again !== undefined) readings[i] = better(readings[i] as ReadBox, again, alphabet);
      }
    }
    return readings;
  };
}

type Choice = (a: ReadBox, b: ReadBox, alphabet: readonly string[]) => ReadBox;

function betterOf(posteriors: Posteriors, alphabet: readonly string[]): Choice | null {
  const glyphs = greedy(posteriors, alphabet);
  const { digits, least } = sureness(glyphs);
  if (digits > LONGEST_NIK) return null;
  if (digits >= SHORTEST_NIK) return least < DOUBTFUL ? surer : null;
  return NUMERAL.test(textOf(glyphs)) ? longer : null;
}

function surer(a: ReadBox, b: ReadBox, alphabet: readonly string[]): ReadBox {
  const [first, second] = [a, b].map(({ posteriors }) => sureness(greedy(posteriors, alphabet)).mean);
  return (second ?? 0) > (first ?? 0) ? b : a;
}

function longer(a: ReadBox, b: ReadBox, alphabet: readonly string[]): ReadBox {
  const [text = '', other = ''] = [a, b].map(({ posteriors }) => textOf(greedy(posteriors, alphabet)));
  const joined = (line: string) => line.replace(/I+/g, 'I');
  return other.length > text.length && joined(other) === joined(text) && !/IIII/.test(other) ? b : a;
}

function textOf(glyphs: readonly Glyph[]): string {
  return glyphs.map(({ character }) => character).join('');
}

/** Of the digits read: how many, the least confidence, and the geometric mean. */
function sureness(glyphs: readonly Glyph[]): {
  readonly digits: number;
  readonly least: number;
  readonly mean: number;
} {
  const sure = glyphs.filter(({ character }) => /\d/.test(character)).map(({ confidence }) => confidence);
  const logarithms = sure.reduce((sum, confidence) => sum + Math.log(confidence), 0);
  return {
    digits: sure.length,
    least: Math.min(1, ...sure),
    mean: sure.length === 0 ? 0 : Math.exp(logarithms / sure.length),
  };
}
