import type { FieldName } from '../../ktp/field.js';
import { linesOfCard } from './card-area.js';
import { type Columns, columnsOf, inPhotoColumn } from './columns.js';
import { ALPHABETS, areaOf, characters, cut, type FieldText, fieldText, glyphsOf } from './field-text.js';
import { weightedMedian } from './geometry.js';
import { findBloodLabel, matchProvince, ROWS, type Row } from './labels.js';
import { inked, partOf, splitAtPauses, type TextLine, textOf } from './line.js';
import {
  type Assignment,
  alignRows,
  LABEL_THRESHOLD,
  pitchOf,
  rowsOf,
  type TextRow,
  valueStart,
} from './rows.js';

type Fields = Partial<Record<FieldName, FieldText>>;

/** The fields of a card, found by its labels and its geometry. */
export interface Layout {
  readonly fields: Readonly<Fields>;
  /** Place and date of birth: the card prints them as one. */
  readonly birth: Birth;
  /** The card's rows that a label, or a value of their own form, bears witness to. */
  readonly witnessed: ReadonlySet<Row>;
  readonly columns: Columns | null;
  /** The card's first and last rows that text was laid onto, in the view's pixels: how many rows stand above and below them. */
  readonly rows: {
    readonly first: { readonly y: number; readonly index: number };
    readonly last: { readonly y: number; readonly below: number };
  };
  /** From row to row. */
  readonly pitch: number;
}

/** Lays the lines of an upright card out into its fields. Nothing is added that no line says. */
export function layOut(found: readonly TextLine[]): Layout {
  const slope = weightedMedian(
    found.map((line) => line.slope),
    found.map((line) => line.right - line.left),
  );
  const lines = linesOfCard(found.flatMap(splitAtPauses));
  const roughly = alignRows(rowsOf(lines, slope), null);
  const columns = columnsOf(roughly);
  const isRight = inPhotoColumn(lines, columns);
  const left = rowsOf(
    lines.filter((line) => !isRight(line)),
    slope,
  );
  const rows = alignRows(left, columns);
  const top = rows[0]?.text.y ?? Number.NEGATIVE_INFINITY;
  const last = rows.at(-1);
  const pitch = pitchOf(rows.map(({ text }) => text));
  const head = rowsOf(lines, slope).filter((row) => row.y < top - 0.5 * (row.lines[0]?.height ?? 0));
  const birth = birthOf(valueFor(rows, 'BIRTH', columns));
  return {
    fields: {
      ...header(head, top),
      ...values(rows, columns, birth),
      ...issue(rowsOf(lines.filter(isRight), slope)),
    },
    birth,
    witnessed: new Set(
      rows
        .filter(
          ({ continues, label, inForm }) => !continues && (label.similarity >= LABEL_THRESHOLD || inForm),
        )
        .map(({ row }) => row),
    ),
    columns,
    rows: {
      first: { y: top, index: rows[0] === undefined ? 0 : ROWS.indexOf(rows[0].row) },
      last: {
        y: last?.text.y ?? top,
        below: last === undefined ? 0 : ROWS.length - 1 - ROWS.indexOf(last.row),
      },
    },
    pitch,
  };
}

function values(rows: readonly Assignment[], columns: Columns | null, birth: Birth): Fields {
  const of = (row: Row, alphabet?: RegExp) => {
    const { lines, lead } = valueFor(rows, row, columns);
    return fieldText(lines, alphabet, lead);
  };
  const until = valueFor(rows, 'VALID_UNTIL', columns).lines;
  return present({
    NIK: nikText(valueFor(rows, 'NIK', columns)),
    NAME: of('NAME', ALPHABETS.WORDS),
    BIRTH_PLACE: birth.place,
    BIRTH_DATE: birth.date,
    ...genderAndBlood(valueFor(rows, 'GENDER', columns)),
    STREET: of('STREET'),
    RT_RW: of('RT_RW', ALPHABETS.NUMBERS),
    VILLAGE: of('VILLAGE'),
    DISTRICT: of('DISTRICT'),
    RELIGION: of('RELIGION', ALPHABETS.WORDS),
    MARITAL_STATUS: of('MARITAL_STATUS', ALPHABETS.WORDS),
    OCCUPATION: of('OCCUPATION'),
    CITIZENSHIP: of('CITIZENSHIP', ALPHABETS.WORDS),
    VALID_UNTIL: of('VALID_UNTIL', digitsIn(until) >= 4 ? ALPHABETS.DATE : ALPHABETS.WORDS),
  });
}

/** Distances in heights of the line by which a colon, whatever it was read as, stands before the column of the values. */
const BEFORE_COLUMN = 0.3;
/** Where it was found as a box of its own a smaller one tells. */
const ALONE_BEFORE_COLUMN = 0.15;

/** A value without its label and colon. */
interface Value {
  readonly lines: readonly TextLine[];
  /** Where it may begin at the earliest: where the label ends. */
  readonly lead: number;
}

function valueFor(rows: readonly Assignment[], wanted: Row, columns: Columns | null): Value {
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

const NIK_DIGITS = 16;

/** Of more digits than a NIK has, the surest run of as many: a colon, or the photo's edge, was read as one. */
function nikText({ lines, lead }: Value): FieldText | null {
  const field = fieldText(lines, ALPHABETS.DIGITS, lead);
  if (field === null) return null;
  const glyphs = lines.flatMap((line) => glyphsOf(line, ALPHABETS.DIGITS));
  const runs = glyphs.slice(NIK_DIGITS - 1).map((_, i) => glyphs.slice(i, i + NIK_DIGITS));
  const sureness = (run: typeof glyphs) => run.reduce((sum, { confidence }) => sum + confidence, 0);
  const [surest = glyphs] = runs.toSorted((a, b) => sureness(b) - sureness(a));
  const [first, last] = [surest[0], surest.at(-1)];
  const text = {
    ...field,
    text: textOf(surest),
    confidence: Math.min(...surest.map(({ confidence }) => confidence)),
  };
  if (runs.length <= 1 || first === undefined || last === undefined) return text;
  const half = (last.x - first.x) / (2 * (NIK_DIGITS - 1));
  const within = lines
    .map((line) => ({
      ...line,
      left: Math.max(line.left, first.x - half),
      right: Math.min(line.right, last.x + half),
    }))
    .filter(({ left, right }) => right - left > half);
  return { ...text, lines: within, lead: within[0]?.left ?? lead };
}

function digitsIn(lines: readonly TextLine[]): number {
  return characters(lines).filter((character) => /\d/.test(character)).length;
}

function genderAndBlood({ lines, lead }: Value): Partial<Record<FieldName, FieldText | null>> {
  const [gender, rest] = cutAtBlood(lines);
  const colon = characters(rest).lastIndexOf(':');
  const label = findBloodLabel(characters(rest));
  const [before, after] = cut(rest, Math.max(colon + 1, label?.end ?? 0));
  const blood = after.length > 0 ? after : unseenAfter(before);
  return {
    GENDER: fieldText(gender, ALPHABETS.WORDS, lead),
    BLOOD_TYPE: colon === -1 && label === null ? null : seenOrNot(blood),
  };
}

/** A single letter at the end of a line is easily overlooked: what the line has left after its last character. */
function unseenAfter(lines: readonly TextLine[]): readonly TextLine[] {
  const last = lines.at(-1);
  const glyph = last && inked(last.glyphs).at(-1);
  if (last?.print === undefined || glyph === undefined) return [];
  const left = last.print.xAt(Math.floor(last.print.stepAt(glyph.x)) + 1);
  return last.right > left ? [{ ...last, glyphs: [], left }] : [];
}

/** A field that has a place, whether or not anything was read there. */
function seenOrNot(lines: readonly TextLine[]): FieldText | null {
  return (
    fieldText(lines, ALPHABETS.BLOOD) ??
    (lines.length === 0
      ? null
      : { text: '', confidence: 0, area: areaOf(lines), lines, lead: lines[0]?.left ?? 0 })
  );
}

/** Before the blood group's label; where that was not read, after the pause before it. */
function cutAtBlood(lines: readonly TextLine[]): readonly [readonly TextLine[], readonly TextLine[]] {
  const label = findBloodLabel(characters(lines));
  if (label !== null) return cut(lines, label.start);
  const pause = lines.findIndex((line, i) => i > 0 && line.left - (lines[i - 1]?.right ?? 0) > line.height);
  return pause === -1 ? [lines, []] : [lines.slice(0, pause), lines.slice(pause)];
}

export interface Birth {
  readonly place: FieldText | null;
  /** The parts of lines that hold all of it. */
  readonly lines: readonly TextLine[];
  /** What stands between place and date, as read. */
  readonly between: string;
  readonly date: FieldText | null;
}

/** Cuts before the date's first digit and after the place's last letter. */
function birthOf({ lines, lead }: Value): Birth {
  const all = characters(lines);
  const isLetter = (character: string) => /\p{L}/u.test(character);
  // Within the year a letter is a misread digit.
  const lastLetter = all.slice(0, -4).findLastIndex(isLetter);
  const start = all.findIndex((character, i) => i > lastLetter && /\d/.test(character));
  if (start === -1) {
    const [place] = cut(lines, all.findLastIndex(isLetter) + 1);
    return { lines, place: fieldText(place, ALPHABETS.WORDS, lead), between: marksAfter(lines), date: null };
  }
  const [before, date] = cut(lines, start);
  const [place] = cut(before, lastLetter + 1);
  // A line that ends between them stands for a blank.
  const ends = before.length + date.length === lines.length;
  return {
    lines,
    place: fieldText(place, ALPHABETS.WORDS, lead),
    between: marksAfter(before) + (ends || /\s$/.test(textOf(before.at(-1)?.glyphs ?? [])) ? ' ' : ''),
    date: fieldText(date, ALPHABETS.DATE),
  };
}

/** The comma, or what was read for it, at the end of lines. */
function marksAfter(lines: readonly TextLine[]): string {
  const [marks = ''] = /[\s\p{P}]*$/u.exec(textOf(lines.at(-1)?.glyphs ?? [])) ?? [];
  return marks.replace(/[^.,]/g, '').slice(0, 1);
}

/** The header stands at most so many of its lines' heights above the first row. */
const HEADER_REACH = 5;

/** Province and regency: the rows from PROVINSI on; where the province goes without, the two rows above the first. */
function header(rows: readonly TextRow[], first: number): Fields {
  const near = rows.filter(({ lines, y }) => first - y < HEADER_REACH * (lines[0]?.height ?? 0));
  const matches = near.map((row) => matchProvince(characters(row.lines)));
  const labelled = matches.findLastIndex(({ similarity }) => similarity >= LABEL_THRESHOLD);
  const at = labelled === -1 ? near.length - 2 : labelled;
  const province = near[at];
  if (province === undefined) return {};
  const [, name] = cut(province.lines, labelled === -1 ? 0 : (matches[at]?.end ?? 0));
  return present({ PROVINCE: fieldText(name), REGENCY: fieldText(near[at + 1]?.lines ?? []) });
}

/** Lines of the issue stand so close, in heights of a line. */
const ISSUE_PITCH = 1.7;

/** Place and date of issue: in the photo's column, the date last and the place just above it. */
function issue(rows: readonly TextRow[]): Fields {
  const at = rows.findLastIndex((row) => /\d{2}\D?\d{2}\D?\d{4}/.test(characters(row.lines).join('')));
  const date = rows[at];
  if (date === undefined) return {};
  const place: TextRow[] = [];
  for (const row of rows.slice(0, at).reverse()) {
    const below = place[0] ?? date;
    if (below.y - row.y > ISSUE_PITCH * (below.lines[0]?.height ?? 0)) break;
    if (!/\p{Lu}{3}/u.test(characters(row.lines).join(''))) break;
    place.unshift(row);
  }
  return present({
    ISSUE_PLACE: fieldText(
      place.flatMap((row) => row.lines),
      ALPHABETS.WORDS,
    ),
    ISSUE_DATE: fieldText(date.lines, ALPHABETS.DATE),
  });
}

function present(fields: Partial<Record<FieldName, FieldText | null>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null)) as Fields;
}
