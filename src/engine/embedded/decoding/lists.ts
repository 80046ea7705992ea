import { countryNames } from '../../../ktp/countries.js';
import type { FieldName } from '../../../ktp/field.js';
import { FIELD_NAMES } from '../../../ktp/field.js';
import { templateOf } from '../template.js';
import type { WordList } from './words.js';

/** Of a closed list nothing else is printed; of an open one, what most cards print. */
const CLOSED = { belief: 8, letterBelief: 0.3, spelling: 6, tolerance: 3 } as const;
const OPEN = { belief: 4, letterBelief: 0.3, spelling: 2, tolerance: 1.5 } as const;
/** WNI stands on nearly every card, and says nothing of its country in its three letters. */
const OF_CITIZENSHIP = { belief: 6, letterBelief: 0, spelling: 6, tolerance: 2.5 } as const;

const LISTS: ReadonlyMap<FieldName, WordList> = new Map(
  FIELD_NAMES.flatMap((field) => {
    const { words, openList } = templateOf(field);
    const beliefs = field === 'CITIZENSHIP' ? OF_CITIZENSHIP : openList ? OPEN : CLOSED;
    return words === undefined ? [] : [[field, { words, ...beliefs }] as const];
  }),
);

/** The list of a field's words; undefined where it has none. */
export function listOf(field: FieldName): WordList | undefined {
  return LISTS.get(field);
}

let countries: WordList | null = null;

/** Made when the first foreigner's card comes. */
export function countryList(): WordList {
  countries ??= { words: countryNames(), ...OPEN };
  return countries;
}
