import { median } from '../image/geometry.js';
import { inked, type TextLine, textOf } from '../recognition/text-line.js';
import { type Assignment, pitchOf } from './assignment.js';
import { ASPECT, LABELS_AT, rowAt, VALUES_AT } from './proportions.js';

/** Where the labels begin, and where the first characters of the values stand, in the view's pixels. */
export interface Columns {
  readonly labels: number;
  /** At a height of the view: the column may lean. */
  readonly valuesAt: (y: number) => number;
  /** From the labels to the values. */
  readonly width: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Values that lean so much more than their labels begin at the edge of what hides their first letters. Of 330 views of drawn cards two others had more. */
const MOST_APART = 0.15;

/** So many colons in a column are the labels'. */
const ENOUGH_COLONS = 5;
/** Heights of a line that values may begin beside their column. */
const IN_COLUMN = 0.3;
/** From the labels to the values, in distances of rows: a card's proportions. */
const WIDTH_IN_PITCHES = (VALUES_AT - LABELS_AT) / ((rowAt(2) - rowAt(1)) * ASPECT);

/** Heights of a line. Whole values of 155 real cards, which were measured outside this project, begin within 0.29 of their column, values with a hidden beginning 0.87 or more right of it. */
const BEGINS_LATE = 0.45;

/** In widths of the labels' column from its beginning: right of where a date of validity begins, left of one in the photo's column. */
const DATES_END = 1.6;
/** The date of issue stands lower than that of birth by so many heights of a line: more than one row, fewer than the eight between them. */
const BELOW_BIRTH = 2.5;

/** The photo's column begins behind this share of the way from the labels to its middle. */
const PHOTO_BEGINS = 0.8;

/** A photo's column begins so many times the labels' width right of them. */
const PHOTO_COLUMN = 2.7;

/** A line with a date and nothing else. */
const ONLY_DATE = /^\W*\d{2}\D?\d{2}\D?\d{4}\W*$/;
/** The place of issue stands above its date by at most so many heights of a line. */
const ISSUE_REACH = 3.5;

/** The columns that rows with well read labels agree on, or, where the labels are off the picture, the colons; null where there are too few. */
export function columnsOf(rows: readonly Assignment[]): Columns | null {
  return besideLabels(rows) ?? behindColons(rows);
}

function besideLabels(rows: readonly Assignment[]): Columns | null {
  const labels: Point[] = [];
  const values: Point[] = [];
  for (const { text, label, continues } of rows) {
    if (continues || label.similarity < 0.7) continue;
    labels.push({ x: text.lines[0]?.left ?? 0, y: text.y });
    const glyphs = text.lines.flatMap((line) => inked(line.glyphs)).slice(label.end);
    const value = glyphs.find(({ character }) => !/[:;.,|-]/.test(character));
    if (value !== undefined) values.push({ x: value.x, y: text.y });
  }
  if (labels.length < 2 || values.length < 2) return null;
  const lean = leanOf(values);
  if (Math.abs(lean) > Math.abs(leanOf(labels)) + MOST_APART) return null;
  const base = median(values.map(({ x, y }) => x - lean * y));
  const left = median(labels.map(({ x }) => x));
  const width = median(values.map(({ y }) => base + lean * y)) - left;
  return width > 0 ? { labels: left, valuesAt: (y) => base + lean * y, width } : null;
}

/** The columns where at least five values begin one below the other, each right behind its colon. */
function behindColons(rows: readonly Assignment[]): Columns | null {
  const values = rows.flatMap(({ text: { lines, y }, continues }) => {
    const glyphs = lines.flatMap((line) => inked(line.glyphs));
    const value = continues ? undefined : glyphs[glyphs.findIndex(({ character }) => character === ':') + 1];
    return value === undefined || value === glyphs[0]
      ? []
      : [{ x: value.x, y, height: lines[0]?.height ?? 0 }];
  });
  const lean = leanOf(values);
  const base = median(values.map(({ x, y }) => x - lean * y));
  const inColumn = values.filter(({ x, y, height }) => Math.abs(x - lean * y - base) < IN_COLUMN * height);
  if (inColumn.length < ENOUGH_COLONS) return null;
  const width = WIDTH_IN_PITCHES * pitchOf(rows.map(({ text }) => text));
  const middle = median(values.map(({ y }) => base + lean * y));
  return { labels: middle - width, valuesAt: (y) => base + lean * y, width };
}

/** The median slope between two values' beginnings; misread beginnings do not move it. */
function leanOf(points: readonly Point[]): number {
  if (points.length < 5) return 0;
  const slopes = points.flatMap((a, i) =>
    points.slice(i + 1).flatMap((b) => (b.y === a.y ? [] : [(b.x - a.x) / (b.y - a.y)])),
  );
  return median(slopes);
}

/** Whether a value begins so far right of the column of the values that its first letters cannot have been seen. */
export function beginsLate([first]: readonly TextLine[], columns: Columns | null): boolean {
  const glyph = first && inked(first.glyphs)[0];
  if (first === undefined || glyph === undefined || columns === null) return false;
  return glyph.x - columns.valuesAt(first.y) > BEGINS_LATE * first.height;
}

/**
 * Whether a line stands in the photo's column. The date of issue stands in the middle of it; where that was not read, the column
 * begins right of the NIK, which ends just before it, and of the card's usual proportions.
 * @param birthAt the height of the date of birth; null where its row is not known
 */
export function inPhotoColumn(
  lines: readonly TextLine[],
  columns: Columns | null,
  birthAt: number | null,
): (line: TextLine) => boolean {
  const nik = lines.find((line) => textOf(line.glyphs).replace(/\D/g, '').length >= 13);
  const date = issueDate(lines, nik, columns, birthAt);
  const limit = date === undefined ? usualLimit(nik, columns) : limitBeside(date, lines, columns);
  if (!Number.isFinite(limit)) return () => false;
  const isRight = (line: TextLine) => middle(line) > limit && line.left > limit - 2 * line.height;
  if (date === undefined) return isRight;
  // The place of issue stands centred above its date, and may be so long as to begin left of the column.
  const isPlace = (line: TextLine) =>
    Math.abs(middle(line) - middle(date)) < 1.5 * date.height &&
    line.y < date.y &&
    line.y > date.y - ISSUE_REACH * date.height;
  return (line) => isRight(line) || isPlace(line);
}

/**
 * The rightmost line that holds nothing but a date, below the NIK and right of its middle, or, where the NIK was not read whole,
 * below the date of birth and right of where a date of validity may stand.
 */
function issueDate(
  lines: readonly TextLine[],
  nik: TextLine | undefined,
  columns: Columns | null,
  birthAt: number | null,
): TextLine | undefined {
  const isUnderPhoto = (line: TextLine) =>
    nik !== undefined
      ? line.left > middle(nik) && line.y > nik.y
      : columns !== null &&
        birthAt !== null &&
        line.left > columns.labels + DATES_END * columns.width &&
        line.y > birthAt + BELOW_BIRTH * line.height;
  return lines
    .filter((line) => ONLY_DATE.test(textOf(line.glyphs)) && isUnderPhoto(line))
    .toSorted((a, b) => middle(b) - middle(a))[0];
}

function limitBeside(date: TextLine, lines: readonly TextLine[], columns: Columns | null): number {
  const left = columns?.labels ?? Math.min(...lines.map((line) => line.left));
  return left + PHOTO_BEGINS * (middle(date) - left);
}

function usualLimit(nik: TextLine | undefined, columns: Columns | null): number {
  return Math.max(
    nik?.right ?? Number.NEGATIVE_INFINITY,
    columns === null ? Number.NEGATIVE_INFINITY : columns.labels + PHOTO_COLUMN * columns.width,
  );
}

function middle({ left, right }: TextLine): number {
  return (left + right) / 2;
}
