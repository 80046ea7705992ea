import type { CalendarDate } from './date.js';
import type { FieldName } from './field.js';
import { shiftedFrom } from './field-shift.js';
import { unlabelled } from './printed-labels.js';
import { isMasked, plainLine } from './text.js';
import { dateAtEnd, type WrittenDate } from './written-date.js';

/** `birthPlaceBirthday` taken apart. */
export interface Birth {
  readonly place: string | null;
  readonly date: CalendarDate | null;
  /** The date as written, also where it is no date of the calendar or has a short year. */
  readonly written: WrittenDate | null;
  /** Whether something stands where the date should, which is none. */
  readonly cutOff: boolean;
  /** The field whose value stands here instead. */
  readonly shiftedFrom: FieldName | null;
}

const NOTHING: Birth = { place: null, date: null, written: null, cutOff: false, shiftedFrom: null };
const CUT_OFF_DATE = /[\s,.;:-]+\d[\d\s.,/-]*$/;
/** Three numbers side by side, or eight digits: no place has them in its name. */
const LIKE_A_DATE = /[\s\p{P}\p{S}]*(?:(?<!\d)\d{1,4}(?:[^\p{L}\d]{1,4}\d{1,4}){2}|\d{6,}).*$/u;

/**
 * Splits place from date as the upstream's document describes, and better where it gives up: the date is looked for at the end,
 * so a lost or misread comma loses nothing, and a place may have several words.
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
