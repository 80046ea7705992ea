import {
  CITIZENSHIP_WORDS,
  GENDER_WORDS,
  LIFETIME_WORDS,
  MARITAL_STATUS_WORDS,
  RELIGION_WORDS,
} from './closed-lists.js';
import type { FieldName } from './field.js';
import { understandWord, type Vocabulary } from './word-list.js';

/** Only a word that is all but certain tells where a value comes from. */
const CERTAIN = 0.9;

const LISTS: readonly (readonly [field: FieldName, words: Vocabulary<unknown>])[] = [
  ['GENDER', GENDER_WORDS],
  ['RELIGION', RELIGION_WORDS],
  ['MARITAL_STATUS', MARITAL_STATUS_WORDS],
  ['CITIZENSHIP', CITIZENSHIP_WORDS],
  ['VALID_UNTIL', LIFETIME_WORDS],
];
/** Words that are also names of people, places or occupations. */
const COMMON = new Set(['ISLAM', 'HINDU', 'BUDHA', 'BUDDHA', 'KRISTEN', 'INDONESIA', 'LAINNYA']);
const FREE_TEXT: ReadonlySet<FieldName> = new Set([
  'NAME',
  'STREET',
  'BIRTH_PLACE',
  'OCCUPATION',
  'VILLAGE',
  'DISTRICT',
  'REGENCY',
  'PROVINCE',
]);

/**
 * The field whose list a line is a word of, when it stands in another field; null where it may well belong there: people
 * are called CHRISTIAN and LAKI, and what its own field shows was not shifted here.
 * @param has whether a field shows a value of its own
 */
export function shiftedFrom(
  field: FieldName,
  line: string,
  has: (field: FieldName) => boolean,
): FieldName | null {
  if (FREE_TEXT.has(field) && COMMON.has(line.trim().toUpperCase())) return null;
  for (const [other, words] of LISTS) {
    if (other === field || understandWord(line, words, CERTAIN) === null) continue;
    const ownName = field === 'NAME' || (FREE_TEXT.has(field) && other === 'RELIGION');
    return ownName && has(other) ? null : other;
  }
  return null;
}
