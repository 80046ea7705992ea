import {
  CITIZENSHIPS,
  GENDERS,
  LIFETIME,
  MARITAL_STATUSES,
  RELIGIONS,
  spellingsOf,
} from '../../../ktp/closed-lists.js';
import { countryNames } from '../../../ktp/countries.js';
import { OCCUPATION_SPELLINGS } from '../../../ktp/occupations.js';
import type { WordList } from './words.js';

/** Of a closed list nothing else is printed; of an open one, what most cards print. */
const CLOSED = { belief: 8, letterBelief: 0.3, spelling: 6, tolerance: 3 } as const;
const OPEN = { belief: 4, letterBelief: 0.3, spelling: 2, tolerance: 1.5 } as const;

export const GENDER: WordList = { words: spellingsOf(GENDERS), ...CLOSED };
export const RELIGION: WordList = { words: spellingsOf(RELIGIONS), ...CLOSED };
export const MARITAL_STATUS: WordList = { words: spellingsOf(MARITAL_STATUSES), ...CLOSED };
export const LIFETIME_WORD: WordList = { words: spellingsOf(LIFETIME), ...CLOSED };
export const OCCUPATION: WordList = { words: OCCUPATION_SPELLINGS, ...OPEN };

/** WNI stands on nearly every card, and says nothing of its country in its three letters. */
export const CITIZENSHIP: WordList = {
  words: spellingsOf(CITIZENSHIPS),
  belief: 6,
  letterBelief: 0,
  spelling: 6,
  tolerance: 2.5,
};

let countries: WordList | null = null;

/** Made when the first foreigner's card comes. */
export function countryList(): WordList {
  countries ??= { words: countryNames(), ...OPEN };
  return countries;
}
