const MAX_LENGTH = 255;
const CHARACTERS = `[\\w.~:+/=-]{1,${MAX_LENGTH}}`;
/** Of the header, as a regular expression. */
export const KEY_PATTERN = `^(?:"(${CHARACTERS})"|(${CHARACTERS}))$`;
const FORM = new RegExp(KEY_PATTERN);

/** What an `Idempotency-Key` must look like, as the end of a sentence. */
const KEY_FORM = `1 to ${MAX_LENGTH} letters, digits and -._~:+/=, such as a UUID, in double quotes or without`;

type Header = string | string[] | undefined;

/**
 * The key in a header: a String of structured fields, as draft-ietf-httpapi-idempotency-key-header-07 has it, or the same without
 * its quotes, as most clients send it. Undefined where there is none, or one of another form.
 */
export function keyIn(header: Header): string | undefined {
  const [, quoted, bare] = FORM.exec(String(header ?? '')) ?? [];
  return quoted ?? bare;
}

/**
 * Why a request with this header is refused, or null.
 * @param isHeeded whether readings are kept; who counts on a key must not be left believing that they are
 */
export function keyFault(header: Header, isHeeded: boolean): string | null {
  if (header === undefined) return null;
  if (!isHeeded) return 'This server keeps no readings, so it heeds no Idempotency-Key; leave it out.';
  if (keyIn(header) === undefined) return `The Idempotency-Key has another form than it may: ${KEY_FORM}.`;
  return null;
}
