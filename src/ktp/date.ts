/** A day of the Gregorian calendar as `YYYY-MM-DD` (RFC 3339 full-date): no time, no zone, and never a JavaScript `Date`. */
export type CalendarDate = string;

/** The date when the text is exactly `YYYY-MM-DD` and the calendar has that day, else null. */
export declare function calendarDate(text: string): CalendarDate | null;
/** Whole years from `birth` to `on`; negative before the birth. */
export declare function ageOn(birth: CalendarDate, on: CalendarDate): number;
