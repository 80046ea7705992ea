/** A text of the upstream's answer. */
export interface RawText<Name extends string = string> {
  /** The upstream's name for it. */
  readonly name: Name;
  /** Its place in the upstream's document, from 1. A text without a place comes after all others. */
  readonly place?: number;
}

interface FieldFacts {
  /** The text of `raw` that holds it; null if none does. `half` is the part of that text that the upstream cuts out for this field. */
  readonly raw: (RawText & { readonly half?: RawText }) | null;
  /** Its name for people. */
  readonly title: { readonly EN: string; readonly ID: string };
  /** Labels before it on a card, or in the form that it was copied from, as `lettersOf` writes them. */
  readonly labels: readonly string[];
  /** Whether its value is free text, in which a word of another field's list may belong. */
  readonly free?: true;
  /** Whether a card may lawfully leave it blank. */
  readonly mayBeBlank?: true;
}

/** The upstream reads place and date of birth as one text, and has both halves of it as well. */
const BIRTH_LINE = { name: 'birthPlaceBirthday', place: 6 } as const satisfies RawText;

/** The fields of a card, in the order they are printed (UU 24/2013 article 64(1)), the issue under the photo last. */
export const FIELDS = {
  PROVINCE: {
    raw: { name: 'province', place: 7 },
    title: { EN: 'province', ID: 'provinsi' },
    labels: ['PROVINSI', 'PROPINSI', 'PROVINCE'],
    free: true,
  },
  REGENCY: {
    raw: { name: 'city', place: 8 },
    title: { EN: 'regency or city', ID: 'kabupaten/kota' },
    labels: ['KABUPATENKOTA', 'KABKOTA', 'KOTAKABUPATEN', 'CITY'],
    free: true,
  },
  NIK: {
    raw: { name: 'idNumber', place: 1 },
    title: { EN: 'NIK', ID: 'NIK' },
    labels: ['NIK', 'NONIK', 'NOKTP', 'NOMORKTP', 'NOMORNIK', 'NOMORINDUKKEPENDUDUKAN', 'IDNUMBER'],
  },
  NAME: {
    raw: { name: 'name', place: 2 },
    title: { EN: 'name', ID: 'nama' },
    labels: ['NAMA', 'NAMALENGKAP', 'NAME', 'FULLNAME'],
    free: true,
  },
  BIRTH_PLACE: {
    raw: { ...BIRTH_LINE, half: { name: 'placeOfBirth', place: 17 } },
    title: { EN: 'place of birth', ID: 'tempat lahir' },
    labels: ['TEMPATLAHIR', 'PLACEOFBIRTH'],
    free: true,
  },
  BIRTH_DATE: {
    raw: { ...BIRTH_LINE, half: { name: 'birthday', place: 18 } },
    title: { EN: 'date of birth', ID: 'tanggal lahir' },
    labels: ['TGLLAHIR', 'TANGGALLAHIR', 'DATEOFBIRTH'],
  },
  GENDER: {
    raw: { name: 'gender', place: 5 },
    title: { EN: 'gender', ID: 'jenis kelamin' },
    labels: ['JENISKELAMIN', 'KELAMIN', 'GENDER', 'SEX'],
  },
  BLOOD_TYPE: {
    raw: { name: 'bloodType', place: 3 },
    title: { EN: 'blood type', ID: 'golongan darah' },
    labels: ['GOLDARAH', 'GOL', 'GOLONGANDARAH', 'GOLONGAN', 'BLOODTYPE'],
    mayBeBlank: true,
  },
  STREET: {
    raw: { name: 'address', place: 12 },
    title: { EN: 'street', ID: 'alamat' },
    labels: ['ALAMAT', 'ADDRESS'],
    free: true,
  },
  RT_RW: {
    raw: { name: 'rtrw', place: 11 },
    title: { EN: 'RT/RW', ID: 'RT/RW' },
    labels: ['RTRW'],
  },
  VILLAGE: {
    raw: { name: 'village', place: 10 },
    title: { EN: 'village', ID: 'kelurahan/desa' },
    labels: ['KELDESA', 'KELURAHANDESA', 'KELURAHAN', 'DESA', 'VILLAGE'],
    free: true,
  },
  DISTRICT: {
    raw: { name: 'district', place: 9 },
    title: { EN: 'district', ID: 'kecamatan' },
    labels: ['KECAMATAN', 'KEC', 'DISTRICT'],
    free: true,
  },
  RELIGION: {
    raw: { name: 'religion', place: 4 },
    title: { EN: 'religion', ID: 'agama' },
    labels: ['AGAMA', 'RELIGION'],
    mayBeBlank: true,
  },
  MARITAL_STATUS: {
    raw: { name: 'maritalStatus', place: 16 },
    title: { EN: 'marital status', ID: 'status perkawinan' },
    labels: ['STATUSPERKAWINAN', 'STATUSKAWIN', 'STATUS', 'MARITALSTATUS'],
  },
  OCCUPATION: {
    raw: { name: 'occupation', place: 13 },
    title: { EN: 'occupation', ID: 'pekerjaan' },
    labels: ['PEKERJAAN', 'OCCUPATION'],
    free: true,
  },
  CITIZENSHIP: {
    raw: { name: 'nationality', place: 15 },
    title: { EN: 'citizenship', ID: 'kewarganegaraan' },
    labels: ['KEWARGANEGARAAN', 'NATIONALITY', 'CITIZENSHIP'],
  },
  VALID_UNTIL: {
    raw: { name: 'expiryDate', place: 14 },
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

/** A field of a card, by its name in the schema. */
export type FieldName = keyof typeof FIELDS;

/** All fields, in the order of the card. */
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** All fields, as a set. */
export const ALL_FIELDS: ReadonlySet<FieldName> = new Set(FIELD_NAMES);

const factsOf = (field: FieldName): FieldFacts => FIELDS[field];

/** A field's name in the schema and in a `Card`: `maritalStatus` for `MARITAL_STATUS`. */
export type PropertyName<Field extends string> = Field extends `${infer First}_${infer More}`
  ? `${Lowercase<First>}${Capitalize<PropertyName<More>>}`
  : Lowercase<Field>;

/** A field's name in the schema and in a `Card`: `maritalStatus` for `MARITAL_STATUS`. */
export function propertyName<F extends FieldName>(field: F): PropertyName<F> {
  const name = field.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return name as PropertyName<F>;
}

/** The labels before a field on a card or in a form, as `lettersOf` writes them. */
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

/** The names of these fields for people, in both languages, separated by commas. */
export function titlesOf(fields: readonly FieldName[]): { readonly EN: string; readonly ID: string } {
  return {
    EN: fields.map((field) => FIELDS[field].title.EN).join(', '),
    ID: fields.map((field) => FIELDS[field].title.ID).join(', '),
  };
}
