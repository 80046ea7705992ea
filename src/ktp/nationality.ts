import { type Citizenship, CLOSED_LISTS } from './closed-lists.js';
import { type CountryCode, countryOf, INDONESIA } from './countries.js';
import { lettersOf } from './text.js';
import { type Understood, understandWord } from './word-list.js';

/** What a card says of its holder's nationality. */
export interface Nationality {
  readonly citizenship: Citizenship;
  /** `WNI`, or what a foreigner's card prints: the country. */
  readonly text: string;
  /** Null if the card of a foreigner does not say it. */
  readonly country: CountryCode | null;
}

/** Words before a country: `WNA - MALAYSIA`, `WARGA NEGARA TURKI`. */
const FOREIGNER = /^(?:WNA|WARGA\s*NEGARA\s*ASING|FOREIGN(?:ER)?|WARGA\s*NEGARA|CITIZEN\s+OF)\b[\s\p{P}]*/iu;
const CITIZEN = /^WNI\b[\s\p{P}]+/iu;

/** The nationality of a line: WNI, or a foreigner's country by its Indonesian or English name. Null if it is neither: a wrong guess would say the opposite. */
export function readNationality(line: string | null): Nationality | null {
  if (line === null) return null;
  const exact = CLOSED_LISTS.CITIZENSHIP.get(lettersOf(line)) ?? cutOff(line);
  if (exact !== undefined) return byWord(exact);
  if (CITIZEN.test(line)) {
    const rest = understandWord(line.replace(CITIZEN, ''), CLOSED_LISTS.CITIZENSHIP);
    return rest?.value === 'INDONESIAN' ? { ...byWord(rest), text: 'WNI' } : null;
  }
  const name = line.replace(FOREIGNER, '').replace(/\)$/, '');
  const country = countryOf(name);
  if (country !== null) return { citizenship: 'FOREIGN', text: name.toUpperCase(), country };
  if (/^WNA\b/i.test(line)) return { citizenship: 'FOREIGN', text: line.toUpperCase(), country: null };
  const word = understandWord(name, CLOSED_LISTS.CITIZENSHIP);
  return word === null ? null : byWord(word);
}

function byWord({ value, printed }: Understood<Citizenship>): Nationality {
  return { citizenship: value, text: printed, country: value === 'INDONESIAN' ? INDONESIA : null };
}

/** WNI with a letter missing, or with two letters read as one. */
function cutOff(line: string): Understood<Citizenship> | undefined {
  return /^\W*W[NM]\W*$/i.test(line) ? CLOSED_LISTS.CITIZENSHIP.get('WNI') : undefined;
}
