import type { FieldName } from './field.js';
import { type Entry, type Vocabulary, vocabulary } from './word-list.js';

export type Gender = 'MALE' | 'FEMALE';
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
 * What is printed for each value, official spelling first. Indonesian: SIAK's lists (form F-1.01 of Permendagri 109/2019) and
 * older spellings. English: what foreigners' cards are said to print; no list of it was ever published.
 */
export const GENDERS: readonly Entry<Gender>[] = [
  { value: 'MALE', indonesian: ['LAKI-LAKI', 'LAKI'], english: ['MALE'] },
  { value: 'FEMALE', indonesian: ['PEREMPUAN'], english: ['FEMALE'] },
];

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

/** The family card's finer values are taken for the four of the card. */
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

export const CITIZENSHIPS: readonly Entry<Citizenship>[] = [
  {
    value: 'INDONESIAN',
    indonesian: ['WNI', 'WARGA NEGARA INDONESIA', 'INDONESIA'],
    english: ['INDONESIAN'],
  },
  { value: 'FOREIGN', indonesian: ['WNA', 'WARGA NEGARA ASING'], english: [] },
];

export const LIFETIME: readonly Entry<true>[] = [
  { value: true, indonesian: ['SEUMUR HIDUP'], english: ['LIFETIME'] },
];

/** Forms and people write these, cards do not: to look for them in a picture would find them in dirt. */
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

/** Every way a list's values are printed. */
export function spellingsOf(entries: readonly Entry<unknown>[]): readonly string[] {
  return entries.flatMap(({ indonesian, english }) => [...indonesian, ...english]);
}

export const GENDER_WORDS = vocabulary([...ALSO_GENDERS, ...GENDERS]);
export const RELIGION_WORDS = vocabulary(RELIGIONS);
export const MARITAL_STATUS_WORDS = vocabulary([...ALSO_MARRIED, ...MARITAL_STATUSES]);
export const CITIZENSHIP_WORDS = vocabulary([...ALSO_CITIZENSHIPS, ...CITIZENSHIPS]);
export const LIFETIME_WORDS = vocabulary(LIFETIME);

/** The fields that show nothing but a word of a list, and the words that people and cards write. */
export const CLOSED_LISTS: readonly (readonly [field: FieldName, words: Vocabulary<unknown>])[] = [
  ['GENDER', GENDER_WORDS],
  ['RELIGION', RELIGION_WORDS],
  ['MARITAL_STATUS', MARITAL_STATUS_WORDS],
  ['CITIZENSHIP', CITIZENSHIP_WORDS],
  ['VALID_UNTIL', LIFETIME_WORDS],
];
