import type { Wanted } from '../engine/reading.js';
import { CLOSED_FIELDS } from '../ktp/closed-lists.js';
import { FIELD_NAMES, type FieldName } from '../ktp/field.js';

type Fields = readonly FieldName[];

/** The other lines that a field's value is looked for in, or chosen by, where its own leaves it open. */
const UNDERSTOOD_WITH: Readonly<Partial<Record<FieldName, Fields>>> = {
  // A regency without a kind word may be two: the one that has the district is meant.
  REGENCY: ['DISTRICT'],
  // It stands in the gender's row, and is often read as one with it.
  BLOOD_TYPE: ['GENDER'],
  RT_RW: ['STREET'],
  // A word of another list stays where that field shows one of its own.
  NAME: CLOSED_FIELDS,
  BIRTH_PLACE: ['RELIGION'],
  BIRTH_DATE: ['RELIGION'],
  STREET: ['RELIGION'],
  OCCUPATION: ['RELIGION'],
};

/**
 * What a field is read and understood beside, or it might be taken for something else: the birth date and the gender are in the
 * NIK once more and settle its doubts, place and date of birth share a line, and a region is looked for inside the one above it
 * and where the NIK was given.
 */
const BESIDE: Readonly<Partial<Record<Wanted, Fields>>> = {
  NIK: ['BIRTH_DATE', 'GENDER'],
  BIRTH_PLACE: ['BIRTH_DATE'],
  BIRTH_DATE: ['BIRTH_PLACE', 'NIK'],
  PROVINCE: ['NIK'],
  REGENCY: ['PROVINCE'],
  DISTRICT: ['REGENCY'],
  // The card is known by its rows, and what is to be covered by what stands around it.
  OUTLINE: FIELD_NAMES,
  VILLAGE: ['DISTRICT'],
};

/** Fields, with the lines that their values are looked for in. */
export function withTheirLines(...names: Fields): Fields {
  return names.flatMap((name) => [name, ...(UNDERSTOOD_WITH[name] ?? [])]);
}

/** What must be read so that these fields are the same as on a card that is read whole. */
export function neededFor(fields: readonly FieldName[]): ReadonlySet<Wanted> {
  return readTogether(withTheirLines(...fields));
}

/** The fields, and all that they are read beside: a field's value does not depend on what else was asked for. */
export function readTogether(wanted: Iterable<Wanted>): ReadonlySet<Wanted> {
  const all = new Set(wanted);
  for (const each of all) for (const other of BESIDE[each] ?? []) all.add(other);
  return all;
}
