import type { CalendarDate } from '../ktp/date.js';

const JAKARTA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' });

/** Formatting is a good part of what checking a number costs. Wherever a day begins, it is at a quarter of an hour of UTC. */
const QUARTER_MS = 15 * 60_000;
let quarter = Number.NaN;
let today: CalendarDate = '';

/** The day it is in Jakarta, whose calendar the ages and validities of cards follow. */
export function todayInJakarta(): CalendarDate {
  const now = Math.floor(Date.now() / QUARTER_MS);
  if (now !== quarter) {
    quarter = now;
    today = JAKARTA.format(now * QUARTER_MS);
  }
  return today;
}
