import { type CalendarDate, dayExists, twoDigits, yearOf } from '../date.js';
import type { NikBirthday } from './parts.js';

/** People must have a card from this age (UU 24/2013 article 63(1)). */
export const YOUNGEST = 17;
/** Of an older holder the year of birth was more often misread. */
export const OLDEST = 110;

/** The birth date in a NIK. */
export interface NikBirth {
  /** Null if no century gives the age of a card holder, and no printed date decides. */
  readonly date: CalendarDate | null;
  /** The likelier first; empty if the calendar has the day in no century. */
  readonly candidates: readonly CalendarDate[];
}

const IMPOSSIBLE: NikBirth = { date: null, candidates: [] };

/** `1900-` to `2099-`, and by month * 32 + day `01-01` to `12-31`: a date is made by joining two of these. */
const YEARS = Array.from({ length: 200 }, (_, i) => `${1900 + i}-`);
const DAYS_OF_YEAR = Array.from({ length: 13 * 32 }, (_, i) =>
  dayExists(2000, i >> 5, i & 31) ? `${twoDigits(i >> 5)}-${twoDigits(i & 31)}` : null,
);

/**
 * The birth date in a NIK, whose year has two digits.
 * @param printed the card's own birth date, which settles the century
 */
export function birthIn(
  { year, month, day }: NikBirthday,
  today: CalendarDate,
  printed: CalendarDate | null,
): NikBirth {
  const dayOfYear = month > 12 || day > 31 ? null : DAYS_OF_YEAR[month * 32 + day]!;
  if (dayOfYear === null) return IMPOSSIBLE;
  const leapDay = month === 2 && day === 29;
  const age = ageWhenBornIn2000(month, day, today) - year;
  const hasNewer = age >= 0 && (!leapDay || year % 4 === 0);
  const hasOlder = !leapDay || (year % 4 === 0 && year !== 0);
  if (!hasNewer && !hasOlder) return IMPOSSIBLE;
  const newerFirst =
    hasNewer &&
    (!hasOlder ||
      (printed !== null ? yearOf(printed) >= 1950 + year : holdsCards(age) || !holdsCards(age + 100)));
  const likelier = YEARS[newerFirst ? 100 + year : year]! + dayOfYear;
  const sure = printed !== null || holdsCards(newerFirst ? age : age + 100);
  const candidates =
    hasNewer && hasOlder ? [likelier, YEARS[newerFirst ? year : 100 + year]! + dayOfYear] : [likelier];
  return { date: sure ? likelier : null, candidates };
}

function holdsCards(age: number): boolean {
  return age >= YOUNGEST && age <= OLDEST;
}

function ageWhenBornIn2000(month: number, day: number, today: CalendarDate): number {
  if (today !== now.date)
    now = { date: today, year: yearOf(today), monthAndDay: Number(today.slice(5, 7) + today.slice(8)) };
  return now.year - 2000 - (month * 100 + day > now.monthAndDay ? 1 : 0);
}

/** Today in numbers. It is kept, because every NIK asks for it and it changes once a day. */
let now = { date: '', year: 0, monthAndDay: 0 };
