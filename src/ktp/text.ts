/** No line of a card is longer: a name has at most 60 characters (Permendagri 73/2022), the longest address line a few more. */
export const LONGEST_LINE = 256;

/** Signs that print nothing: zero-width characters, byte order marks, soft hyphens. */
const UNSEEN = /[\p{Cf}\p{DI}]+/gu;
/** A spreadsheet marks text by an apostrophe, or by quotes and an equals sign. */
const TEXT_MARK = /^=?(["'`´‘’“”])(.*?)["'`´‘’“”]?$/;

/**
 * A line as a person would copy it: white space collapsed, dashes of all kinds made one, the colon and dirt around it gone.
 * Null for null, blanks, dashes, the upstream's `"null"`, and for text too long to be a line of a card.
 */
export function plainLine(text: string | null): string | null {
  if (text === null || text.length > LONGEST_LINE) return null;
  const line = text
    .replace(UNSEEN, '')
    .replace(/[\s\p{Cc}\u2800]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(TEXT_MARK, '$2')
    .replace(/^[\s:;.,_|~=-]+/, '')
    .replace(/[\s:;,_|~=-]+$/, '');
  return line === '' || line.toLowerCase() === 'null' ? null : line;
}

/** Whether a reading shows anything at all. */
export function isBlank(text: string | null): boolean {
  return text === null || (text.length <= LONGEST_LINE && plainLine(text) === null);
}

/** Whether characters were replaced by asterisks, as the upstream's document does: such a value is passed on, never judged. */
export function isMasked(text: string | null): boolean {
  return text?.slice(0, LONGEST_LINE).includes('*') ?? false;
}

/** A full stop after a whole word is dirt; after an abbreviation (`S.H.`, `Drs.`) it belongs to the title. */
export function withoutFullStop(line: string): string {
  return /(^|\s)[^\s.]{5,}\.+$/u.test(line) ? line.replace(/\.+$/, '') : line;
}

/** Upper-case letters and digits only: what two printings of a word have in common. */
export function lettersOf(text: string): string {
  return text
    .slice(0, LONGEST_LINE)
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
