import { type FieldName, mayBeBlank } from '../../../ktp/field.js';
import { isNumber } from '../../../ktp/nik/parts.js';
import type { Box } from '../image/geometry.js';
import { HEADER_ROWS, ROWS, templateOf } from '../template.js';
import { isCard } from './is-card.js';
import type { Layout } from './layout.js';

const ROWS_OF_PRINT = HEADER_ROWS + ROWS.length;
/** A card shows itself by its header, its NIK and the rows after it. */
const LEAST_ROW = templateOf('BIRTH_DATE').depth;
/** Cards wrap values and lie among other print: so many rows more are read at once. */
const SPARE_ROWS = 2;
/** To leave out fewer boxes than this share is not worth a second reading of the rest. */
const WORTHWHILE = 0.25;

/** The boxes to read for some fields, and those to read only where the first do not tell. */
export interface Choice {
  readonly first: readonly Box[];
  readonly rest: readonly Box[];
}

/** So many of the longest boxes tell whether there is text to be read. */
const TELLING = 8;

/** Chooses among the boxes of an upright view by their height in it: the labels of all rows down to the last wanted one are needed. */
export function chooseBoxes(boxes: readonly Box[], wanted: ReadonlySet<FieldName>): Choice {
  const last = Math.max(LEAST_ROW, ...Array.from(wanted, (name) => templateOf(name).depth));
  const ys = boxes.map(({ y }) => y);
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const limit = top + ((last + SPARE_ROWS) / (ROWS_OF_PRINT - 1)) * (bottom - top);
  const first = boxes.filter(({ y }) => y <= limit);
  if (first.length > (1 - WORTHWHILE) * boxes.length) return { first: boxes, rest: [] };
  return { first, rest: boxes.filter(({ y }) => y > limit) };
}

/** The longest boxes, which tell whether there is text to be read. */
export function mostTelling(boxes: readonly Box[], most = TELLING): readonly Box[] {
  return boxes.toSorted((a, b) => b.length - a.length).slice(0, most);
}

/** Whether what is wanted of the header and the number was read. */
export function hasHead({ fields }: Layout, wanted: ReadonlySet<FieldName>): boolean {
  const lacks = (name: FieldName) => wanted.has(name) && fields[name] === undefined;
  const number = !wanted.has('NIK') || isNumber(fields.NIK?.text ?? '');
  return number && !lacks('PROVINCE') && !lacks('REGENCY');
}

/** Whether what was read first shows a card and all that is wanted of it. */
export function suffices(layout: Layout, wanted: ReadonlySet<FieldName>): boolean {
  if (!isCard(layout)) return false;
  return Array.from(wanted).every((name) => mayBeBlank(name) || layout.fields[name] !== undefined);
}
