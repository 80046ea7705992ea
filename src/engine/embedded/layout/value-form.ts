import { FIELD_NAMES } from '../../../ktp/field.js';
import { digitMeant } from '../../../ktp/nik/misread-digits.js';
import { NIK_DIGITS } from '../../../ktp/nik/parts.js';
import { ROWS, type Row, templateOf } from '../template.js';
import { findAlike } from './labels.js';

/** What the form of a NIK speaks for its row: nothing else on a card has so many digits. */
const NIK_FORM = 1.6;
const NUMBERS_FORM = 0.8;
const FORM = 0.7;
/** A word of a list counts from this likeness on. */
const ALIKE = 0.75;
/** So many digits of a NIK may be missing, and so many other signs may be read among them. */
const LOST_DIGITS = 2;
const OTHER_SIGNS = 3;

/** Where all characters may be digits, so many must be: in print that is wider than it was, a 0 is read as an O. */
const LEAST_DIGITS = 9;

/** So many letters that no digit is misread as are of a word. */
const LEAST_LETTERS = 4;

/** The words of the closed lists of each row's fields, without spaces. */
const WORDS = Object.fromEntries(
  ROWS.map((row) => [
    row,
    FIELD_NAMES.map(templateOf)
      .filter((field) => field.row === row && !field.openList)
      .flatMap(({ words = [] }) => words.map((word) => word.replaceAll(' ', ''))),
  ]),
) as unknown as Readonly<Record<Row, readonly string[]>>;

/** Whether a text has letters that no digit is misread as, more than a number would have. */
function isOfLetters(text: string): boolean {
  let letters = 0;
  for (const character of text) {
    if (/\p{L}/u.test(character) && digitMeant(character) === null) letters += 1;
    if (letters === LEAST_LETTERS) return true;
  }
  return false;
}

/** Whether a text without spaces is a NIK, though some of its digits may have been misread. */
export function isLikeNik(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  if (digits >= NIK_DIGITS - LOST_DIGITS) return digits >= text.length - OTHER_SIGNS;
  const mayBeDigits = [...text].every((character) => digitMeant(character) !== null);
  const isAsLong = text.length <= NIK_DIGITS && text.length >= NIK_DIGITS - LOST_DIGITS;
  return digits >= LEAST_DIGITS && isAsLong && mayBeDigits;
}

/** How much a value speaks for a row by its form alone, below 0 against it; the text has no spaces. */
export function valueForm(row: Row, value: string): number {
  switch (row) {
    case 'NIK':
      return isLikeNik(value) ? NIK_FORM : isOfLetters(value) ? -FORM : 0;
    case 'BIRTH':
      return /[A-Z].*\d{2}.?\d{2}.?\d{4}$/.test(value) ? FORM : 0;
    case 'RT_RW':
      return /^\d{1,3}[/|]\d{1,3}$/.test(value) ? NUMBERS_FORM : isOfLetters(value) ? -FORM : 0;
    case 'VALID_UNTIL':
      return /^\d{2}.?\d{2}.?\d{4}$/.test(value) ? FORM : ofList(row, value);
    default:
      return ofList(row, value);
  }
}

function ofList(row: Row, value: string): number {
  return findAlike(value, WORDS[row], ALIKE) === undefined ? 0 : FORM;
}
