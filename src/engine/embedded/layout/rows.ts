import type { Without } from '../heuristics.js';
import { inked, type PlacedGlyph, partOf, type TextLine, textOf } from '../recognition/text-line.js';
import { ROWS, type Row, wraps } from '../template.js';
import { type Assignment, pitchOf, type TextRow } from './assignment.js';
import type { Columns } from './columns.js';
import { withoutColon } from './field-text.js';
import { type LabelMatch, LEAST_SIMILARITY, matchLabels, NO_MATCH } from './labels.js';
import { valueForm } from './value-form.js';

/** Heights of a line by which the middles of two letters differ at the least. */
const DOUBLE = 0.2;
/** Share of a line's height by which the middles of one row's lines may differ. */
export const SAME_ROW = 0.55;

/**
 * What an alignment loses for a row of the card that has no text, a row of text that is none of the card's, a value that goes on in the next
 * row, and a label that was not read.
 */
const SKIPPED_ROW = -0.5;
const LEFT_OVER = -0.35;
const CONTINUED = -0.15;
const UNREAD_LABEL = -0.2;
/** What a label earns for each unit of similarity above the least that counts: 2.2 where it was read letter for letter. */
const LABEL_WEIGHT = 4;
/** What is lost for each row by which the distance between two rows of text differs from that on the card, and at most. */
const MISPLACED = 0.4;
const MOST_MISPLACED = 1.2;
/** A value that goes on in the next row of print stands at most so many rows below, and not behind a label of such a similarity. */
const NEXT_ROW = 1.8;
const OF_A_LABEL = 0.7;

/** In shares of the width of the labels' column. So far right of where it begins, a row of text may still begin with a label. */
const IN_LABEL_COLUMN = 0.6;
/** So far left of the column of the values, a value that goes on may begin. */
const BEFORE_VALUES = 0.35;
/** A colon may stand so far before the column of the values. */
const COLON = 0.2;
/** A card's row above the first, or below the last, that has text. */
const OUTSIDE_ROW = -0.25;
/** A label counts from this similarity on. */
export const LABEL_THRESHOLD = 0.6;

const NO_MATCHES = ROWS.map(() => NO_MATCH);

/** Groups lines into rows from top to bottom; `slope` is how the rows rise over x. */
export function rowsOf(lines: readonly TextLine[], slope: number): readonly TextRow[] {
  const level = (line: TextLine) => line.y - slope * ((line.left + line.right) / 2);
  const rows: { lines: TextLine[]; y: number; height: number }[] = [];
  for (const line of lines.toSorted((a, b) => level(a) - level(b))) {
    const row = rows.at(-1);
    const y = level(line);
    if (row !== undefined && Math.abs(y - row.y) < SAME_ROW * Math.min(line.height, row.height)) {
      row.y = (row.y * row.lines.length + y) / (row.lines.length + 1);
      row.height = Math.max(row.height, line.height);
      row.lines.push(line);
    } else {
      rows.push({ lines: [line], y, height: line.height });
    }
  }
  return rows.map((row) => ({
    lines: withoutDoubles(row.lines.toSorted((a, b) => a.left - b.left)),
    y: row.y,
  }));
}

/** Where a line reaches into the next one, the edge of that one's first letter was read as a letter of its own. */
function withoutDoubles(lines: readonly TextLine[]): readonly TextLine[] {
  return lines.flatMap((line, i) => {
    const next = lines[i + 1];
    const [first] = next === undefined ? [] : inked(next.glyphs);
    if (next === undefined || first === undefined || line.right < next.left) return [line];
    const double = line.glyphs.findIndex(
      ({ character, x }) => character !== ' ' && x > first.x - DOUBLE * next.height,
    );
    if (double < 0) return [line];
    return double === 0 ? [] : [partOf(line, 0, double)];
  });
}

/** A row of text, and of each of the card's rows how well it fits. */
interface Candidate {
  readonly text: TextRow;
  readonly matches: readonly LabelMatch[];
  readonly forms: readonly number[];
  readonly scores: Float64Array;
  readonly mayContinue: boolean;
}

/** What texts were compared with: a card's rows are aligned twice, and most read alike both times. */
class Compared {
  readonly #labels = new Map<string, readonly LabelMatch[]>();
  readonly #forms = new Map<string, number[]>();

  /** How well a text begins with each row's label. */
  labels(read: string): readonly LabelMatch[] {
    const matches = this.#labels.get(read) ?? matchLabels(read);
    this.#labels.set(read, matches);
    return matches;
  }

  /** How much a value speaks by its form for a row, by its index. */
  form(value: string, s: number): number {
    const forms = this.#forms.get(value) ?? [];
    this.#forms.set(value, forms);
    forms[s] ??= valueForm(ROWS[s] as Row, value);
    return forms[s];
  }
}

/** Aligns rows of text of one card. */
export type Align = (texts: readonly TextRow[], columns: Columns | null) => readonly Assignment[];

/**
 * Finds the likeliest way to lay rows of text onto the card's rows, both from top to bottom:
 * a row of text is the start of a card's row, more of the one above, or none of the card's.
 * Labels weigh most; the form of a value and the distances between rows stand in for a label that was not read.
 */
export function alignment(without: Without): Align {
  const compared = new Compared();
  const mayWrap = ROWS.map((row) => wraps(row) && !without.has('wrapped-rows'));
  return (texts, columns) =>
    likeliest(
      texts.map((text) => candidateOf(text, columns, compared)),
      mayWrap,
    );
}

function likeliest(candidates: readonly Candidate[], mayWrap: readonly boolean[]): readonly Assignment[] {
  const ys = Float64Array.from(candidates, ({ text }) => text.y);
  const pitch = pitchOf(candidates.map(({ text }) => text));
  const rows = ROWS.length;
  // Of each row of text as each of the card's rows, started or continued: the best score up to there, and the cell before it.
  const cells = candidates.length * rows;
  const scores = new Float64Array(cells);
  const before = new Int32Array(cells).fill(-1);
  /** By how many rows further down the card's is, what is lost where the text is not as far. */
  const misplaced = new Float64Array(rows);
  let best = rows * OUTSIDE_ROW;
  let at = -1;
  for (const [i, { scores: own, mayContinue }] of candidates.entries()) {
    const first = i * rows;
    for (let s = 0; s < rows; s++) scores[first + s] = own[s]! + s * OUTSIDE_ROW;
    for (let h = 0; h < i; h++) {
      const between = (i - h - 1) * LEFT_OVER;
      const distance = (ys[i]! - ys[h]!) / pitch;
      const isNext = mayContinue && distance < NEXT_ROW;
      for (let d = 1; d < rows; d++) {
        misplaced[d] = Math.min(MOST_MISPLACED, MISPLACED * Math.abs(distance - d));
      }
      for (let s = 0; s < rows; s++) {
        const cell = first + s;
        for (let r = 0; r <= s; r++) {
          if (r === s && !(isNext && mayWrap[s])) continue;
          const step = r === s ? CONTINUED : own[s]! + (s - r - 1) * SKIPPED_ROW - misplaced[s - r]!;
          const score = scores[h * rows + r]! + between + step;
          if (score <= scores[cell]!) continue;
          scores[cell] = score;
          before[cell] = h * rows + r;
        }
      }
    }
    for (let s = 0; s < rows; s++) {
      const total = scores[first + s]! + (rows - 1 - s) * OUTSIDE_ROW;
      if (total <= best) continue;
      best = total;
      at = first + s;
    }
  }
  const path: Assignment[] = [];
  while (at >= 0) {
    const s = at % rows;
    const candidate = candidates[(at - s) / rows] as Candidate;
    at = before[at]!;
    path.push({
      row: ROWS[s] as Row,
      text: candidate.text,
      continues: at >= 0 && at % rows === s,
      label: candidate.matches[s] as LabelMatch,
      inForm: (candidate.forms[s] ?? 0) > 0,
    });
  }
  return path.reverse();
}

function candidateOf(text: TextRow, columns: Columns | null, compared: Compared): Candidate {
  const glyphs = text.lines.flatMap((line) => inked(line.glyphs));
  const read = textOf(glyphs);
  const start = text.lines[0]?.left ?? 0;
  const inLabelColumn = columns === null || start < columns.labels + IN_LABEL_COLUMN * columns.width;
  const matches = inLabelColumn ? compared.labels(read) : NO_MATCHES;
  const behind = (match: LabelMatch) => withoutColon(read.slice(valueStart(glyphs, match, columns, text.y)));
  const unlabelled = behind(NO_MATCH);
  const forms = matches.map((match, s) => compared.form(isRead(match) ? behind(match) : unlabelled, s));
  const scores = Float64Array.from(
    matches,
    ({ similarity }, s) =>
      (similarity >= LEAST_SIMILARITY ? LABEL_WEIGHT * (similarity - LEAST_SIMILARITY) : UNREAD_LABEL) +
      (forms[s] ?? 0),
  );
  const mayContinue =
    !matches.some(({ similarity }) => similarity >= OF_A_LABEL) &&
    (columns === null || start > columns.valuesAt(text.y) - BEFORE_VALUES * columns.width);
  return { text, matches, forms, scores, mayContinue };
}

function isRead({ similarity }: LabelMatch): boolean {
  return similarity >= LABEL_THRESHOLD;
}

/** Index of the first glyph after the label: by the label where it was read, else by the column of the values. */
export function valueStart(
  glyphs: readonly PlacedGlyph[],
  label: LabelMatch,
  columns: Columns | null,
  y: number,
): number {
  const labelled = isRead(label) ? label.end : 0;
  if (columns === null) return labelled === 0 ? afterColon(glyphs) : labelled;
  const column = columns.valuesAt(y);
  // A short label of another wording takes the beginning of the value for its end.
  const inColumn = glyphs.findIndex(({ x }) => x >= column);
  const from = column - COLON * columns.width;
  const start = glyphs.findIndex(({ x }, i) => (i >= labelled || i === inColumn) && x >= from);
  return start === -1 ? glyphs.length : start;
}

/** Where a label was misread but its colon was not: labels are printed in small letters, values in capitals. */
function afterColon(glyphs: readonly PlacedGlyph[]): number {
  const colon = glyphs.findIndex(({ character }) => character === ':');
  return glyphs.slice(0, Math.max(0, colon)).some(({ character }) => /\p{Ll}/u.test(character))
    ? colon + 1
    : 0;
}
