/** A day of the Gregorian calendar as `YYYY-MM-DD` (RFC 3339 full-date): no time, no zone, and never a JavaScript `Date`. */
export type CalendarDate = string;

/** Days of the months. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The date if the text is exactly `YYYY-MM-DD` and the calendar has that day, else null. */
export function calendarDate(text: string): CalendarDate | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    dayExists(yearOf(text), Number(text.slice(5, 7)), Number(text.slice(8)))
    ? text
    : null;
}

/** The date of a year, month and day, or null where the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): CalendarDate | null {
  if (!dayExists(year, month, day)) return null;
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** Whether the Gregorian calendar has the day. Months count from 1. */
export function dayExists(year: number, month: number, day: number): boolean {
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0)
  );
}

/** Whole years from `birth` to `on`; negative before the birth. A birthday on 29 February falls on 1 March in other years. */
export function ageOn(birth: CalendarDate, on: CalendarDate): number {
  return yearOf(on) - yearOf(birth) - (birth.slice(5) > on.slice(5) ? 1 : 0);
}

/** The year of a date, four digits. */
export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}

/** A day, month or short year as it is printed: `07`. */
export function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
