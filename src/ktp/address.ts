import { digitMeant } from './nik/misread-digits.js';
import { LONGEST_LINE, plainLine } from './text.js';

/** The numbers of a neighbourhood. */
export interface RtRw {
  /** Rukun tetangga, three digits; null where the card shows none. */
  readonly rt: string | null;
  /** Rukun warga, three digits; null where the card shows none. */
  readonly rw: string | null;
  /** Whether it was written `ddd/ddd`. */
  readonly regular: boolean;
}

/** RT and RW in a street line. */
const IN_STREET = /[\s,.]*\bRT\.?\s*[:.]?\s*(\d{1,3})\s*[\s,./\\-]*\s*RW\.?\s*[:.]?\s*(\d{1,3})\b/i;
/** Letters and signs that digits of these numbers are often misread as. `A` and `T` are left out: words begin with them. */
const MISREAD = /[ODQIL|!ZSBG]/g;

/**
 * The numbers of a line like `011/002`. The slash may be lost, digits may be missing or misread, and a number that does not exist may be `-`
 * or nothing. Null for any other text.
 */
export function readRtRw(text: string | null): RtRw | null {
  if (text === null || text.length > LONGEST_LINE) return null;
  const line = text
    .toUpperCase()
    .replace(/RT\W*RW/, '')
    .replace(/RT/, '')
    .replace(/\W*RW\W*/, '/')
    .replace(/[\s.:]/g, '')
    .replace(/[\p{Pd}\u2212]/gu, '-');
  const regular = /^\s*\d{3}\s*\/\s*\d{3}\s*$/.test(text);
  const parts = split(line) ?? split(line.replace(MISREAD, (sign) => digitMeant(sign) ?? sign));
  return parts === null || (line.length === 1 && !/[\d-]/.test(line))
    ? null
    : { rt: threeDigits(parts[1]), rw: threeDigits(parts[2]), regular };
}

/** The street line without RT and RW, and their numbers if they were read into it. */
export function readStreet(text: string | null): {
  readonly street: string | null;
  readonly rtRw: RtRw | null;
} {
  const line = plainLine(text);
  const inside = line === null ? null : IN_STREET.exec(line);
  if (line === null || inside === null) return { street: line, rtRw: null };
  return {
    street: plainLine(line.slice(0, inside.index) + line.slice(inside.index + inside[0].length)),
    rtRw: { rt: threeDigits(inside[1]), rw: threeDigits(inside[2]), regular: false },
  };
}

function split(line: string): RegExpExecArray | null {
  return (
    /^(0?\d{1,3}|-*)[/\\,-](0?\d{1,3}|-*)$/.exec(line) ??
    /^(\d{3})(\d{3})$/.exec(line) ??
    /^(\d{3})1(\d{3})$/.exec(line) ??
    /^(-)(-)$/.exec(line)
  );
}

function threeDigits(digits: string | undefined): string | null {
  return digits === undefined || !/\d/.test(digits) ? null : digits.slice(-3).padStart(3, '0');
}
