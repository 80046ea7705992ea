import type { Card } from './card.js';
import { type FieldName, propertyName } from './field.js';
import { rawNameOf } from './raw.js';

/** The fields whose value in the card is no text, or has another name. */
const TEXTS: Readonly<Partial<Record<FieldName, (card: Card) => string | null>>> = {
  PROVINCE: ({ address }) => address.province?.name ?? null,
  REGENCY: ({ address }) => address.regency?.name ?? null,
  NIK: ({ nik }) => nik?.number ?? null,
  STREET: ({ address }) => address.street,
  RT_RW: ({ address: { rt, rw } }) => (rt === null && rw === null ? null : `${rt ?? '-'}/${rw ?? '-'}`),
  VILLAGE: ({ address }) => address.village?.name ?? null,
  DISTRICT: ({ address }) => address.district?.name ?? null,
  VALID_UNTIL: ({ validity }) => (validity?.lifetime ? 'SEUMUR HIDUP' : (validity?.until ?? null)),
  ISSUE_PLACE: ({ issue }) => issue?.place ?? null,
  ISSUE_DATE: ({ issue }) => issue?.date ?? null,
};

/** A field's text as the engine read it; null if it read nothing. Place and date of birth both have `birthPlaceBirthday`. */
export function rawText({ text: { raw, issue } }: Card, field: FieldName): string | null {
  if (field === 'ISSUE_PLACE') return issue?.place ?? null;
  if (field === 'ISSUE_DATE') return issue?.date ?? null;
  const name = rawNameOf(field);
  return name === null ? null : raw[name];
}

/** A field's normalised value as text: the official spelling, an ISO date, an enum's English name. */
export function normalisedText(card: Card, field: FieldName): string | null {
  const text = TEXTS[field];
  return text === undefined ? ownText(card, field) : text(card);
}

/** The value of a field that is a text under the field's own name in the card. */
function ownText(card: Card, field: FieldName): string | null {
  const value = card[propertyName(field) as keyof Card];
  return typeof value === 'string' ? value : null;
}
