import { dayExists } from '../date.js';
import { isDay } from './birth-date.js';
import { DIGITS_MEANT } from './misread-digits.js';
import type { NikHints } from './nik.js';

/** A number with more letters than this was not read at all. */
const MOST_LETTERS = 6;

/** The numbers that a misread one may have been, likeliest first: only those whose region and date exist. */
export function repairs(misread: string, hints: NikHints): readonly string[] {
  if (misread.length !== 16 || misread.replace(/\d/g, '').length > MOST_LETTERS) return [];
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
  const day = Number(number.slice(6, 8));
  const month = Number(number.slice(8, 10));
  const year = Number(number.slice(10, 12));
  return (
    regions.status(number.slice(0, 6)) !== 'UNKNOWN' &&
    isDay(day) &&
    (dayExists(1900 + year, month, day % 40) || dayExists(2000 + year, month, day % 40)) &&
    !number.endsWith('0000')
  );
}

function agrees(number: string, date: string): boolean {
  return (
    number.slice(10, 12) === date.slice(2, 4) &&
    number.slice(8, 10) === date.slice(5, 7) &&
    Number(number.slice(6, 8)) % 40 === Number(date.slice(8))
  );
}
