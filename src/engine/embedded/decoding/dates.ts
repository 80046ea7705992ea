import { dayExists } from '../../../ktp/date.js';
import { type Candidate, readForm } from './form.js';
import type { Strip } from './strip.js';

const DIGIT = '0123456789';
const WRITTEN = [...'dd-mm-yyyy'].map((place) => (place === '-' ? '-' : DIGIT));
/** Nats against a date that no card should show: it is read only where the print is clear. */
const NOT_IN_CALENDAR = 8;
const NOT_IN_CARDS = 4;
const EARLIEST = 1900;
const LATEST = 2099;

/** The dates that a strip may show as `dd-mm-yyyy`, likeliest first, each with what speaks against it before anything is seen taken off. */
export function readDates(strip: Strip): readonly Candidate[] {
  return readForm(WRITTEN, strip, [{ length: WRITTEN.length, favour: plausibility }])
    .map((date) => ({ ...date, score: date.score + plausibility(date.text) }))
    .sort((a, b) => b.score - a.score);
}

function plausibility(text: string): number {
  const { day, month, year } = partsOf(text);
  if (!dayExists(year, month, day)) return -NOT_IN_CALENDAR;
  return year < EARLIEST || year > LATEST ? -NOT_IN_CARDS : 0;
}

/** Of `dd-mm-yyyy`. */
export function partsOf(text: string): {
  readonly day: number;
  readonly month: number;
  readonly year: number;
} {
  return { day: Number(text.slice(0, 2)), month: Number(text.slice(3, 5)), year: Number(text.slice(6)) };
}
