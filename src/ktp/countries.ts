import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import indonesian from 'i18n-iso-countries/langs/id.json' with { type: 'json' };
import { lettersOf } from './text.js';
import { type Entry, type Understood, understandWord, type Vocabulary, vocabulary } from './word-list.js';

/** A country's code of two letters (ISO 3166-1). */
export type CountryCode = string;

/** The code of Indonesia. */
export const INDONESIA: CountryCode = 'ID';

/** Names that Indonesians use and that no list of countries has. */
const ALSO: Readonly<Record<CountryCode, readonly string[]>> = {
  AE: ['UEA', 'EMIRAT ARAB'],
  AU: ['AUSTRALI'],
  BN: ['BRUNEI'],
  CN: ['RRT', 'RRC', 'TIONGKOK', 'CINA', 'REPUBLIK RAKYAT TIONGKOK', 'REPUBLIK RAKYAT CINA', 'PRC'],
  CZ: ['CEKO'],
  EG: ['MESIR'],
  GB: ['INGGRIS', 'ENGLAND', 'SCOTLAND', 'WALES', 'BRITAIN', 'BRITANIA', 'INGGRIS RAYA', 'BRITISH'],
  IN: ['HINDIA'],
  IR: ['IRAN'],
  KP: ['DPRK', 'KOREA UTARA'],
  KR: ['KOREA', 'KORSEL', 'ROK', 'REPUBLIK KOREA', 'KOREA REPUBLIC'],
  LA: ['LAOS'],
  MK: ['MAKEDONIA'],
  MM: ['BURMA', 'BIRMA'],
  NZ: ['SELANDIA BARU'],
  PS: ['PALESTINA', 'PALESTINE'],
  SA: ['SAUDI', 'KSA'],
  SY: ['SURIAH', 'SYRIA'],
  TL: ['TIMOR LESTE', 'TIMOR TIMUR', 'EAST TIMOR'],
  US: ['AMERIKA', 'AS', 'AMERICA'],
  VN: ['VIETNAM'],
};

const INDONESIAN = new Intl.DisplayNames('id', { type: 'region', fallback: 'code' });
const ENGLISH = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

const ALPHA_3 = new Map(codes.map(([two, three]) => [two, three]));
/** A shorter name that is misread is another country's, or WNI. */
const SHORTEST_MISREAD = 5;
/** Texts less alike than this are not the name. */
const ALIKE = 0.8;

/** The country that a line names, in Indonesian, in English or by its code; null if no country or more than one is near enough. */
export function countryOf(line: string): CountryCode | null {
  const letters = lettersOf(line);
  if (letters === '') return null;
  const exact = known().get(letters);
  if (exact !== undefined || letters.length < SHORTEST_MISREAD) return exact?.value ?? null;
  return understandWord(line, known(), ALIKE)?.value ?? null;
}

/** The names of all countries but Indonesia, in Indonesian and English, in capitals. */
export function countryNames(): readonly string[] {
  return countries().flatMap(([code]) =>
    [INDONESIAN.of(code), ENGLISH.of(code)].map((name = code) => name.toUpperCase()),
  );
}

let vocabularyOfAll: Vocabulary<CountryCode> | null = null;

/** All spellings. They are made once, when the first card needs them. */
function known(): ReadonlyMap<string, Understood<CountryCode>> {
  vocabularyOfAll ??= vocabulary(
    // Codes come first: if a name is written like a code, the name stays.
    [...countries().map(codesOf), ...countries().map(namesOf)],
  );
  return vocabularyOfAll;
}

function codesOf([code]: readonly [CountryCode, ...unknown[]]): Entry<CountryCode> {
  return { value: code, indonesian: [], english: [code, ALPHA_3.get(code) ?? code] };
}

function namesOf([code, names]: readonly [CountryCode, readonly string[]]): Entry<CountryCode> {
  const ownNames = indonesian.countries[code as keyof typeof indonesian.countries];
  return {
    value: code,
    indonesian: [...[ownNames ?? []].flat(), INDONESIAN.of(code) ?? code, ...(ALSO[code] ?? [])],
    english: [...names, ENGLISH.of(code) ?? code],
  };
}

function countries(): readonly (readonly [code: CountryCode, english: readonly string[]])[] {
  return Object.entries(english.countries)
    .filter(([code]) => code !== INDONESIA)
    .map(([code, names]) => [code, [names].flat()]);
}
