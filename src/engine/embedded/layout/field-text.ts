import type { Box } from '../image/geometry.js';
import {
  inked,
  type PlacedGlyph,
  partOf,
  readPrint,
  type TextLine,
  textOf,
} from '../recognition/text-line.js';
import { ALPHABETS } from '../template.js';

/** A rectangle in the view's pixels. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** One field's text as it was read, and where. */
export interface FieldText {
  readonly text: string;
  /** Of the least sure character, 0 to 1. */
  readonly confidence: number;
  readonly area: Area;
  /** The parts of lines that it was read from. */
  readonly lines: readonly TextLine[];
  /** Where the first of them may begin at the earliest, where its label ends: what was taken for a colon may be a letter. */
  readonly lead: number;
}

/** Whether a character is the colon that separates a label from its value, or what it is read as. */
export function isColon(character: string): boolean {
  return character === ':' || character === ';';
}

/** A value without the colon and the dirt before it. */
export function withoutColon(text: string): string {
  return text.replace(/^[\s:;.,]+/, '');
}

/** Joins lines to one text, read under an alphabet; what separates label and value does not belong to it. */
export function fieldText(
  lines: readonly TextLine[],
  alphabet: RegExp = ALPHABETS.CAPITALS,
  lead = lines[0]?.left ?? 0,
): FieldText | null {
  const read = lines.map((line) => glyphsOf(line, alphabet, ' '));
  const text = withoutColon(read.map((glyphs) => textOf(glyphs).trim()).join(' ')).trim();
  if (text === '') return null;
  const sure = read.flatMap((glyphs) => inked(glyphs).filter(({ character }) => !isColon(character)));
  return {
    text,
    confidence: Math.min(1, ...sure.map(({ confidence }) => confidence)),
    area: areaOf(lines),
    lines,
    lead,
  };
}

/** The glyphs of a line, read under an alphabet; with `also` kept. */
export function glyphsOf(line: TextLine, alphabet: RegExp, also = ''): readonly PlacedGlyph[] {
  const glyphs = readPrint(line.print, alphabet).filter(({ x }) => x >= line.left && x <= line.right);
  return glyphs.filter(({ character }) => alphabet.test(character) || character === also);
}

/** The smallest rectangle around lines, in the view's pixels. */
export function areaOf(lines: readonly TextLine[]): Area {
  return {
    left: Math.min(...lines.map((line) => line.left)),
    right: Math.max(...lines.map((line) => line.right)),
    top: Math.min(...lines.map((line) => line.y - line.height / 2)),
    bottom: Math.max(...lines.map((line) => line.y + line.height / 2)),
  };
}

/** The box of a line that goes on to the right for so many of its heights. */
export function boxOf({ left, right, y, height, slope }: TextLine, beyond: number): Box {
  const longer = beyond * height;
  const angle = Math.atan(slope);
  return {
    x: (left + right + longer) / 2,
    y: y + (slope * longer) / 2,
    angle,
    length: (right + longer - left) / Math.cos(angle),
    height,
  };
}

/** Cuts lines before and after the given index over all their inked glyphs. */
export function cut(
  lines: readonly TextLine[],
  index: number,
): readonly [readonly TextLine[], readonly TextLine[]] {
  const before: TextLine[] = [];
  const after: TextLine[] = [];
  let count = 0;
  for (const line of lines) {
    const inks = inked(line.glyphs);
    if (count + inks.length <= index) before.push(line);
    else if (count >= index) after.push(line);
    else {
      const at = line.glyphs.indexOf(inks[index - count] as PlacedGlyph);
      before.push(partOf(line, 0, at));
      after.push(partOf(line, at, line.glyphs.length));
    }
    count += inks.length;
  }
  return [before, after];
}

/** The inked characters of lines. */
export function characters(lines: readonly TextLine[]): string {
  return lines.map((line) => textOf(inked(line.glyphs))).join('');
}
