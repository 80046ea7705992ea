import type { FieldName } from '../../../ktp/field.js';
import type { Box } from '../image/geometry.js';
import { isCard } from './is-card.js';
import type { Layout } from './layout.js';

/** The rows of a card from the top, the header's two counted. */
const ROW_OF: Readonly<Record<FieldName, number>> = {
  PROVINCE: 0,
  REGENCY: 1,
  NIK: 2,
  NAME: 3,
  BIRTH_PLACE: 4,
  BIRTH_DATE: 4,
  GENDER: 5,
  BLOOD_TYPE: 5,
  STREET: 6,
  RT_RW: 7,
  VILLAGE: 8,
  DISTRICT: 9,
  RELIGION: 10,
  MARITAL_STATUS: 11,
  OCCUPATION: 12,
  CITIZENSHIP: 13,
  VALID_UNTIL: 14,
  ISSUE_PLACE: 14,
  ISSUE_DATE: 14,
};
const ROWS = 15;
/** A card shows itself by its header, its NIK and the rows after it. */
const LEAST_ROW = ROW_OF.BIRTH_DATE;
/** Cards wrap values and lie among other print: so many rows more are read at once. */
const SPARE_ROWS = 2;
/** To leave out fewer boxes than this share is not worth a second reading of the rest. */
const WORTHWHILE = 0.25;

/** The boxes to read for some fields, and those to read only where the first do not tell. */
export interface Choice {
  readonly first: readonly Box[];
  readonly rest: readonly Box[];
}

/** Chooses among the boxes of an upright view by their height in it: the labels of all rows down to the last wanted one are needed. */
export function chooseBoxes(boxes: readonly Box[], wanted: ReadonlySet<FieldName>): Choice {
  const last = Math.max(LEAST_ROW, ...Array.from(wanted, (name) => ROW_OF[name]));
  const ys = boxes.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const limit = top + ((last + SPARE_ROWS) / (ROWS - 1)) * (bottom - top);
  const first = boxes.filter(({ y }) => y <= limit);
  if (first.length > (1 - WORTHWHILE) * boxes.length) return { first: boxes, rest: [] };
  return { first, rest: boxes.filter(({ y }) => y > limit) };
}

/** So many of the longest boxes tell whether there is text to be read. */
const TELLING = 8;

export function mostTelling(boxes: readonly Box[]): readonly Box[] {
  return boxes.toSorted((a, b) => b.length - a.length).slice(0, TELLING);
}

/** Whether what is wanted of the header and the number was read. */
export function hasHead({ fields }: Layout, wanted: ReadonlySet<FieldName>): boolean {
  const lacks = (name: FieldName) => wanted.has(name) && fields[name] === undefined;
  const number = !wanted.has('NIK') || /^\d{16}$/.test(fields.NIK?.text ?? '');
  return number && !lacks('PROVINCE') && !lacks('REGENCY');
}

/** Fields that many cards leave blank. */
const MAY_BE_BLANK: ReadonlySet<FieldName> = new Set(['BLOOD_TYPE', 'RELIGION']);

/** Whether what was read first shows a card and all that is wanted of it. */
export function suffices(layout: Layout, wanted: ReadonlySet<FieldName>): boolean {
  if (!isCard(layout)) return false;
  return Array.from(wanted).every((name) => MAY_BE_BLANK.has(name) || layout.fields[name] !== undefined);
}
