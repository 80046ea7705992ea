import { similarity } from '../regions/similarity.js';
import { isFreeText, labelsOf } from './field.js';
import type { RawFieldName, RawFields } from './raw.js';
import { fieldsIn, RAW_FIELD_NAMES } from './raw.js';
import { LONGEST_LINE, lettersOf, plainLine } from './text.js';

/** Labels before place and date of birth, which the card prints in one line. */
const BIRTH_LABELS = [
  'TEMPATTGLLAHIR',
  'TEMPATTANGGALLAHIR',
  'TEMPATDANTANGGALLAHIR',
  'TEMPATLAHIR',
  'TTL',
  'TGLLAHIR',
  'TANGGALLAHIR',
  'LAHIR',
  'PLACEDATEOFBIRTH',
  'PLACEANDDATEOFBIRTH',
];
const LABELS = Object.fromEntries(
  RAW_FIELD_NAMES.map((raw) => [
    raw,
    raw === 'birthPlaceBirthday' ? BIRTH_LABELS : fieldsIn(raw).flatMap(labelsOf),
  ]),
) as unknown as Readonly<Record<RawFieldName, readonly string[]>>;
/** Free text: a label with no sign after it may be the first word of the value. */
const FREE: ReadonlySet<RawFieldName> = new Set(
  RAW_FIELD_NAMES.filter((raw) => raw !== 'placeOfBirth' && fieldsIn(raw).every(isFreeText)),
);
/** Characters in which a label ends. */
const LONGEST_LABEL = 40;
/** A shorter label that is misread is another word. */
const SHORTEST_MISREAD = 5;
/** Texts less alike than this are not the label. */
const ALIKE = 0.8;

/** A field as a person would copy it: its `plainLine` without the label. */
export function unlabelled(field: RawFieldName, text: string | null): string | null {
  const line = plainLine(text);
  if (line === null) return null;
  let from = 0;
  for (const { 0: sign, index } of line.slice(0, LONGEST_LABEL).matchAll(/[:;=.|-]|\s/g)) {
    const ends = !/\s/.test(sign) || !FREE.has(field);
    if (ends && isLabel(field, line.slice(0, index))) from = index + 1;
  }
  if (from === 0) return isLabel(field, line) && !FREE.has(field) ? null : line;
  return plainLine(line.slice(from));
}

/** All fields without their labels. A text that is too long for a line stays as it is, for the checks. */
export function unlabelledFields(raw: RawFields): RawFields {
  const values = RAW_FIELD_NAMES.map((field) => {
    const text = raw[field];
    if (text !== null && text.length > LONGEST_LINE) return [field, text];
    const value = unlabelled(field, text);
    // A dash at the end of a blood type is not dirt.
    const negative = field === 'bloodType' && value !== null && /[\p{Pd}\u2212]\s*$/u.test(text ?? '');
    return [field, negative ? `${value}-` : value];
  });
  return Object.fromEntries(values) as RawFields;
}

function isLabel(field: RawFieldName, text: string): boolean {
  const letters = lettersOf(text);
  return LABELS[field].some(
    (label) =>
      letters === label || (label.length >= SHORTEST_MISREAD && similarity(letters, label, ALIKE) >= ALIKE),
  );
}
