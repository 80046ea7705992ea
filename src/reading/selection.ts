import type { Wanted } from '../engine/engine.js';
import { FIELD_NAMES, type FieldName } from '../ktp/field.js';

type Fields = readonly FieldName[];

/** What of a picture each part of what is told of it is worked out from; `__typename` stands for whether it is told at all. */
export interface Parts {
  readonly [part: string]: readonly Wanted[] | Parts | ((selected: Selected) => Parts);
}

/** What a selection's arguments may say of what is needed. */
interface Selected {
  readonly names?: Fields | null;
}

const NOTHING: Fields = [];

/** The other lines that a field's value is looked for in, or chosen by, where its own leaves it open. */
const UNDERSTOOD_WITH: Readonly<Partial<Record<FieldName, Fields>>> = {
  // A regency without a kind word may be two: the one that has the district is meant.
  REGENCY: ['DISTRICT'],
  // It stands in the gender's row, and is often read as one with it.
  BLOOD_TYPE: ['GENDER'],
  RT_RW: ['STREET'],
  // A word of another list stays where that field shows one of its own.
  NAME: ['GENDER', 'RELIGION', 'MARITAL_STATUS', 'CITIZENSHIP', 'VALID_UNTIL'],
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
  VILLAGE: ['DISTRICT'],
};

const the = (...names: Fields): Fields => names.flatMap((name) => [name, ...(UNDERSTOOD_WITH[name] ?? [])]);

/** What must be read for each part of a reading, by the names that the schema gives them. */
export const READING_NEEDS: Parts = {
  __typename: NOTHING,
  engine: NOTHING,
  pricing: NOTHING,
  transactionId: NOTHING,
  turnedDegrees: NOTHING,
  imageQuality: ['IMAGE_QUALITY'],
  // The mean over a card is one number for a picture, whatever else is asked for.
  confidence: FIELD_NAMES,
  // The rules compare everything, and say what is missing or unknown.
  inconsistencies: FIELD_NAMES,
  card: {
    __typename: NOTHING,
    nik: the('NIK'),
    name: the('NAME'),
    birthPlace: the('BIRTH_PLACE'),
    birthDate: the('BIRTH_DATE'),
    age: the('BIRTH_DATE'),
    gender: the('GENDER'),
    bloodType: the('BLOOD_TYPE'),
    address: {
      __typename: NOTHING,
      street: the('STREET'),
      rt: the('RT_RW'),
      rw: the('RT_RW'),
      village: the('VILLAGE'),
      district: the('DISTRICT'),
      regency: the('REGENCY'),
      province: the('PROVINCE'),
    },
    religion: the('RELIGION'),
    maritalStatus: the('MARITAL_STATUS'),
    occupation: the('OCCUPATION'),
    occupationCode: the('OCCUPATION'),
    citizenship: the('CITIZENSHIP'),
    nationality: the('CITIZENSHIP'),
    nationalityCode: the('CITIZENSHIP'),
    validity: {
      __typename: the('VALID_UNTIL'),
      lifetime: the('VALID_UNTIL'),
      until: the('VALID_UNTIL'),
      expired: the('VALID_UNTIL', 'CITIZENSHIP'),
    },
    // There is one where either was read.
    issue: the('ISSUE_PLACE', 'ISSUE_DATE'),
    raw: {
      __typename: NOTHING,
      idNumber: ['NIK'],
      name: ['NAME'],
      bloodType: ['BLOOD_TYPE'],
      religion: ['RELIGION'],
      gender: ['GENDER'],
      birthPlaceBirthday: ['BIRTH_PLACE', 'BIRTH_DATE'],
      province: ['PROVINCE'],
      city: ['REGENCY'],
      district: ['DISTRICT'],
      village: ['VILLAGE'],
      rtrw: ['RT_RW'],
      address: ['STREET'],
      occupation: ['OCCUPATION'],
      expiryDate: ['VALID_UNTIL'],
      nationality: ['CITIZENSHIP'],
      maritalStatus: ['MARITAL_STATUS'],
      placeOfBirth: ['BIRTH_PLACE'],
      birthday: ['BIRTH_DATE'],
    },
    fields: ({ names }) => {
      const listed = names ?? FIELD_NAMES;
      return {
        __typename: NOTHING,
        name: NOTHING,
        raw: listed,
        normalised: the(...listed),
        confidence: listed,
        boundingBox: listed,
        corners: listed,
        visibility: listed,
        hiddenBy: listed,
        completed: listed,
      };
    },
  },
};

/** What must be read for each part of a batch. */
export const BATCH_NEEDS: Parts = {
  __typename: NOTHING,
  succeeded: NOTHING,
  failed: NOTHING,
  items: { __typename: NOTHING, index: NOTHING, filename: NOTHING, result: READING_NEEDS },
};

/** What must be read so that these fields come to what they come to on a card that is read whole. */
export function neededFor(fields: readonly FieldName[]): ReadonlySet<Wanted> {
  return readTogether(the(...fields));
}

/** The fields, and all that they are read beside: what a field comes to does not depend on what else was asked for. */
export function readTogether(wanted: Iterable<Wanted>): ReadonlySet<Wanted> {
  const all = new Set(wanted);
  for (const each of all) for (const other of BESIDE[each] ?? []) all.add(other);
  return all;
}
