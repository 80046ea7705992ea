import { CLOSED_FIELDS, CLOSED_LISTS } from './closed-lists.js';
import { type FieldName, isFreeText } from './field.js';
import { understandWord } from './word-list.js';

/** A word must be this much alike to tell where a value comes from. */
const CERTAIN = 0.9;

/** Words that are also names of people, places or occupations. */
const COMMON = new Set(['ISLAM', 'HINDU', 'BUDHA', 'BUDDHA', 'KRISTEN', 'INDONESIA', 'LAINNYA']);

/**
 * The other field whose list a line is a word of: the line was read into the wrong field. Null if the line may belong where it is. There
 * are people called CHRISTIAN and LAKI, and if the other field shows a value of its own, its value was not read here.
 * @param has whether a field shows a value of its own
 */
export function shiftedFrom(
  field: FieldName,
  line: string,
  has: (field: FieldName) => boolean,
): FieldName | null {
  if (isFreeText(field) && COMMON.has(line.trim().toUpperCase())) return null;
  for (const other of CLOSED_FIELDS) {
    if (other === field || understandWord<unknown>(line, CLOSED_LISTS[other], CERTAIN) === null) continue;
    const ownName = field === 'NAME' || (isFreeText(field) && other === 'RELIGION');
    return ownName && has(other) ? null : other;
  }
  return null;
}
