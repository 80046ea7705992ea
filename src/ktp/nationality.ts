import type { Citizenship } from './vocabulary.js';
import { CITIZENSHIP_WORDS } from './vocabulary.js';
import { type Understood, understandWord, type Vocabulary, vocabulary } from './words.js';

export interface Nationality {
  readonly citizenship: Citizenship;
  /** `WNI`, or what a foreigner's card prints: the country. */
  readonly text: string;
}

/** A card shows WNI, or the country of a foreigner by its Indonesian or English name. */
export function readNationality(line: string | null): Nationality | null {
  if (line === null) return null;
  const word = understandWord(line, CITIZENSHIP_WORDS) ?? cutOff(line);
  if (word !== null) return { citizenship: word.value, text: word.printed };
  const country = understandWord(line, countries(), 0.8);
  return country === null ? null : { citizenship: 'FOREIGN', text: line.toUpperCase() };
}

/** WNI with a letter lost or two run together. */
function cutOff(line: string): Understood<Citizenship> | null {
  return /^\W*W[NM]\W*$/i.test(line) ? (CITIZENSHIP_WORDS.get('WNI') ?? null) : null;
}

/** The countries' names in Indonesian and English, in capitals. */
export function countryNames(): readonly string[] {
  return regionCodes().flatMap((code) =>
    [INDONESIAN.of(code), ENGLISH.of(code)].map((name = code) => name.toUpperCase()),
  );
}

let known: Vocabulary<string> | null = null;

/** The countries of the runtime's own locale data, made once and only when a card needs them. */
function countries(): Vocabulary<string> {
  known ??= vocabulary(
    regionCodes().map((code) => ({
      value: code,
      indonesian: [INDONESIAN.of(code) ?? code],
      english: [ENGLISH.of(code) ?? code],
    })),
  );
  return known;
}

const INDONESIAN = new Intl.DisplayNames('id', { type: 'region', fallback: 'code' });
const ENGLISH = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
const NOT_COUNTRIES = new Set(['ID', 'EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO']);

function regionCodes(): readonly string[] {
  return LETTERS.flatMap((a) => LETTERS.map((b) => a + b)).filter(
    (code) => !NOT_COUNTRIES.has(code) && ENGLISH.of(code) !== code,
  );
}
