import type { Box } from '../image/geometry.js';
import { greedy } from './ctc.js';
import type { Posteriors } from './line-reader.js';

/** A character of a line and the x of its middle, in the view's pixels. */
export interface PlacedGlyph {
  readonly character: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly x: number;
}

/** A read line of text, nearly level; positions in the view's pixels. */
export interface TextLine {
  readonly glyphs: readonly PlacedGlyph[];
  readonly left: number;
  readonly right: number;
  /** Middle, at half the line's length. */
  readonly y: number;
  readonly height: number;
  /** Rise of y over x. */
  readonly slope: number;
  /** What the reader saw of the line that this is, or is part of. */
  readonly print: Print;
}

/** The posteriors of a whole line, and where along it their steps lie. */
export interface Print {
  readonly posteriors: Posteriors;
  /** The classes of the posteriors; the first is CTC's blank. */
  readonly alphabet: readonly string[];
  readonly xAt: (step: number) => number;
  readonly stepAt: (x: number) => number;
}

/** A line is split where two characters stand so far apart, from middle to middle, in heights of the line. */
export const PAUSE = 2.2;

/** A line from the reader's posteriors of its box, of which the crop fills `width` steps. */
export function printedLine(
  box: Box,
  { posteriors, width, alphabet }: Pick<Print, 'posteriors' | 'alphabet'> & { readonly width: number },
): TextLine {
  const half = (Math.cos(box.angle) * box.length) / 2;
  const print: Print = {
    posteriors,
    alphabet,
    xAt: (step) => box.x + half * ((2 * (step + 0.5)) / width - 1),
    stepAt: (x) => (((x - box.x) / half + 1) * width) / 2 - 0.5,
  };
  return {
    glyphs: readPrint(print),
    left: box.x - half,
    right: box.x + half,
    y: box.y,
    height: box.height,
    slope: Math.tan(box.angle),
    print,
  };
}

/** Reads the whole of a line, of characters that may stand there at all where that is known. */
export function readPrint({ posteriors, alphabet, xAt }: Print, allowed?: RegExp): readonly PlacedGlyph[] {
  return greedy(posteriors, alphabet, allowed).map(({ character, confidence, at }) => ({
    character,
    confidence,
    x: xAt(at),
  }));
}

/** The characters of glyphs as a text. */
export function textOf(glyphs: readonly PlacedGlyph[]): string {
  return glyphs.map((glyph) => glyph.character).join('');
}

/** Without the spaces, and the index of each character kept. */
export function inked(glyphs: readonly PlacedGlyph[]): readonly PlacedGlyph[] {
  return glyphs.filter((glyph) => glyph.character !== ' ');
}

/** The part of a line that the given run of its glyphs covers: up to halfway to the glyphs that are left out. */
export function partOf(line: TextLine, from: number, to: number): TextLine {
  const left = from === 0 ? line.left : border(line.glyphs, from);
  const right = to >= line.glyphs.length ? line.right : border(line.glyphs, to);
  const shift = (left + right - line.left - line.right) / 2;
  return { ...line, glyphs: line.glyphs.slice(from, to), left, right, y: line.y + shift * line.slope };
}

function border(glyphs: readonly PlacedGlyph[], index: number): number {
  const before = lastInk(glyphs, index - 1)?.x ?? 0;
  const after = glyphs.slice(index).find(({ character }) => character !== ' ')?.x ?? before;
  return (before + after) / 2;
}

/** Splits a line where its text pauses for longer than any space between words: there another column begins. */
export function splitAtPauses(line: TextLine): readonly TextLine[] {
  const parts: TextLine[] = [];
  let from = 0;
  for (let i = 1; i < line.glyphs.length; i++) {
    const before = lastInk(line.glyphs, i - 1);
    const glyph = line.glyphs[i];
    if (before === undefined || glyph === undefined || glyph.character === ' ') continue;
    if (glyph.x - before.x < PAUSE * line.height) continue;
    parts.push(partOf(line, from, i));
    from = i;
  }
  parts.push(partOf(line, from, line.glyphs.length));
  return parts.filter((part) => inked(part.glyphs).length > 0);
}

function lastInk(glyphs: readonly PlacedGlyph[], from: number): PlacedGlyph | undefined {
  for (let i = from; i >= 0; i--) {
    if (glyphs[i]?.character !== ' ') return glyphs[i];
  }
  return undefined;
}
