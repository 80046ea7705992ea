/** The names the ADVANCE.AI document gives to the fields of a card, in its order. They are used here, in `rest` and in `engine/advance-ai` only. */
export const RAW_FIELD_NAMES = [
  'idNumber',
  'name',
  'bloodType',
  'religion',
  'gender',
  'birthPlaceBirthday',
  'province',
  'city',
  'district',
  'village',
  'rtrw',
  'address',
  'occupation',
  'expiryDate',
  'nationality',
  'maritalStatus',
  'placeOfBirth',
  'birthday',
] as const;

export type RawFieldName = (typeof RAW_FIELD_NAMES)[number];

/**
 * A card's fields as an engine read them, untouched. Null where the engine read nothing.
 * `placeOfBirth` and `birthday` (`YYYY/MM/DD`) are the upstream's own split of `birthPlaceBirthday`; the embedded engine leaves them null.
 */
export type RawFields = Readonly<Record<RawFieldName, string | null>>;

const EMPTY = Object.fromEntries(RAW_FIELD_NAMES.map((name) => [name, null])) as RawFields;

/** The given fields, and null for all others. */
export function rawFields(fields: Partial<RawFields>): RawFields {
  return { ...EMPTY, ...fields };
}
