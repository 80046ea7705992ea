import type { CalendarDate } from '../ktp/date.js';

const JAKARTA = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta' });

/** The day it is in Jakarta, whose calendar the ages and validities of cards follow. */
export function todayInJakarta(): CalendarDate {
  return JAKARTA.format(Date.now());
}
