import type { Card } from './card.js';
import type { FieldName } from './field.js';

/** A field's text as the engine gave it; null where it read nothing. Birth place and date both show `birthPlaceBirthday`. */
export function rawText(card: Card, field: FieldName): string | null {
  return RAW[field](card);
}

/** A field's normalised value as text: the official spelling, an ISO date, an enum's English name. */
export function normalisedText(card: Card, field: FieldName): string | null {
  return NORMALISED[field](card);
}

type View = (card: Card) => string | null;

const RAW: Readonly<Record<FieldName, View>> = {
  PROVINCE: ({ text }) => text.raw.province,
  REGENCY: ({ text }) => text.raw.city,
  NIK: ({ text }) => text.raw.idNumber,
  NAME: ({ text }) => text.raw.name,
  BIRTH_PLACE: ({ text }) => text.raw.birthPlaceBirthday,
  BIRTH_DATE: ({ text }) => text.raw.birthPlaceBirthday,
  GENDER: ({ text }) => text.raw.gender,
  BLOOD_TYPE: ({ text }) => text.raw.bloodType,
  STREET: ({ text }) => text.raw.address,
  RT_RW: ({ text }) => text.raw.rtrw,
  VILLAGE: ({ text }) => text.raw.village,
  DISTRICT: ({ text }) => text.raw.district,
  RELIGION: ({ text }) => text.raw.religion,
  MARITAL_STATUS: ({ text }) => text.raw.maritalStatus,
  OCCUPATION: ({ text }) => text.raw.occupation,
  CITIZENSHIP: ({ text }) => text.raw.nationality,
  VALID_UNTIL: ({ text }) => text.raw.expiryDate,
  ISSUE_PLACE: ({ text }) => text.issue?.place ?? null,
  ISSUE_DATE: ({ text }) => text.issue?.date ?? null,
};

const NORMALISED: Readonly<Record<FieldName, View>> = {
  PROVINCE: ({ address }) => address.province?.name ?? null,
  REGENCY: ({ address }) => address.regency?.name ?? null,
  NIK: ({ nik }) => nik?.number ?? null,
  NAME: ({ name }) => name,
  BIRTH_PLACE: ({ birthPlace }) => birthPlace,
  BIRTH_DATE: ({ birthDate }) => birthDate,
  GENDER: ({ gender }) => gender,
  BLOOD_TYPE: ({ bloodType }) => bloodType,
  STREET: ({ address }) => address.street,
  RT_RW: ({ address: { rt, rw } }) => (rt === null && rw === null ? null : `${rt ?? '-'}/${rw ?? '-'}`),
  VILLAGE: ({ address }) => address.village?.name ?? null,
  DISTRICT: ({ address }) => address.district?.name ?? null,
  RELIGION: ({ religion }) => religion,
  MARITAL_STATUS: ({ maritalStatus }) => maritalStatus,
  OCCUPATION: ({ occupation }) => occupation,
  CITIZENSHIP: ({ citizenship }) => citizenship,
  VALID_UNTIL: ({ validity }) => (validity?.lifetime ? 'SEUMUR HIDUP' : (validity?.until ?? null)),
  ISSUE_PLACE: ({ issue }) => issue?.place ?? null,
  ISSUE_DATE: ({ issue }) => issue?.date ?? null,
};
