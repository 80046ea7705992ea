import {
  CITIZENSHIPS,
  GENDERS,
  LIFETIME,
  MARITAL_STATUSES,
  RELIGIONS,
  spellingsOf,
} from '../../ktp/closed-lists.js';
import { FIELD_NAMES, type FieldName } from '../../ktp/field.js';
import { OCCUPATION_SPELLINGS } from '../../ktp/occupations.js';

/** The labelled rows of a card, from top to bottom. */
const ROW_TABLE = {
  NIK: { label: 'NIK' },
  NAME: { label: 'Nama', wraps: true },
  BIRTH: { label: 'TempatTglLahir', wraps: true },
  GENDER: { label: 'JenisKelamin' },
  STREET: { label: 'Alamat', wraps: true },
  RT_RW: { label: 'RTRW' },
  VILLAGE: { label: 'KelDesa', wraps: true },
  DISTRICT: { label: 'Kecamatan', wraps: true },
  RELIGION: { label: 'Agama', wraps: true },
  MARITAL_STATUS: { label: 'StatusPerkawinan' },
  OCCUPATION: { label: 'Pekerjaan', wraps: true },
  CITIZENSHIP: { label: 'Kewarganegaraan' },
  VALID_UNTIL: { label: 'BerlakuHingga' },
} as const satisfies Readonly<Record<string, RowTemplate>>;

interface RowTemplate {
  /** What is printed before the colon, blanks and punctuation left out. */
  readonly label: string;
  /** Whether a long value goes on in the next row of print. */
  readonly wraps?: true;
}

export type Row = keyof typeof ROW_TABLE;
export const ROWS = Object.keys(ROW_TABLE) as readonly Row[];

/** The second label in the gender's row. */
export const BLOOD_LABEL = 'GolDarah';
/** The first word of the header. */
export const HEADER_WORD = 'PROVINSI';
/** Rows of print above the first labelled one: province and regency. */
export const HEADER_ROWS = 2;

/** Fields that are decoded alike and go wrong alike; each kind has its own curve of confidence. */
export const KINDS = ['NIK', 'DATE', 'NUMBERS', 'BLOOD', 'WORD', 'REGION', 'TEXT'] as const;
export type Kind = (typeof KINDS)[number];

/** The characters that values are printed in. */
export const ALPHABETS = {
  /** Everything a card says is in capitals; small letters are labels' only. */
  CAPITALS: /[^a-z]/,
  WORDS: /[^a-z0-9:;|!]/,
  DIGITS: /[0-9]/,
  DATE: /[-.0-9]/,
  NUMBERS: /[-/0-9]/,
  BLOOD: /[-+ABO]/,
} as const;
export type AlphabetName = keyof typeof ALPHABETS;

export interface FieldTemplate {
  /** The labelled row it stands in; null in the header and under the photo. */
  readonly row: Row | null;
  /** Rows of print above it, the header's included. */
  readonly depth: number;
  readonly kind: Kind;
  readonly alphabet: AlphabetName;
  /** Its own label in the middle of a row that begins with another field. */
  readonly ownLabel?: string;
  /** Where in its row it stands: in the column of the values, or after another value. */
  readonly place?: 'COLUMN' | 'AFTER';
  /** The words of its list, where it has one. */
  readonly words?: readonly string[];
  /** Whether other values than the list's are printed, too. */
  readonly openList?: true;
  /** Confidence at most of a value that breaks the field's rules: letters were hidden or misread, however clear the others are. */
  readonly mostUnruled?: number;
  /** Whether its value is long enough to be printed over the photo. */
  readonly reachesPhoto?: true;
  /** How its free text is usually written. */
  readonly priors?: 'NAME' | 'ADDRESS' | 'PLACE' | 'PLAIN';
  /** Whether a letter in it is a misreading. */
  readonly onlyNumbers?: true;
}

/** Broken by letters that were hidden or misread. */
const UNRULED = 0.5;

/** Everything the engine knows of a field's print. */
const TEMPLATE: Readonly<Record<FieldName, Omit<FieldTemplate, 'depth'> & { readonly depth?: number }>> = {
  PROVINCE: { row: null, depth: 0, kind: 'REGION', alphabet: 'CAPITALS', mostUnruled: UNRULED },
  REGENCY: { row: null, depth: 1, kind: 'REGION', alphabet: 'CAPITALS', mostUnruled: UNRULED },
  // A NIK that is not sixteen digits is no number.
  NIK: { row: 'NIK', kind: 'NIK', alphabet: 'DIGITS', mostUnruled: 0.05 },
  NAME: { row: 'NAME', place: 'COLUMN', kind: 'TEXT', alphabet: 'WORDS', priors: 'NAME', reachesPhoto: true },
  BIRTH_PLACE: { row: 'BIRTH', place: 'COLUMN', kind: 'TEXT', alphabet: 'WORDS', priors: 'PLACE' },
  BIRTH_DATE: {
    row: 'BIRTH',
    place: 'AFTER',
    kind: 'DATE',
    alphabet: 'DATE',
    mostUnruled: UNRULED,
    onlyNumbers: true,
  },
  GENDER: {
    row: 'GENDER',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'WORDS',
    words: spellingsOf(GENDERS),
    mostUnruled: UNRULED,
  },
  BLOOD_TYPE: {
    row: 'GENDER',
    place: 'AFTER',
    ownLabel: BLOOD_LABEL,
    kind: 'BLOOD',
    alphabet: 'BLOOD',
    mostUnruled: UNRULED,
  },
  STREET: {
    row: 'STREET',
    place: 'COLUMN',
    kind: 'TEXT',
    alphabet: 'CAPITALS',
    priors: 'ADDRESS',
    reachesPhoto: true,
  },
  RT_RW: { row: 'RT_RW', place: 'COLUMN', kind: 'NUMBERS', alphabet: 'NUMBERS', onlyNumbers: true },
  VILLAGE: { row: 'VILLAGE', place: 'COLUMN', kind: 'REGION', alphabet: 'CAPITALS', priors: 'PLACE' },
  DISTRICT: { row: 'DISTRICT', place: 'COLUMN', kind: 'REGION', alphabet: 'CAPITALS', priors: 'PLACE' },
  RELIGION: {
    row: 'RELIGION',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'WORDS',
    words: spellingsOf(RELIGIONS),
    mostUnruled: UNRULED,
  },
  MARITAL_STATUS: {
    row: 'MARITAL_STATUS',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'WORDS',
    words: spellingsOf(MARITAL_STATUSES),
    mostUnruled: UNRULED,
  },
  OCCUPATION: {
    row: 'OCCUPATION',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'CAPITALS',
    words: OCCUPATION_SPELLINGS,
    priors: 'PLAIN',
    openList: true,
  },
  CITIZENSHIP: {
    row: 'CITIZENSHIP',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'WORDS',
    words: spellingsOf(CITIZENSHIPS),
    mostUnruled: UNRULED,
  },
  VALID_UNTIL: {
    row: 'VALID_UNTIL',
    place: 'COLUMN',
    kind: 'WORD',
    alphabet: 'WORDS',
    words: spellingsOf(LIFETIME),
    mostUnruled: UNRULED,
  },
  ISSUE_PLACE: { row: null, depth: 14, kind: 'TEXT', alphabet: 'WORDS', priors: 'PLACE' },
  ISSUE_DATE: {
    row: null,
    depth: 14,
    kind: 'DATE',
    alphabet: 'DATE',
    mostUnruled: UNRULED,
    onlyNumbers: true,
  },
};

const FIELDS = Object.fromEntries(
  FIELD_NAMES.map((field) => {
    const { row, depth = HEADER_ROWS + ROWS.indexOf(row ?? 'NIK'), ...more } = TEMPLATE[field];
    return [field, { ...more, row, depth }];
  }),
) as unknown as Readonly<Record<FieldName, FieldTemplate>>;

/** What is printed before a row's colon, blanks and punctuation left out. */
export function labelOf(row: Row): string {
  return ROW_TABLE[row].label;
}

/** Whether a long value of a row goes on in the next row of print. */
export function wraps(row: Row): boolean {
  return 'wraps' in ROW_TABLE[row];
}

/** The fields whose template has a property. */
export function fieldsWith(property: keyof FieldTemplate): readonly FieldName[] {
  return FIELD_NAMES.filter((field) => TEMPLATE[field][property] !== undefined);
}

/** The fields of a row, in the order they are printed. */
export function fieldsOfRow(row: Row): readonly FieldName[] {
  return FIELD_NAMES.filter((field) => TEMPLATE[field].row === row);
}

/** Everything the engine knows of a field's print. */
export function templateOf(field: FieldName): FieldTemplate {
  return FIELDS[field];
}

/** The words of a field's list that are no part of another word of it: where one of them is read, none of it is missing. */
export function wholeWordsOf(field: FieldName): readonly string[] {
  const words = templateOf(field).words ?? [];
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}
