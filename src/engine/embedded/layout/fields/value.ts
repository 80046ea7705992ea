import { inked, partOf, type TextLine } from '../../recognition/text-line.js';
import type { Columns } from '../columns.js';
import type { Row } from '../labels.js';
import { type Assignment, valueStart } from '../rows.js';

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

/** What stands in a card's row behind its label, on all its lines. */
export function valueFor(rows: readonly Assignment[], wanted: Row, columns: Columns | null): Value {
  const parts = rows.filter(({ row }) => row === wanted).map((row) => valueIn(row, columns));
  const [first] = parts.filter(({ lines }) => lines.length > 0);
  return { lines: parts.flatMap(({ lines }) => lines), lead: first?.lead ?? 0 };
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
  const first = value.find(({ line, glyph, alone }) => {
    if (/[:;]/.test(glyph.character)) return false;
    // The NIK is printed larger; its digits tell themselves from the colon.
    if (columns === null || row.row === 'NIK') return true;
    const before = (alone && value.length > 1 ? ALONE_BEFORE_COLUMN : BEFORE_COLUMN) * line.height;
    return glyph.x >= columns.valuesAt(text.y) - before;
  });
  if (first === undefined) return { lines: [], lead: 0 };
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
