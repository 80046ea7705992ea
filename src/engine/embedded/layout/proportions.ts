import { ROWS } from '../template.js';

/** Where the first letters of labels and of values stand on a card, in shares of its width. */
export const LABELS_AT = 0.033;
export const VALUES_AT = 0.277;
/** Where the rows' middles stand, in shares of its height: the NIK, the row after it, and the last one. */
const NIK_AT = 0.223;
const NAME_AT = 0.304;
const LAST_AT = 0.915;
/** Height over width: ISO/IEC 7810 ID-1. */
export const ASPECT = 53.98 / 85.6;

/** Of a row, in shares of the card's height. */
export function rowAt(index: number): number {
  return index === 0 ? NIK_AT : NAME_AT + ((index - 1) / (ROWS.length - 2)) * (LAST_AT - NAME_AT);
}
