import { FIELD_NAMES, type FieldName } from '../../../ktp/field.js';
import { WITHOUT_NONE } from '../heuristics.js';
import { weightedMedian } from '../image/geometry.js';
import { splitAtPauses, type TextLine } from '../recognition/text-line.js';
import { ALPHABETS, type AlphabetName, ROWS, type Row, templateOf } from '../template.js';
import { type Assignment, pitchOf } from './assignment.js';
import { linesOfCard } from './card-area.js';
import type { FoundRow } from './card-frame.js';
import { type Columns, columnsOf, inPhotoColumn } from './columns.js';
import { characters, type FieldText, fieldText } from './field-text.js';
import { type Birth, birthOf } from './fields/birth.js';
import { genderAndBlood } from './fields/gender-and-blood.js';
import { header } from './fields/header.js';
import { issue } from './fields/issue.js';
import { nikText } from './fields/nik.js';
import { valueFor } from './fields/value.js';
import { LEAST_SIMILARITY } from './labels.js';
import { alignment, LABEL_THRESHOLD, rowsOf } from './rows.js';

type Fields = Partial<Record<FieldName, FieldText>>;

/** The fields of a card, found by labels and geometry. */
export interface Layout {
  readonly fields: Readonly<Fields>;
  /** Place and date of birth: the card prints them as one. */
  readonly birth: Birth;
  /** The card's rows of which the label was read, or a value with a form that only this row has. */
  readonly witnessed: ReadonlySet<Row>;
  /** The rows of text that were assigned to rows of the card, from top to bottom. */
  readonly placed: readonly Assignment[];
  /** How all rows rise over x: a row at `text.y` stands at `text.y + slope * x`. */
  readonly slope: number;
  readonly columns: Columns | null;
  /** Whether the labels, whose print is known, were read well: values are printed alike, and read no better. */
  readonly isLegible: boolean;
  /** The card's first and last rows that text was laid onto. */
  readonly rows: {
    readonly first: FoundRow;
    readonly last: FoundRow;
  };
  /** From row to row. */
  readonly pitch: number;
}

/** The header ends left of here, in widths of the labels' column: it is centred, and the photo's column ends at about 3.8. */
const HEADER_ENDS = 3.2;

/** The middle of a line so many heights left of where labels begin is none of theirs. */
const LEFT_OF_LABELS = 0.5;

/** A label begins in the first of so many parts of its column; where none does, it is off the picture, or covered. */
const BEGINS_IN = 3;
/** Fewer labels than these tell nothing of how all are printed. */
const LEAST_LABELS = 3;

/** A card is legible if so many of its labels were read with this similarity: the others may have another wording, or lie under glare. */
const LEGIBLE = 0.9;
const LEGIBLE_SHARE = 0.3;

/** Fields that are all of their row's value. */
const ALONE = FIELD_NAMES.filter(
  (field) => field === templateOf(field).row && templateOf(field).place === 'COLUMN',
);
/** A validity with so many digits is a date, with fewer the word for life. */
const LEAST_OF_DATE = 4;

/** Assigns the lines of an upright card to its fields. A field without a line is left out. */
export function layOut(found: readonly TextLine[], without = WITHOUT_NONE): Layout {
  const slope = weightedMedian(
    found.map((line) => line.slope),
    found.map((line) => line.right - line.left),
  );
  const lines = linesOfCard(found.flatMap(splitAtPauses));
  const align = alignment(without);
  const roughly = align(rowsOf(lines, slope), null);
  const columns = columnsOf(roughly);
  const birthAt = roughly.find(({ row, continues }) => row === 'BIRTH' && !continues)?.text.y ?? null;
  const isRight = without.has('photo-column') ? () => false : inPhotoColumn(lines, columns, birthAt);
  const left = rowsOf(
    lines.filter((line) => !isRight(line) && !isLeftOf(columns, line)),
    slope,
  );
  const rows = align(left, columns);
  const top = rows[0]?.text.y ?? Number.NEGATIVE_INFINITY;
  const last = rows.at(-1);
  const pitch = pitchOf(rows.map(({ text }) => text));
  const index = rows[0] === undefined ? 0 : ROWS.indexOf(rows[0].row);
  const head = rowsOf(lines.filter(isOfHeader(columns)), slope).filter(
    (row) => row.y < top - 0.5 * (row.lines[0]?.height ?? 0),
  );
  const birth = birthOf(valueFor(rows, 'BIRTH', columns));
  return {
    fields: present({
      ...header(head, top - index * pitch),
      ...values(rows, columns, birth),
      ...issue(rowsOf(lines.filter(isRight), slope)),
    }),
    birth,
    witnessed: new Set(rows.filter(isWitnessed).map(({ row }) => row)),
    placed: rows,
    slope,
    columns,
    isLegible: legibilityOf(rows, columns) >= LEGIBLE,
    rows: {
      first: { y: top, index },
      last: {
        y: last?.text.y ?? top,
        index: last === undefined ? ROWS.length - 1 : ROWS.indexOf(last.row),
      },
    },
    pitch,
  };
}

/** Whether a label, or a value of a form that only this row's have, says that a row of text is the start of its card's row. */
export function isWitnessed({ continues, label, inForm }: Assignment): boolean {
  return !continues && (label.similarity >= LABEL_THRESHOLD || inForm);
}

/** Whether a line stands left of the labels, as print beside the card does. */
function isLeftOf(columns: Columns | null, { left, right, height }: TextLine): boolean {
  return columns !== null && (left + right) / 2 < columns.labels - LEFT_OF_LABELS * height;
}

/** Whether a line can be of the header, and is no print beside the card. */
function isOfHeader(columns: Columns | null): (line: TextLine) => boolean {
  return ({ left, right }) =>
    columns === null || (right > columns.labels && left < columns.labels + HEADER_ENDS * columns.width);
}

/** The similarity to their print that at least this share of the labels has, of those that begin where labels do; 1 where hardly any does. */
function legibilityOf(rows: readonly Assignment[], columns: Columns | null): number {
  const isInSight = ({ text: { lines } }: Assignment) =>
    columns === null || (lines[0]?.left ?? 0) < columns.labels + columns.width / BEGINS_IN;
  const similarities = rows
    .filter((row) => !row.continues && row.label.similarity >= LEAST_SIMILARITY && isInSight(row))
    .map(({ label }) => label.similarity)
    .sort((a, b) => a - b);
  if (similarities.length < LEAST_LABELS) return 1;
  return similarities[Math.floor((similarities.length - 1) * (1 - LEGIBLE_SHARE))] ?? 0;
}

function values(
  rows: readonly Assignment[],
  columns: Columns | null,
  birth: Birth,
): Partial<Record<FieldName, FieldText | null>> {
  const until = valueFor(rows, 'VALID_UNTIL', columns).lines;
  return {
    ...Object.fromEntries(ALONE.map((field) => [field, alone(field, rows, columns)])),
    NIK: nikText(valueFor(rows, 'NIK', columns)),
    BIRTH_PLACE: birth.place,
    BIRTH_DATE: birth.date,
    ...genderAndBlood(valueFor(rows, 'GENDER', columns)),
    ...(digitsIn(until) >= LEAST_OF_DATE && { VALID_UNTIL: alone('VALID_UNTIL', rows, columns, 'DATE') }),
  };
}

function alone(
  field: FieldName,
  rows: readonly Assignment[],
  columns: Columns | null,
  alphabet: AlphabetName = templateOf(field).alphabet,
): FieldText | null {
  const { lines, lead } = valueFor(rows, field as Row, columns);
  return fieldText(lines, ALPHABETS[alphabet], lead);
}

function digitsIn(lines: readonly TextLine[]): number {
  return characters(lines).replace(/\D/g, '').length;
}

function present(fields: Partial<Record<FieldName, FieldText | null>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field !== null)) as Fields;
}
