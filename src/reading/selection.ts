import type { Wanted } from '../engine/reading.js';
import { CLOSED_FIELDS } from '../ktp/closed-lists.js';
import { FIELD_NAMES, type FieldName } from '../ktp/field.js';

type Fields = readonly FieldName[];

/** Other fields that are needed to parse a field: its value may stand in their line, or they decide between two readings. */
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
 * Other fields that the engine must read together with a field to read it well: the NIK repeats the birth date and the gender, place and
 * date of birth share a line, and a region is searched inside the one above it and where the NIK was issued.
 */
const BESIDE: Readonly<Partial<Record<Wanted, Fields>>> = {
  NIK: ['BIRTH_DATE', 'GENDER'],
  BIRTH_PLACE: ['BIRTH_DATE'],
  BIRTH_DATE: ['BIRTH_PLACE', 'NIK'],
  PROVINCE: ['NIK'],
  REGENCY: ['PROVINCE'],
  DISTRICT: ['REGENCY'],
  // The outline is computed from the rows, and the place of a field that was not read from its neighbours.
  OUTLINE: FIELD_NAMES,
  VILLAGE: ['DISTRICT'],
};

/** The fields, and those that are needed to parse them. */
export function withTheirLines(...names: Fields): Fields {
  return names.flatMap((name) => [name, ...(UNDERSTOOD_WITH[name] ?? [])]);
}

/** Everything that must be read so that these fields have the same values as if the whole card was read. */
export function neededFor(fields: readonly FieldName[]): ReadonlySet<Wanted> {
  return readTogether(withTheirLines(...fields));
}

/** Adds what must be read together with these fields, so that a value does not depend on what else was selected. */
export function readTogether(wanted: Iterable<Wanted>): ReadonlySet<Wanted> {
  const all = new Set(wanted);
  for (const each of all) for (const other of BESIDE[each] ?? []) all.add(other);
  return all;
}
