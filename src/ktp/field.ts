import type { RawFieldName } from './raw.js';

interface FieldFacts {
  /** The upstream's name of the text that holds it; null for what the upstream does not read. */
  readonly raw: RawFieldName | null;
  /** What people call it. */
  readonly title: { readonly EN: string; readonly ID: string };
  /** What stands before it on a card, or in the form it was copied from, as `lettersOf` writes it. */
  readonly labels: readonly string[];
  /** Whether its value is free text, in which a word of another field's list may belong. */
  readonly free?: true;
  /** Whether a card may lawfully leave it blank. */
  readonly mayBeBlank?: true;
}

/** The fields of a card, in the order they are printed (UU 24/2013 article 64(1)), the issue under the photo last. */
const FIELDS = {
  PROVINCE: {
    raw: 'province',
    title: { EN: 'province', ID: 'provinsi' },
    labels: ['PROVINSI', 'PROPINSI', 'PROVINCE'],
    free: true,
  },
  REGENCY: {
    raw: 'city',
    title: { EN: 'regency or city', ID: 'kabupaten/kota' },
    labels: ['KABUPATENKOTA', 'KABKOTA', 'KOTAKABUPATEN', 'CITY'],
    free: true,
  },
  NIK: {
    raw: 'idNumber',
    title: { EN: 'NIK', ID: 'NIK' },
    labels: ['NIK', 'NONIK', 'NOKTP', 'NOMORKTP', 'NOMORNIK', 'NOMORINDUKKEPENDUDUKAN', 'IDNUMBER'],
  },
  NAME: {
    raw: 'name',
    title: { EN: 'name', ID: 'nama' },
    labels: ['NAMA', 'NAMALENGKAP', 'NAME', 'FULLNAME'],
    free: true,
  },
  BIRTH_PLACE: {
    raw: 'birthPlaceBirthday',
    title: { EN: 'place of birth', ID: 'tempat lahir' },
    labels: ['TEMPATLAHIR', 'PLACEOFBIRTH'],
    free: true,
  },
  BIRTH_DATE: {
    raw: 'birthPlaceBirthday',
    title: { EN: 'date of birth', ID: 'tanggal lahir' },
    labels: ['TGLLAHIR', 'TANGGALLAHIR', 'DATEOFBIRTH'],
  },
  GENDER: {
    raw: 'gender',
    title: { EN: 'gender', ID: 'jenis kelamin' },
    labels: ['JENISKELAMIN', 'KELAMIN', 'GENDER', 'SEX'],
  },
  BLOOD_TYPE: {
    raw: 'bloodType',
    title: { EN: 'blood type', ID: 'golongan darah' },
    labels: ['GOLDARAH', 'GOL', 'GOLONGANDARAH', 'GOLONGAN', 'BLOODTYPE'],
    mayBeBlank: true,
  },
  STREET: {
    raw: 'address',
    title: { EN: 'street', ID: 'alamat' },
    labels: ['ALAMAT', 'ADDRESS'],
    free: true,
  },
  RT_RW: {
    raw: 'rtrw',
    title: { EN: 'RT/RW', ID: 'RT/RW' },
    labels: ['RTRW'],
  },
  VILLAGE: {
    raw: 'village',
    title: { EN: 'village', ID: 'kelurahan/desa' },
    labels: ['KELDESA', 'KELURAHANDESA', 'KELURAHAN', 'DESA', 'VILLAGE'],
    free: true,
  },
  DISTRICT: {
    raw: 'district',
    title: { EN: 'district', ID: 'kecamatan' },
    labels: ['KECAMATAN', 'KEC', 'DISTRICT'],
    free: true,
  },
  RELIGION: {
    raw: 'religion',
    title: { EN: 'religion', ID: 'agama' },
    labels: ['AGAMA', 'RELIGION'],
    mayBeBlank: true,
  },
  MARITAL_STATUS: {
    raw: 'maritalStatus',
    title: { EN: 'marital status', ID: 'status perkawinan' },
    labels: ['STATUSPERKAWINAN', 'STATUSKAWIN', 'STATUS', 'MARITALSTATUS'],
  },
  OCCUPATION: {
    raw: 'occupation',
    title: { EN: 'occupation', ID: 'pekerjaan' },
    labels: ['PEKERJAAN', 'OCCUPATION'],
    free: true,
  },
  CITIZENSHIP: {
    raw: 'nationality',
    title: { EN: 'citizenship', ID: 'kewarganegaraan' },
    labels: ['KEWARGANEGARAAN', 'NATIONALITY', 'CITIZENSHIP'],
  },
  VALID_UNTIL: {
    raw: 'expiryDate',
    title: { EN: 'validity', ID: 'masa berlaku' },
    labels: ['BERLAKUHINGGA', 'BERLAKUSAMPAI', 'BERLAKUSD', 'MASABERLAKU', 'VALIDUNTIL'],
  },
  ISSUE_PLACE: {
    raw: null,
    title: { EN: 'place of issue', ID: 'tempat terbit' },
    labels: [],
  },
  ISSUE_DATE: {
    raw: null,
    title: { EN: 'date of issue', ID: 'tanggal terbit' },
    labels: [],
  },
} as const satisfies Readonly<Record<string, FieldFacts>>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

export const ALL_FIELDS: ReadonlySet<FieldName> = new Set(FIELD_NAMES);

const factsOf = (field: FieldName): FieldFacts => FIELDS[field];

/** The upstream's name of the text that holds a field; null for what the upstream does not read. */
export function rawNameOf(field: FieldName): RawFieldName | null {
  return factsOf(field).raw;
}

/** The upstream's own split of `birthPlaceBirthday`. */
const SPLIT: Readonly<Partial<Record<RawFieldName, FieldName>>> = {
  placeOfBirth: 'BIRTH_PLACE',
  birthday: 'BIRTH_DATE',
};

/** The fields that a text of the upstream's holds. */
export function fieldsIn(raw: RawFieldName): readonly FieldName[] {
  const half = SPLIT[raw];
  return half === undefined ? FIELD_NAMES.filter((field) => rawNameOf(field) === raw) : [half];
}

/** What stands before a field on a card or in a form, as `lettersOf` writes it. */
export function labelsOf(field: FieldName): readonly string[] {
  return factsOf(field).labels;
}

/** Whether a field holds free text, in which a word of another field's list may belong. */
export function isFreeText(field: FieldName): boolean {
  return factsOf(field).free === true;
}

/** Whether a card may lawfully leave a field blank. */
export function mayBeBlank(field: FieldName): boolean {
  return factsOf(field).mayBeBlank === true;
}

/** What people call these fields, in both languages. */
export function titlesOf(fields: readonly FieldName[]): { readonly EN: string; readonly ID: string } {
  return {
    EN: fields.map((field) => FIELDS[field].title.EN).join(', '),
    ID: fields.map((field) => FIELDS[field].title.ID).join(', '),
  };
}
