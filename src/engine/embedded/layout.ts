import type { FieldName } from '../../ktp/field.js';
import { type RawFields, rawFields } from '../../ktp/raw.js';
import { type Columns, columnsOf, inPhotoColumn } from './columns.js';
import { ALPHABETS, characters, cut, type FieldText, fieldText, glyphsOf } from './field-text.js';
import { weightedMedian } from './geometry.js';
import { findBloodLabel, matchProvince, type Row } from './labels.js';
import { inked, partOf, splitAtPauses, type TextLine, textOf } from './line.js';
import { type Assignment, alignRows, LABEL_THRESHOLD, rowsOf, type TextRow, valueGlyphs } from './rows.js';

type Fields = Partial<Record<FieldName, FieldText>>;

/** The fields of a card, found by its labels and its geometry. */
export interface Layout {
  readonly fields: Readonly<Fields>;
  /** Place and date of birth, as one: the card prints them so. */
  readonly birth: FieldText | null;
  /** The card's rows that a label, or a value of their own form, bears witness to. */
  readonly witnessed: ReadonlySet<Row>;
}

/** Lays the lines of an upright card out into its fields. Nothing is added that no line says. */
export function layOut(found: readonly TextLine[]): Layout {
  const slope = weightedMedian(
    found.map((line) => line.slope),
    found.map((line) => line.right - line.left),
  );
  const lines = found.flatMap(splitAtPauses);
  const roughly = alignRows(rowsOf(lines, slope), null);
  const columns = columnsOf(roughly);
  const isRight = inPhotoColumn(lines, columns);
  const left = rowsOf(
    lines.filter((line) => !isRight(line)),
    slope,
  );
  const rows = alignRows(left, columns);
  const top = rows[0]?.text.y ?? Number.NEGATIVE_INFINITY;
  const head = rowsOf(lines, slope).filter((row) => row.y < top - 0.5 * (row.lines[0]?.height ?? 0));
  const birth = rows.filter(({ row }) => row === 'BIRTH').flatMap((row) => valueLines(row, columns));
  return {
    fields: {
      ...header(head),
      ...values(rows, columns),
      ...issue(rowsOf(lines.filter(isRight), slope)),
    },
    birth: birthText(birth),
    witnessed: new Set(
      rows
        .filter(
          ({ continues, label, inForm }) => !continues && (label.similarity >= LABEL_THRESHOLD || inForm),
        )
        .map(({ row }) => row),
    ),
  };
}

/** The upstream's form of the fields: the province without its label, all else as printed. */
export function toRaw({ fields, birth }: Layout): RawFields {
  const text = (field: FieldName) => fields[field]?.text ?? null;
  return rawFields({
    idNumber: text('NIK'),
    name: text('NAME'),
    bloodType: text('BLOOD_TYPE'),
    religion: text('RELIGION'),
    gender: text('GENDER'),
    birthPlaceBirthday: birth?.text ?? null,
    province: text('PROVINCE'),
    city: text('REGENCY'),
    district: text('DISTRICT'),
    village: text('VILLAGE'),
    rtrw: text('RT_RW'),
    address: text('STREET'),
    occupation: text('OCCUPATION'),
    expiryDate: text('VALID_UNTIL'),
    nationality: text('CITIZENSHIP'),
    maritalStatus: text('MARITAL_STATUS'),
  });
}

function values(rows: readonly Assignment[], columns: Columns | null): Fields {
  const of = (wanted: Row) =>
    rows.filter(({ row }) => row === wanted).flatMap((each) => valueLines(each, columns));
  const until = of('VALID_UNTIL');
  return present({
    NIK: nikText(of('NIK')),
    NAME: fieldText(of('NAME'), ALPHABETS.WORDS),
    ...placeAndDate(of('BIRTH')),
    ...genderAndBlood(of('GENDER')),
    STREET: fieldText(of('STREET')),
    RT_RW: fieldText(of('RT_RW'), ALPHABETS.NUMBERS),
    VILLAGE: fieldText(of('VILLAGE')),
    DISTRICT: fieldText(of('DISTRICT')),
    RELIGION: fieldText(of('RELIGION'), ALPHABETS.WORDS),
    MARITAL_STATUS: fieldText(of('MARITAL_STATUS'), ALPHABETS.WORDS),
    OCCUPATION: fieldText(of('OCCUPATION')),
    CITIZENSHIP: fieldText(of('CITIZENSHIP'), ALPHABETS.WORDS),
    VALID_UNTIL: fieldText(until, digitsIn(until) >= 4 ? ALPHABETS.DATE : ALPHABETS.WORDS),
  });
}

/** Distance in heights of the line by which a colon, whatever it was read as, stands before the column of the values. */
const BEFORE_COLUMN = 0.4;

/** The lines of a row without its label and colon. */
function valueLines(row: Assignment, columns: Columns | null): readonly TextLine[] {
  const { text, label, continues } = row;
  const glyphs = text.lines.flatMap((line) => inked(line.glyphs));
  const value = continues ? glyphs : valueGlyphs(glyphs, label, columns, text.y);
  // The NIK is printed larger; its digits tell themselves from the colon.
  const height = text.lines[0]?.height ?? 0;
  const column =
    columns === null || row.row === 'NIK'
      ? Number.NEGATIVE_INFINITY
      : columns.valuesAt(text.y) - BEFORE_COLUMN * height;
  const first = value.find(({ x, character }) => x >= column && !/[:;]/.test(character));
  if (first === undefined) return [];
  return text.lines.flatMap((line) => {
    const from = line.glyphs.findIndex((glyph) => glyph.character !== ' ' && glyph.x >= first.x);
    return from === -1 ? [] : [partOf(line, from, line.glyphs.length)];
  });
}

const NIK_DIGITS = 16;

/** Of more digits than a NIK has, the surest run of as many: a colon, or the photo's edge, was read as one. */
function nikText(lines: readonly TextLine[]): FieldText | null {
  const field = fieldText(lines, ALPHABETS.DIGITS);
  if (field === null) return null;
  const glyphs = lines.flatMap((line) => glyphsOf(line, ALPHABETS.DIGITS));
  const runs = glyphs.slice(NIK_DIGITS - 1).map((_, i) => glyphs.slice(i, i + NIK_DIGITS));
  const sureness = (run: typeof glyphs) => run.reduce((sum, { confidence }) => sum + confidence, 0);
  const [surest = glyphs] = runs.sort((a, b) => sureness(b) - sureness(a));
  return {
    ...field,
    text: textOf(surest),
    confidence: Math.min(...surest.map(({ confidence }) => confidence)),
  };
}

function digitsIn(lines: readonly TextLine[]): number {
  return characters(lines).filter((character) => /\d/.test(character)).length;
}

function genderAndBlood(lines: readonly TextLine[]): Partial<Record<FieldName, FieldText | null>> {
  const label = findBloodLabel(characters(lines));
  if (label === null) return { GENDER: fieldText(lines, ALPHABETS.WORDS) };
  const [gender, rest] = cut(lines, label.start);
  const [, blood] = cut(rest, label.end - label.start);
  return { GENDER: fieldText(gender, ALPHABETS.WORDS), BLOOD_TYPE: fieldText(blood, ALPHABETS.BLOOD) };
}

/** Cuts where the date's first digit stands, after the last letter. */
function cutAtDate(lines: readonly TextLine[]): readonly [readonly TextLine[], readonly TextLine[]] {
  const all = characters(lines);
  const year = all.slice(-4).every((character) => /[\dOISBl]/.test(character)) ? all.length - 4 : all.length;
  const lastLetter = all.slice(0, year).findLastIndex((character) => /\p{L}/u.test(character));
  const start = all.findIndex((character, i) => i > lastLetter && /\d/.test(character));
  return start === -1 ? [lines, []] : cut(lines, start);
}

function placeAndDate(lines: readonly TextLine[]): Partial<Record<FieldName, FieldText | null>> {
  const [place, date] = cutAtDate(lines);
  const placeText = fieldText(place, ALPHABETS.WORDS);
  const text = placeText?.text.replace(/[\s,.]+$/, '') ?? '';
  return {
    BIRTH_PLACE: placeText === null || text === '' ? null : { ...placeText, text },
    BIRTH_DATE: fieldText(date, ALPHABETS.DATE),
  };
}

/** The place, the mark after it, and the date. That mark is a comma: a full stop there is a comma whose tail was lost. */
function birthText(lines: readonly TextLine[]): FieldText | null {
  const [place, date] = cutAtDate(lines).map((part, i) =>
    fieldText(part, i === 0 ? ALPHABETS.WORDS : ALPHABETS.DATE),
  );
  if (!place || !date) return place ?? date ?? null;
  return {
    text: `${place.text.replace(/\s*\.$/, ',')} ${date.text}`,
    confidence: Math.min(place.confidence, date.confidence),
    area: {
      left: Math.min(place.area.left, date.area.left),
      top: Math.min(place.area.top, date.area.top),
      right: Math.max(place.area.right, date.area.right),
      bottom: Math.max(place.area.bottom, date.area.bottom),
    },
  };
}

function header(rows: readonly TextRow[]): Fields {
  const matches = rows.map((row) => matchProvince(characters(row.lines)));
  const at = matches.findLastIndex(({ similarity }) => similarity >= LABEL_THRESHOLD);
  const province = rows[at];
  if (province === undefined) return {};
  const [, name] = cut(province.lines, matches[at]?.end ?? 0);
  return present({ PROVINCE: fieldText(name), REGENCY: fieldText(rows[at + 1]?.lines ?? []) });
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
