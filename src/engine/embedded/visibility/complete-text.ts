import type { FieldName } from '../../../ktp/field.js';
import { fieldsWith, templateOf, wholeWordsOf } from '../template.js';

const DATE = /^\d{2}-\d{2}-\d{4}$/;

/** What fields of fixed length look like. */
const FORMS: Readonly<Partial<Record<FieldName, RegExp>>> = {
  NIK: /^\d{16}$/,
  BIRTH_DATE: DATE,
  RT_RW: /^\d{3}\/\d{3}$/,
  VALID_UNTIL: DATE,
  ISSUE_DATE: DATE,
};

/** The words of closed lists that are whole. */
const WORDS: ReadonlyMap<FieldName, readonly string[]> = new Map(
  fieldsWith('words')
    .filter((field) => !templateOf(field).openList)
    .map((field) => [field, wholeWordsOf(field)]),
);

/** Whether nothing that a card prints in a field is longer than a text and holds it: what lies beside it hides none of it. */
export function isComplete(name: FieldName, text: string): boolean {
  return FORMS[name]?.test(text) === true || WORDS.get(name)?.includes(text) === true;
}
