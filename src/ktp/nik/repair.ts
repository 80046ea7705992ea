import { type CalendarDate, dayExists, twoDigits } from '../date.js';
import type { NikHints } from './hints.js';
import { DIGITS_MEANT } from './misread-digits.js';
import { isDay, NIK_DIGITS, partsOf, REGION } from './parts.js';

/** A text with more letters than this is not a misread number. */
const MOST_LETTERS = 6;

/** The numbers that a misread number may be, the likeliest first. Their region and date exist. */
export function repairs(misread: string, hints: NikHints): readonly string[] {
  if (misread.length !== NIK_DIGITS || misread.replace(/\d/g, '').length > MOST_LETTERS) return [];
  let numbers = [''];
  for (const character of misread) {
    const digits = /[0-9]/.test(character) ? character : (DIGITS_MEANT[character] ?? '');
    numbers = numbers.flatMap((number) => Array.from(digits, (digit) => number + digit));
  }
  const real = numbers.filter((number) => exists(number, hints));
  const { printedBirthDate = null } = hints;
  return printedBirthDate === null
    ? real
    : [...real].sort((a, b) => Number(agrees(b, printedBirthDate)) - Number(agrees(a, printedBirthDate)));
}

function exists(number: string, { regions }: NikHints): boolean {
  const parts = partsOf(number);
  if (parts === null || parts.serial === 0 || !isDay(parts.birth.day)) return false;
  const { day, month, year } = parts.birth;
  return (
    regions.status(number.slice(REGION.from, REGION.to)) !== 'UNKNOWN' &&
    (dayExists(1900 + year, month, day) || dayExists(2000 + year, month, day))
  );
}

function agrees(number: string, date: CalendarDate): boolean {
  const birth = partsOf(number)?.birth;
  return (
    birth !== undefined &&
    date.slice(2) === `${twoDigits(birth.year)}-${twoDigits(birth.month)}-${twoDigits(birth.day)}`
  );
}
