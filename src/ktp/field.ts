/** The fields of a card, in the order they are printed (UU 24/2013 article 64(1)), the issue under the photo last. */
export const FIELD_NAMES = [
  'PROVINCE',
  'REGENCY',
  'NIK',
  'NAME',
  'BIRTH_PLACE',
  'BIRTH_DATE',
  'GENDER',
  'BLOOD_TYPE',
  'STREET',
  'RT_RW',
  'VILLAGE',
  'DISTRICT',
  'RELIGION',
  'MARITAL_STATUS',
  'OCCUPATION',
  'CITIZENSHIP',
  'VALID_UNTIL',
  'ISSUE_PLACE',
  'ISSUE_DATE',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

export const ALL_FIELDS: ReadonlySet<FieldName> = new Set(FIELD_NAMES);
