import { FIELD_NAMES, FIELDS, type FieldName, type RawText } from './field.js';

/** The place of a text that is not in the upstream's document: after all that are. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

type Raw = NonNullable<(typeof FIELDS)[FieldName]['raw']>;

/** A name that the ADVANCE.AI document gives to a text of a card. */
export type RawFieldName = Raw['name'] | Extract<Raw, { readonly half: unknown }>['half']['name'];

const rawOf = (
  field: FieldName,
): (RawText<RawFieldName> & { readonly half?: RawText<RawFieldName> }) | null => FIELDS[field].raw;

/** All names, in the order of the document. */
export const RAW_FIELD_NAMES: readonly RawFieldName[] = namesInOrder();

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

/** The name of the text that holds a field; null if none does. */
export function rawNameOf(field: FieldName): RawFieldName | null {
  return rawOf(field)?.name ?? null;
}

/** The fields that a text holds. */
export function fieldsIn(raw: RawFieldName): readonly FieldName[] {
  return FIELD_NAMES.filter((field) => {
    const text = rawOf(field);
    return text?.name === raw || text?.half?.name === raw;
  });
}

function namesInOrder(): readonly RawFieldName[] {
  const texts = FIELD_NAMES.flatMap((field) => {
    const text = rawOf(field);
    return text === null ? [] : [text, text.half ?? text];
  });
  texts.sort(({ place: a = AFTER_ALL }, { place: b = AFTER_ALL }) => a - b);
  return [...new Set(texts.map(({ name }) => name))];
}
