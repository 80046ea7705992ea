import type { FieldName } from '../../../ktp/field.js';
import { isNumber } from '../../../ktp/nik/parts.js';
import { fieldsWith, templateOf, wholeWordsOf } from '../template.js';

const isDate = (text: string) => /^\d{2}-\d{2}-\d{4}$/.test(text);

/** What fields of fixed length look like. */
const FORMS: Readonly<Partial<Record<FieldName, (text: string) => boolean>>> = {
  NIK: isNumber,
  BIRTH_DATE: isDate,
  RT_RW: (text) => /^\d{3}\/\d{3}$/.test(text),
  VALID_UNTIL: isDate,
  ISSUE_DATE: isDate,
};

/** The words of closed lists that are whole. */
const WORDS: ReadonlyMap<FieldName, readonly string[]> = new Map(
  fieldsWith('words')
    .filter((field) => !templateOf(field).openList)
    .map((field) => [field, wholeWordsOf(field)]),
);

/** Whether nothing that a card prints in a field is longer than a text and holds it: what lies beside it hides none of it. */
export function isComplete(name: FieldName, text: string): boolean {
  return FORMS[name]?.(text) === true || WORDS.get(name)?.includes(text) === true;
}
