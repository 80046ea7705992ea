import { digitMeant } from './nik/misread-digits.js';
import { LONGEST_LINE, plainLine } from './text.js';

export interface RtRw {
  /** Rukun tetangga, three digits; null where the card shows none. */
  readonly rt: string | null;
  /** Rukun warga, three digits; null where the card shows none. */
  readonly rw: string | null;
  /** Whether it was written `ddd/ddd`. */
  readonly regular: boolean;
}

const IN_STREET = /[\s,.]*\bRT\.?\s*[:.]?\s*(\d{1,3})\s*[\s,./\\-]*\s*RW\.?\s*[:.]?\s*(\d{1,3})\b/i;
/** Signs that a digit is often read as in these numbers. `A` and `T` are left out: they are the beginnings of words. */
const MISREAD = /[ODQIL|!ZSBG]/g;

/** Neighbourhood numbers as `011/002`; slash lost, digits missing or misread, `-` or nothing for one that does not exist. Null where it is none of these. */
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

/** The street line, and the neighbourhood numbers where they were read into it. */
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
