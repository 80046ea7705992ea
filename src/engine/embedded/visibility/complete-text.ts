import { GENDERS, LIFETIME, MARITAL_STATUSES, RELIGIONS, spellingsOf } from '../../../ktp/closed-lists.js';
import type { FieldName } from '../../../ktp/field.js';

const DATE = /^\d{2}-\d{2}-\d{4}$/;

const FORMS: Readonly<Partial<Record<FieldName, RegExp>>> = {
  NIK: /^\d{16}$/,
  BIRTH_DATE: DATE,
  RT_RW: /^\d{3}\/\d{3}$/,
  VALID_UNTIL: DATE,
  ISSUE_DATE: DATE,
};

const WORDS: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  GENDER: longest(spellingsOf(GENDERS)),
  RELIGION: longest(spellingsOf(RELIGIONS)),
  MARITAL_STATUS: longest(spellingsOf(MARITAL_STATUSES)),
  VALID_UNTIL: longest(spellingsOf(LIFETIME)),
};

/** Whether nothing that a card prints in a field is longer than a text and holds it: what lies beside it hides none of it. */
export function isComplete(name: FieldName, text: string): boolean {
  return FORMS[name]?.test(text) === true || WORDS[name]?.includes(text) === true;
}

/** Words that are no part of another. */
function longest(words: readonly string[]): readonly string[] {
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}
