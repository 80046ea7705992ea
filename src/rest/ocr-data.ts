import { readBirth } from '../ktp/birth.js';
import { RAW_FIELD_NAMES, type RawFieldName, type RawFields } from '../ktp/raw.js';

/** The document's list has the address earlier; its examples have these last. */
const LAST: readonly RawFieldName[] = ['address', 'placeOfBirth', 'birthday'];

/** In the order of the document's examples. */
export const NAMES: readonly RawFieldName[] = [
  ...RAW_FIELD_NAMES.filter((name) => !LAST.includes(name)),
  ...LAST,
];

/**
 * A reading as the upstream writes it: texts as read, and `"null"`, the text, for a field that was not. That is how the
 * document prints all five unread fields it has, an OCR field (`birthPlaceBirthday`) among them, and it keeps every field
 * a text, as it is in every example.
 */
export function ocrData(raw: RawFields): Readonly<Record<RawFieldName, string>> {
  const complete: RawFields = { ...raw, ...birthOf(raw) };
  return Object.fromEntries(NAMES.map((name) => [name, complete[name] ?? 'null'])) as Record<
    RawFieldName,
    string
  >;
}

/** The engine's own split where it has one, else ours by the document's rule: without comma or space there is nothing to split. */
function birthOf(raw: RawFields): Pick<RawFields, 'placeOfBirth' | 'birthday'> {
  const { birthPlaceBirthday, placeOfBirth, birthday } = raw;
  if (placeOfBirth !== null || birthday !== null) return { placeOfBirth, birthday };
  const text = birthPlaceBirthday?.trim() ?? '';
  if (!/[,\s]/.test(text)) return { placeOfBirth: null, birthday: null };
  const { place, date } = readBirth(text);
  return { placeOfBirth: place, birthday: date?.replaceAll('-', '/') ?? null };
}
