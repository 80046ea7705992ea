import type { Box } from '../image/geometry.js';
import type { TextLine } from '../recognition/text-line.js';
import { boxOf, characters } from './field-text.js';
import { genderAndBlood } from './fields/gender-and-blood.js';
import { valueFor } from './fields/value.js';
import { findBloodLabel } from './labels.js';
import type { Layout } from './layout.js';

/** So far behind its label a blood type may end, in heights of a line. */
const BEHIND_LABEL = 4;

/** Heights of a line that its last letter may take of its box. */
const LABEL_ENDS = 0.5;

/**
 * Reads on behind the blood type's label where no blood type was found: a single letter between its colon and the photo is
 * easily overlooked.
 * @param read one box of the view
 */
export async function readBloodType(
  layout: Layout,
  read: (box: Box) => Promise<TextLine | undefined>,
): Promise<Layout> {
  const { fields, placed, columns } = layout;
  if (fields.BLOOD_TYPE !== undefined && fields.BLOOD_TYPE.text !== '') return layout;
  const row = placed.find((each) => each.row === 'GENDER' && !each.continues);
  const [last, ...before] = row?.text.lines.toReversed() ?? [];
  if (row === undefined || last === undefined) return layout;
  if (findBloodLabel(characters(row.text.lines)) === null) return layout;
  const longer = await read(boxOf(last, BEHIND_LABEL));
  if (longer === undefined) return layout;
  const text = { ...row.text, lines: [...before.reverse(), longer] };
  const { BLOOD_TYPE } = genderAndBlood(valueFor([{ ...row, text }], 'GENDER', columns));
  // What was read within the label's own box is a letter of the label.
  const isBehind = (BLOOD_TYPE?.area.left ?? 0) > last.right - LABEL_ENDS * last.height;
  return BLOOD_TYPE && BLOOD_TYPE.text !== '' && isBehind
    ? { ...layout, fields: { ...fields, BLOOD_TYPE } }
    : layout;
}
