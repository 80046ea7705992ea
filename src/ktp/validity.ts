import type { Validity } from './card-text.js';
import { type Citizenship, CLOSED_LISTS } from './closed-lists.js';
import type { CalendarDate } from './date.js';
import { understandWord } from './word-list.js';
import { wholeDate } from './written-date.js';

/** The validity of a line: for life, or until a date; null for any other text. */
export function readValidity(line: string | null): Validity | null {
  if (line === null) return null;
  const until = wholeDate(line)?.date ?? null;
  if (until !== null) return { lifetime: false, until };
  return understandWord(line, CLOSED_LISTS.VALID_UNTIL) === null ? null : { lifetime: true, until: null };
}

/** Whether the card has expired on that day. Only foreigners' cards expire: citizens' cards are for life, even if a date is printed (UU 24/2013 articles 64(7)a and 101(c)). */
export function isExpired(validity: Validity, citizenship: Citizenship | null, on: CalendarDate): boolean {
  return citizenship === 'FOREIGN' && validity.until !== null && validity.until < on;
}
