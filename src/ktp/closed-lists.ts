import type { FieldName, PropertyName } from './field.js';
import { type Entry, type Understood, type Vocabulary, vocabulary } from './word-list.js';

/** The values of each closed list. */
export type Gender = 'MALE' | 'FEMALE';
/** The blood types, with or without a rhesus factor. */
export const BLOOD_TYPES = [
  'A',
  'B',
  'AB',
  'O',
  'A_POSITIVE',
  'A_NEGATIVE',
  'B_POSITIVE',
  'B_NEGATIVE',
  'AB_POSITIVE',
  'AB_NEGATIVE',
  'O_POSITIVE',
  'O_NEGATIVE',
] as const;
export type BloodType = (typeof BLOOD_TYPES)[number];
export type Religion =
  | 'ISLAM'
  | 'PROTESTANT'
  | 'CATHOLIC'
  | 'HINDU'
  | 'BUDDHIST'
  | 'CONFUCIAN'
  | 'INDIGENOUS_FAITH';
export type MaritalStatus = 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';
export type Citizenship = 'INDONESIAN' | 'FOREIGN';

/**
 * How each value is printed, the official spelling first. Indonesian: the lists of SIAK (form F-1.01 of Permendagri 109/2019) and
 * older spellings. English: what foreigners' cards are said to print; no list was ever published.
 */
export const GENDERS: readonly Entry<Gender>[] = [
  { value: 'MALE', indonesian: ['LAKI-LAKI', 'LAKI'], english: ['MALE'] },
  { value: 'FEMALE', indonesian: ['PEREMPUAN'], english: ['FEMALE'] },
];

/** The six religions of the law, and faiths outside of them. */
export const RELIGIONS: readonly Entry<Religion>[] = [
  { value: 'ISLAM', indonesian: ['ISLAM'], english: ['ISLAM'] },
  {
    value: 'PROTESTANT',
    indonesian: ['KRISTEN', 'KRISTEN PROTESTAN', 'PROTESTAN'],
    english: ['CHRISTIAN', 'CHRISTIANITY', 'PROTESTANT', 'PROTESTANTISM'],
  },
  {
    value: 'CATHOLIC',
    indonesian: ['KATOLIK', 'KATHOLIK', 'KRISTEN KATOLIK'],
    english: ['CATHOLIC', 'CATHOLICISM'],
  },
  { value: 'HINDU', indonesian: ['HINDU'], english: ['HINDU', 'HINDUISM'] },
  { value: 'BUDDHIST', indonesian: ['BUDDHA', 'BUDHA'], english: ['BUDDHIST', 'BUDDHISM'] },
  { value: 'CONFUCIAN', indonesian: ['KHONGHUCU', 'KONGHUCU'], english: ['CONFUCIAN', 'CONFUCIANISM'] },
  {
    value: 'INDIGENOUS_FAITH',
    indonesian: [
      'KEPERCAYAAN TERHADAP TUHAN YME',
      'KEPERCAYAAN TERHADAP TUHAN YANG MAHA ESA',
      'KEPERCAYAAN',
      'PENGHAYAT KEPERCAYAAN',
      'LAINNYA',
    ],
    english: [],
  },
];

/** Four values. The family card has finer ones, which stand under the value that they belong to. */
export const MARITAL_STATUSES: readonly Entry<MaritalStatus>[] = [
  {
    value: 'SINGLE',
    indonesian: ['BELUM KAWIN', 'BELUM MENIKAH', 'TIDAK KAWIN'],
    english: ['SINGLE', 'UNMARRIED'],
  },
  {
    value: 'MARRIED',
    indonesian: ['KAWIN', 'MENIKAH', 'KAWIN TERCATAT', 'KAWIN BELUM TERCATAT', 'KAWIN TIDAK TERCATAT'],
    english: ['MARRIED'],
  },
  {
    value: 'DIVORCED',
    indonesian: ['CERAI HIDUP', 'CERAI HIDUP TERCATAT', 'CERAI HIDUP BELUM TERCATAT'],
    english: ['DIVORCED'],
  },
  { value: 'WIDOWED', indonesian: ['CERAI MATI', 'CERAI MATI TERCATAT'], english: ['WIDOWED'] },
];

/** Spellings of a citizenship. Foreigners' cards print their country instead. */
export const CITIZENSHIPS: readonly Entry<Citizenship>[] = [
  {
    value: 'INDONESIAN',
    indonesian: ['WNI', 'WARGA NEGARA INDONESIA', 'INDONESIA'],
    english: ['INDONESIAN'],
  },
  { value: 'FOREIGN', indonesian: ['WNA', 'WARGA NEGARA ASING'], english: [] },
];

/** Spellings of a validity for life. */
export const LIFETIME: readonly Entry<true>[] = [
  { value: true, indonesian: ['SEUMUR HIDUP'], english: ['LIFETIME'] },
];

/** People and forms write these, cards do not. The engine does not look for them, because it would find them in dirt. */
const ALSO_GENDERS: readonly Entry<Gender>[] = [
  { value: 'MALE', indonesian: ['LAKI-LAKI', 'L', 'LK', 'PRIA'], english: ['M', 'MAN'] },
  { value: 'FEMALE', indonesian: ['PEREMPUAN', 'P', 'PR', 'WANITA'], english: ['F', 'WOMAN'] },
];
const ALSO_CITIZENSHIPS: readonly Entry<Citizenship>[] = [
  {
    value: 'INDONESIAN',
    indonesian: [
      'WNI',
      'RI',
      'IDN',
      'WARGA NEGARA RI',
      'WARGA NEGARA REPUBLIK INDONESIA',
      'REPUBLIK INDONESIA',
    ],
    english: ['INDONESIAN CITIZEN', 'REPUBLIC OF INDONESIA', 'CITIZEN OF INDONESIA'],
  },
  { value: 'FOREIGN', indonesian: ['WNA', 'ASING', 'ORANG ASING'], english: ['FOREIGN', 'FOREIGNER'] },
];
const ALSO_MARRIED: readonly Entry<MaritalStatus>[] = [
  {
    value: 'SINGLE',
    indonesian: ['BELUM KAWIN', 'TIDAK MENIKAH'],
    english: ['NOT MARRIED', 'NEVER MARRIED'],
  },
  { value: 'MARRIED', indonesian: ['KAWIN', 'SUDAH KAWIN', 'SUDAH MENIKAH', 'NIKAH'], english: [] },
];

/** The fields that hold a word of their list and nothing else, with the words that people and cards write. */
export const WORD_LISTS = {
  GENDER: vocabulary([...ALSO_GENDERS, ...GENDERS]),
  RELIGION: vocabulary(RELIGIONS),
  MARITAL_STATUS: vocabulary([...ALSO_MARRIED, ...MARITAL_STATUSES]),
} as const satisfies Readonly<Partial<Record<FieldName, Vocabulary<unknown>>>>;
/** The fields of `WORD_LISTS`. */
export const WORD_FIELDS = Object.keys(WORD_LISTS) as readonly WordField[];

/** The fields above, and those that hold a word of their list or something else, which is a country or a date. */
export const CLOSED_LISTS = {
  ...WORD_LISTS,
  CITIZENSHIP: vocabulary([...ALSO_CITIZENSHIPS, ...CITIZENSHIPS]),
  VALID_UNTIL: vocabulary(LIFETIME),
} as const satisfies Readonly<Partial<Record<FieldName, Vocabulary<unknown>>>>;

/** The fields of `CLOSED_LISTS`. */
export const CLOSED_FIELDS = Object.keys(CLOSED_LISTS) as readonly (keyof typeof CLOSED_LISTS)[];

/** All spellings of a list, as cards print them. */
export function spellingsOf(entries: readonly Entry<unknown>[]): readonly string[] {
  return entries.flatMap(({ indonesian, english }) => [...indonesian, ...english]);
}

/** A field that holds a word of its list and nothing else. */
export type WordField = keyof typeof WORD_LISTS;

/** The word of each of these fields; null if it shows none. */
export type WordsOfFields = {
  readonly [F in WordField]: (typeof WORD_LISTS)[F] extends Vocabulary<infer T>
    ? Understood<T> | null
    : never;
};

/** The value of each of these fields, under its name in the schema; null if it shows none. */
export type WordValues = {
  readonly [F in WordField as PropertyName<F>]: NonNullable<WordsOfFields[F]>['value'] | null;
};
