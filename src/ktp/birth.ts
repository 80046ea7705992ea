import type { CalendarDate } from './date.js';
import type { FieldName } from './field.js';
import { shiftedFrom } from './field-shift.js';
import { unlabelled } from './printed-labels.js';
import { isMasked, plainLine } from './text.js';
import { dateAtEnd, type WrittenDate } from './written-date.js';

/** The parts of `birthPlaceBirthday`. */
export interface Birth {
  readonly place: string | null;
  readonly date: CalendarDate | null;
  /** The date as written, even if the calendar does not have it or its year is short. */
  readonly written: WrittenDate | null;
  /** Whether something that is no date stands where the date should be. */
  readonly cutOff: boolean;
  /** The field whose value stands here instead. */
  readonly shiftedFrom: FieldName | null;
}

const NOTHING: Birth = { place: null, date: null, written: null, cutOff: false, shiftedFrom: null };
/** The beginning of a date at the end of the line. */
const CUT_OFF_DATE = /[\s,.;:-]+\d[\d\s.,/-]*$/;
/** Three numbers side by side, or six digits and more: no place has them in its name. */
const LIKE_A_DATE = /[\s\p{P}\p{S}]*(?:(?<!\d)\d{1,4}(?:[^\p{L}\d]{1,4}\d{1,4}){2}|\d{6,}).*$/u;

/**
 * Splits place and date as the upstream's document describes, and more safely: the date is looked for at the end, so a comma may be
 * missing or misread, and a place may have several words.
 * @param has whether a field shows a value of its own
 */
export function readBirth(text: string | null, has: (field: FieldName) => boolean = () => false): Birth {
  const line = unlabelled('birthPlaceBirthday', text);
  if (line === null) return NOTHING;
  const written = dateAtEnd(line);
  if (written !== null)
    return { ...NOTHING, place: placeOf(line.slice(0, written.start)), date: written.date, written };
  const shifted = isMasked(line) ? null : shiftedFrom('BIRTH_PLACE', line, has);
  if (shifted !== null) return { ...NOTHING, shiftedFrom: shifted };
  const comma = line.lastIndexOf(',');
  const before = comma >= 0 ? line.slice(0, comma) : line.replace(CUT_OFF_DATE, '');
  const place = before.replace(LIKE_A_DATE, '');
  return { ...NOTHING, place: placeOf(place), cutOff: place !== line && /\d/.test(line.slice(place.length)) };
}

function placeOf(text: string): string | null {
  const place = plainLine(text)?.replace(/[\s.]+$/, '') ?? null;
  return place !== null && /\p{L}/u.test(place) ? place : null;
}
