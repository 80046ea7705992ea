/** No line of a card is longer: a name has at most 60 characters (Permendagri 73/2022), the longest address line a few more. */
export const LONGEST_LINE = 256;

/** Signs that print nothing: zero-width characters, byte order marks, soft hyphens. */
const UNSEEN = /[\p{Cf}\p{DI}]+/gu;
/** A spreadsheet marks text by an apostrophe, or by quotes and an equals sign. */
const TEXT_MARK = /^=?(["'`´‘’“”])(.*?)["'`´‘’“”]?$/;

/**
 * A line as a person would copy it: single spaces, one kind of dash, no colon or dirt around it.
 * Null for null, blanks, dashes, the upstream's `"null"`, and for text that is too long for a line of a card.
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

/** Whether a text is blank: null, or nothing but blanks, dashes and dirt. */
export function isBlank(text: string | null): boolean {
  return text === null || (text.length <= LONGEST_LINE && plainLine(text) === null);
}

/** Whether characters were replaced by asterisks, as in the upstream's document. Such a value is passed on and not checked. */
export function isMasked(text: string | null): boolean {
  return text?.slice(0, LONGEST_LINE).includes('*') ?? false;
}

/** Removes a full stop after a whole word, which is dirt. After an abbreviation (`S.H.`, `Drs.`) it belongs to the title and stays. */
export function withoutFullStop(line: string): string {
  return /(^|\s)[^\s.]{5,}\.+$/u.test(line) ? line.replace(/\.+$/, '') : line;
}

/** A text's letters and digits, in upper case: what two spellings of a word have in common. */
export function lettersOf(text: string): string {
  return text
    .slice(0, LONGEST_LINE)
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
}
