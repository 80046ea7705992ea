import { inked, type PlacedGlyph, partOf, type TextLine } from '../../recognition/text-line.js';
import type { Row } from '../../template.js';
import type { Assignment } from '../assignment.js';
import type { Columns } from '../columns.js';
import { isColon } from '../field-text.js';
import { valueStart } from '../rows.js';

/** Distances in heights of the line by which a colon, whatever it was read as, stands before the column of the values. */
const BEFORE_COLUMN = 0.3;
/** Where it was found as a box of its own a smaller one tells. */
const ALONE_BEFORE_COLUMN = 0.15;

/** A value without its label and colon. */
export interface Value {
  readonly lines: readonly TextLine[];
  /** Where it may begin at the earliest: where the label ends. */
  readonly lead: number;
}

/** Heights of a line from the middle of one letter of a word to that of the next, and where one of them is narrow. */
const NEXT_LETTER = 0.85;
const NEXT_NARROW = 0.45;
/** A colon may be read as one of these. */
const NARROW = /[I1]/;
/** Letters of labels are small ones, and what is dirt is no letter for sure. */
const OF_VALUES = /[A-Z0-9]/;
const SURELY_READ = 0.8;

/** What stands in a card's row behind its label, on all its lines. */
export function valueFor(rows: readonly Assignment[], wanted: Row, columns: Columns | null): Value {
  const parts = rows.filter(({ row }) => row === wanted).map((row) => valueIn(row, columns));
  const [first] = parts.filter(({ lines }) => lines.length > 0);
  return { lines: parts.flatMap(({ lines }) => lines), lead: first?.lead ?? 0 };
}

/** The first letter of the word that a glyph stands in: where the values before it are hidden in part, their column is found too far right. */
function wordBegin({ glyphs, height }: TextLine, glyph: PlacedGlyph): PlacedGlyph {
  let at = glyphs.indexOf(glyph);
  for (; at > 0; at -= 1) {
    const [before, here] = [glyphs[at - 1], glyphs[at]];
    if (before === undefined || here === undefined) break;
    const near = (NARROW.test(before.character) ? NEXT_NARROW : NEXT_LETTER) * height;
    if (!OF_VALUES.test(before.character) || before.confidence < SURELY_READ || here.x - before.x > near)
      break;
  }
  return glyphs[at] ?? glyph;
}

function valueIn(row: Assignment, columns: Columns | null): Value {
  const { text, label, continues } = row;
  const lines = text.lines.flatMap((line) => {
    const glyphs = inked(line.glyphs);
    return glyphs.map((glyph) => ({ line, glyph, alone: glyphs.length === 1 }));
  });
  const value = continues
    ? lines
    : lines.slice(
        valueStart(
          lines.map(({ glyph }) => glyph),
          label,
          columns,
          text.y,
        ),
      );
  const inColumn = value.find(({ line, glyph, alone }) => {
    if (isColon(glyph.character)) return false;
    // The NIK is printed larger; its digits tell themselves from the colon.
    if (columns === null || row.row === 'NIK') return true;
    const before = (alone && value.length > 1 ? ALONE_BEFORE_COLUMN : BEFORE_COLUMN) * line.height;
    return glyph.x >= columns.valuesAt(text.y) - before;
  });
  if (inColumn === undefined) return { lines: [], lead: 0 };
  const first = { ...inColumn, glyph: wordBegin(inColumn.line, inColumn.glyph) };
  const parts = text.lines.flatMap((line) => {
    const from = line.glyphs.findIndex(({ character, x }) => character !== ' ' && x >= first.glyph.x);
    return from === -1 ? [] : [partOf(line, from, line.glyphs.length)];
  });
  const begun = value.find(({ line }) => line === first.line) ?? first;
  return {
    lines: parts,
    lead: partOf(begun.line, begun.line.glyphs.indexOf(begun.glyph), begun.line.glyphs.length).left,
  };
}
