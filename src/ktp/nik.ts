import type { Region, RegionTable } from '../regions/region.js';
import { ageOn, type CalendarDate, dayExists, twoDigits, yearOf } from './date.js';
import type { Inconsistency } from './inconsistency.js';
import { findNikProblems, maskedNik, notSixteenDigits, repairedNik, underSeventeen } from './nik-problems.js';
import { repairs } from './nik-repair.js';
import type { Gender } from './vocabulary.js';

/**
 * The Nomor Induk Kependudukan: `PPKKCC DDMMYY SSSS`, the region of first registration, the day of birth (40 added for
 * women), a running number from 0001 (PP 40/2019; codes by Permendagri 58/2021). It has no check digit, never changes
 * and never follows a move. Calling a valid number invalid is much worse than the reverse.
 */
export interface Nik {
  readonly number: string;
  readonly valid: boolean;
  readonly repaired: boolean;
  readonly runnerUp: string | null;
  readonly problems: readonly Inconsistency[];
  readonly province: Region | null;
  readonly regency: Region | null;
  readonly district: Region | null;
  readonly birthDate: CalendarDate | null;
  readonly birthDateCandidates: readonly CalendarDate[];
  readonly gender: Gender | null;
  readonly serial: string | null;
}

/** What is known besides the number. */
export interface NikHints {
  readonly regions: RegionTable;
  readonly today: CalendarDate;
  /** The birth date printed on the card: settles the century. */
  readonly printedBirthDate?: CalendarDate | null;
  readonly runnerUp?: string | null;
}

/** The card duty starts at 17 (UU 24/2013 article 63(1)). */
const YOUNGEST = 17;
const OLDEST = 110;
const LONGEST = 64;
const NO_DATES: readonly CalendarDate[] = [];

/** Takes a number apart and judges its structure. Any text gets a verdict. */
export function readNik(text: string, hints: NikHints): Nik {
  if (isSixteenDigits(text)) return takeApart(text, hints, null);
  const number = compact(text);
  if (isSixteenDigits(number)) return takeApart(number, hints, null);
  if (number.includes('*')) return unread(number, hints, [maskedNik()]);
  const [best, next] = repairs(number, hints);
  return best === undefined
    ? unread(number, hints, notSixteenDigits(number))
    : takeApart(best, { ...hints, runnerUp: hints.runnerUp ?? next ?? null }, number);
}

function takeApart(number: string, hints: NikHints, misread: string | null): Nik {
  const { regions, today } = hints;
  const province = regions.find(number.slice(0, 2));
  const regency = regions.find(number.slice(0, 4));
  const district = regions.find(number.slice(0, 6));
  const day = pair(number, 6);
  const month = pair(number, 8);
  const dayOfMonth = day > 40 ? day - 40 : day;
  const serial = number.slice(12);
  const printed = hints.printedBirthDate ?? null;
  const birthDateCandidates = candidates(pair(number, 10), month, dayOfMonth, today, printed);
  const birthDate = resolve(birthDateCandidates, today, printed);
  const valid = province !== null && birthDateCandidates.length > 0 && serial !== '0000';
  let problems =
    valid && district !== null && !district.retired
      ? NO_PROBLEMS
      : findNikProblems(
          { number, province, regency, district, day, month, dateExists: birthDateCandidates.length > 0 },
          regions,
        );
  if (misread !== null) problems = [...problems, repairedNik(misread, number)];
  if (birthDate === null && birthDateCandidates.length > 0) problems = [...problems, underSeventeen()];
  return {
    number,
    valid,
    repaired: misread !== null,
    runnerUp: hints.runnerUp ?? null,
    problems,
    province,
    regency,
    district,
    birthDate,
    birthDateCandidates,
    gender: isDay(day) ? (day > 40 ? 'FEMALE' : 'MALE') : null,
    serial,
  };
}

const NO_PROBLEMS: readonly Inconsistency[] = [];

function unread(number: string, hints: NikHints, problems: readonly Inconsistency[]): Nik {
  return {
    number: number.length > LONGEST ? `${number.slice(0, LONGEST)}…` : number,
    valid: false,
    repaired: false,
    runnerUp: hints.runnerUp ?? null,
    problems,
    province: null,
    regency: null,
    district: null,
    birthDate: null,
    birthDateCandidates: NO_DATES,
    gender: null,
    serial: null,
  };
}

/** The dates that the two-digit year may mean, up to today, the likelier first. */
function candidates(
  year: number,
  month: number,
  day: number,
  today: CalendarDate,
  printed: CalendarDate | null,
): readonly CalendarDate[] {
  const rest = `${twoDigits(year)}-${twoDigits(month)}-${twoDigits(day)}`;
  const older = dayExists(1900 + year, month, day) ? `19${rest}` : null;
  const newer = dayExists(2000 + year, month, day) && `20${rest}` <= today ? `20${rest}` : null;
  if (older === null) return newer === null ? NO_DATES : [newer];
  if (newer === null) return [older];
  const newerFirst =
    printed !== null
      ? yearOf(printed) >= 1950 + year
      : isCardHolder(newer, today) || !isCardHolder(older, today);
  return newerFirst ? [newer, older] : [older, newer];
}

/** A printed birth date decides; else only an age at which people hold cards does. */
function resolve(
  dates: readonly CalendarDate[],
  today: CalendarDate,
  printed: CalendarDate | null,
): CalendarDate | null {
  const likelier = dates[0];
  if (likelier === undefined) return null;
  return printed !== null || isCardHolder(likelier, today) ? likelier : null;
}

function isCardHolder(birth: CalendarDate, today: CalendarDate): boolean {
  const age = ageOn(birth, today);
  return age >= YOUNGEST && age <= OLDEST;
}

/** 01 to 31, and 41 to 71 for women. */
export function isDay(day: number): boolean {
  return (day >= 1 && day <= 31) || (day >= 41 && day <= 71);
}

function isSixteenDigits(text: string): boolean {
  if (text.length !== 16) return false;
  for (let i = 0; i < 16; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function pair(number: string, at: number): number {
  return number.charCodeAt(at) * 10 + number.charCodeAt(at + 1) - 528;
}

/** Only the signs that people put between digits are dropped: a letter is something to see. */
function compact(text: string): string {
  return text.length > 4 * LONGEST ? text : text.replace(/[ .-]/g, '');
}
