import type { FieldName } from '../../ktp/field.js';
import { type RawFields, rawFields } from '../../ktp/raw.js';
import { median, weightedMedian } from './geometry.js';
import { alikeness, findBloodLabel, type Row } from './labels.js';
import { inked, type PlacedGlyph, partOf, splitAtPauses, type TextLine, textOf } from './line.js';
import {
  type Assignment,
  alignRows,
  type Columns,
  LABEL_THRESHOLD,
  rowsOf,
  type TextRow,
  valueGlyphs,
} from './rows.js';

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
}

/** The fields of a card, found by its labels and its geometry. */
export interface Layout {
  readonly fields: Readonly<Partial<Record<FieldName, FieldText>>>;
  /** Place and date of birth, as one: the card prints them so. */
  readonly birth: FieldText | null;
  /** Labels that were read, by row. */
  readonly labels: ReadonlyMap<Row, number>;
  readonly columns: Columns | null;
  /** Where a value should stand that no line was found for. */
  readonly gaps: readonly Area[];
}

const FIELD_OF: Readonly<Record<Exclude<Row, 'BIRTH' | 'GENDER'>, FieldName>> = {
  NIK: 'NIK',
  NAME: 'NAME',
  STREET: 'STREET',
  RT_RW: 'RT_RW',
  VILLAGE: 'VILLAGE',
  DISTRICT: 'DISTRICT',
  RELIGION: 'RELIGION',
  MARITAL_STATUS: 'MARITAL_STATUS',
  OCCUPATION: 'OCCUPATION',
  CITIZENSHIP: 'CITIZENSHIP',
  VALID_UNTIL: 'VALID_UNTIL',
};

/** Lays the lines of an upright card out into its fields. Nothing is added that no line says. */
export function layOut(found: readonly TextLine[]): Layout {
  const slope = weightedMedian(
    found.map((line) => line.slope),
    found.map((line) => line.right - line.left),
  );
  const lines = found.flatMap(splitAtPauses);
  const first = alignRows(rowsOf(lines, slope), null);
  const columns = columnsOf(first);
  const limit = rightColumn(lines, first, columns);
  const isRight = (line: TextLine) =>
    (line.left + line.right) / 2 > limit && line.left > limit - 2 * line.height;
  const top = topOf(first, slope, columns);
  const body = lines.filter((line) => line.y - slope * line.left > top - line.height * 0.5);
  const head = lines.filter((line) => !body.includes(line));
  const rows = alignRows(
    rowsOf(
      body.filter((line) => !isRight(line)),
      slope,
    ),
    columns,
  );
  const fields: Partial<Record<FieldName, FieldText>> = {};
  let birth: FieldText | null = null;
  const gaps: Area[] = [];
  for (const group of grouped(rows)) {
    const [start] = group;
    if (start === undefined) continue;
    const value = group.flatMap((row) => valueLines(row, columns));
    if (start.row === 'GENDER') {
      Object.assign(fields, genderAndBlood(value));
    } else if (start.row === 'BIRTH') {
      birth = fieldText(value);
      Object.assign(fields, placeAndDate(value));
    } else {
      const field = fieldText(value);
      if (field !== null) fields[FIELD_OF[start.row]] = field;
    }
  }
  Object.assign(fields, header(rowsOf(head, slope)), issue(body.filter(isRight), slope));
  const labels = new Map(
    rows
      .filter((row) => !row.continues && row.label.similarity >= LABEL_THRESHOLD)
      .map((row) => [row.row, row.label.similarity]),
  );
  return { fields, birth, labels, columns, gaps };
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

function columnsOf(rows: readonly Assignment[]): Columns | null {
  const labels: number[] = [];
  const values: number[] = [];
  for (const { text, label, continues } of rows) {
    if (continues || label.similarity < 0.7) continue;
    labels.push(text.lines[0]?.left ?? 0);
    const glyphs = text.lines.flatMap((line) => inked(line.glyphs)).slice(label.end);
    const value = glyphs.find((glyph) => !/[:;.,]/.test(glyph.character));
    if (value !== undefined) values.push(value.x);
  }
  if (labels.length < 2 || values.length < 2) return null;
  const column = { labels: median(labels), values: median(values) };
  return column.values > column.labels ? column : null;
}

/** Where the photo's column begins: right of the NIK, which ends just before it, and of the card's proportions. */
function rightColumn(
  lines: readonly TextLine[],
  rows: readonly Assignment[],
  columns: Columns | null,
): number {
  const nik = nikLine(lines, rows);
  const byProportion = columns === null ? 0 : columns.labels + 2.7 * (columns.values - columns.labels);
  const byNik = nik === null ? 0 : nik.right;
  const limit = Math.max(byProportion, byNik);
  return limit === 0 ? Number.POSITIVE_INFINITY : limit;
}

function nikLine(lines: readonly TextLine[], rows: readonly Assignment[]): TextLine | null {
  const row = rows.find((each) => each.row === 'NIK' && !each.continues);
  const digits = (line: TextLine) => textOf(line.glyphs).replace(/\D/g, '').length;
  return (row?.text.lines ?? lines).find((line) => digits(line) >= 13) ?? null;
}

/** Above it stands the header. */
function topOf(rows: readonly Assignment[], slope: number, columns: Columns | null): number {
  const [first] = rows;
  if (first === undefined) return Number.NEGATIVE_INFINITY;
  const line = first.text.lines[0];
  void slope;
  void columns;
  return first.text.y - 0.5 * (line?.height ?? 0);
}

function grouped(rows: readonly Assignment[]): readonly (readonly Assignment[])[] {
  const groups: Assignment[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (row.continues && last !== undefined) last.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** The lines of a row without its label. */
function valueLines(row: Assignment, columns: Columns | null): readonly TextLine[] {
  const glyphs = row.text.lines.flatMap((line) => inked(line.glyphs));
  const value = row.continues ? glyphs : valueGlyphs(glyphs, row.label, columns);
  const first = value[0];
  if (first === undefined) return [];
  return row.text.lines.flatMap((line) => {
    const from = line.glyphs.findIndex((glyph) => glyph.character !== ' ' && glyph.x >= first.x);
    return from === -1 ? [] : [partOf(line, from, line.glyphs.length)];
  });
}

/** Joins lines to one text; what separates label and value does not belong to it. */
function fieldText(lines: readonly TextLine[]): FieldText | null {
  const text = lines
    .map((line) => textOf(line.glyphs).trim())
    .join(' ')
    .replace(/^[\s:;]+/, '')
    .trim();
  if (text === '') return null;
  const glyphs = lines.flatMap((line) => inked(line.glyphs)).slice(0);
  return {
    text,
    confidence: Math.min(
      ...glyphs.filter((glyph) => !/[:;]/.test(glyph.character)).map((glyph) => glyph.confidence),
      1,
    ),
    area: areaOf(lines),
  };
}

function areaOf(lines: readonly TextLine[]): Area {
  return {
    left: Math.min(...lines.map((line) => line.left)),
    right: Math.max(...lines.map((line) => line.right)),
    top: Math.min(...lines.map((line) => line.y - line.height / 2)),
    bottom: Math.max(...lines.map((line) => line.y + line.height / 2)),
  };
}

/** Cuts lines before and after the given index over all their inked glyphs. */
function cut(lines: readonly TextLine[], index: number): readonly [TextLine[], TextLine[]] {
  const before: TextLine[] = [];
  const after: TextLine[] = [];
  let count = 0;
  for (const line of lines) {
    const inks = inked(line.glyphs).length;
    if (count + inks <= index) before.push(line);
    else if (count >= index) after.push(line);
    else {
      const glyph = inked(line.glyphs)[index - count] as PlacedGlyph;
      const at = line.glyphs.indexOf(glyph);
      before.push(partOf(line, 0, at));
      after.push(partOf(line, at, line.glyphs.length));
    }
    count += inks;
  }
  return [before, after];
}

function characters(lines: readonly TextLine[]): string[] {
  return lines.flatMap((line) => inked(line.glyphs)).map((glyph) => glyph.character);
}

function genderAndBlood(lines: readonly TextLine[]): Partial<Record<FieldName, FieldText>> {
  const label = findBloodLabel(characters(lines));
  const [gender, rest] = label === null ? [lines, []] : cut(lines, label.start);
  const blood = label === null ? [] : cut(rest, label.end - label.start)[1];
  return present({ GENDER: fieldText(gender), BLOOD_TYPE: fieldText(blood) });
}

/** The date begins where, after the last letter, the first digit stands. */
function placeAndDate(lines: readonly TextLine[]): Partial<Record<FieldName, FieldText>> {
  const all = characters(lines);
  const lastLetter = all.findLastIndex((character) => /\p{L}/u.test(character));
  const start = all.findIndex((character, i) => i > lastLetter && /\d/.test(character));
  if (start === -1) return present({ BIRTH_PLACE: fieldText(lines) });
  const [place, date] = cut(lines, start);
  const placeText = fieldText(place);
  return present({
    BIRTH_PLACE: placeText === null ? null : { ...placeText, text: placeText.text.replace(/[\s,.]+$/, '') },
    BIRTH_DATE: fieldText(date),
  });
}

function header(rows: readonly TextRow[]): Partial<Record<FieldName, FieldText>> {
  const text = (row: TextRow) => characters(row.lines).join('');
  const at = rows.findLastIndex((row) => alikeness(text(row).slice(0, PROVINCE.length), PROVINCE) > 0.6);
  const provinceRow = rows[at];
  if (provinceRow === undefined) return {};
  const province = fieldText(cut(provinceRow.lines, PROVINCE.length)[1]);
  const regency = rows[at + 1];
  return present({ PROVINCE: province, REGENCY: regency === undefined ? null : fieldText(regency.lines) });
}
const PROVINCE = 'PROVINSI';

/** Place and date of issue: in the photo's column, the date last and the place just above it. */
function issue(lines: readonly TextLine[], slope: number): Partial<Record<FieldName, FieldText>> {
  const rows = rowsOf(lines, slope);
  const at = rows.findLastIndex((row) => /\d{2}\D?\d{2}\D?\d{4}/.test(characters(row.lines).join('')));
  const date = rows[at];
  if (date === undefined) return {};
  const place: TextRow[] = [];
  for (let i = at - 1; i >= 0; i--) {
    const row = rows[i] as TextRow;
    const below = place[0] ?? date;
    const height = below.lines[0]?.height ?? 0;
    if (below.y - row.y > 1.7 * height || !/\p{Lu}{3}/u.test(characters(row.lines).join(''))) break;
    place.unshift(row);
  }
  return present({
    ISSUE_PLACE: fieldText(place.flatMap((row) => row.lines)),
    ISSUE_DATE: fieldText(date.lines),
  });
}

function present(
  fields: Partial<Record<FieldName, FieldText | null>>,
): Partial<Record<FieldName, FieldText>> {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null)) as Partial<
    Record<FieldName, FieldText>
  >;
}
