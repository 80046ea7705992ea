import type { Region } from '../../regions/region.js';
import type { Gender } from '../closed-lists.js';
import type { CalendarDate } from '../date.js';
import type { Inconsistency } from '../inconsistency.js';
import { unlabelled } from '../printed-labels.js';
import { birthIn } from './birth-date.js';
import type { NikHints } from './hints.js';
import { isDay, partsOf, SERIAL } from './parts.js';
import { findNikProblems, maskedNik, notSixteenDigits, outsideCardAge, repairedNik } from './problems.js';
import { repairs } from './repair.js';

/**
 * The Nomor Induk Kependudukan: `PPKKCC DDMMYY SSSS`, the region of first registration, the day of birth (40 added for
 * women), a running number from 0001 (PP 40/2019; codes by Permendagri 58/2021). It has no check digit, never changes
 * and never follows a move. To call a valid number invalid is much worse than the reverse.
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

/** Characters of a wrong number that are shown. */
const LONGEST = 64;
const CONTROL = /(?!\s)\p{Cc}/u;
const NO_PROBLEMS: readonly Inconsistency[] = [];
const NO_DATES: readonly CalendarDate[] = [];

/** Parses a number and checks its structure. Any text gets a result. */
export function readNik(text: string, hints: NikHints): Nik {
  const nik = takeApart(text, hints, hints.asRead ?? null);
  if (nik !== null) return nik;
  // A control character is not a blank: a digit may be missing there.
  const number = compact(CONTROL.test(text) ? text : (unlabelled('idNumber', text) ?? text));
  if (number.includes('*')) return unread(number, hints, [maskedNik()]);
  return (
    takeApart(number, hints, null) ?? repair(number, hints) ?? unread(number, hints, notSixteenDigits(number))
  );
}

function repair(number: string, hints: NikHints): Nik | null {
  const [best, next = null] = repairs(number, hints);
  return best === undefined ? null : takeApart(best, { ...hints, runnerUp: hints.runnerUp ?? next }, number);
}

/** Null if the text is not sixteen digits. */
function takeApart(number: string, hints: NikHints, misread: string | null): Nik | null {
  const parts = partsOf(number);
  if (parts === null) return null;
  const { region, birth, serial } = parts;
  const { regions, today } = hints;
  const { province, regency, district } = regions.lineage(region);
  const born = birthIn(birth, today, hints.printedBirthDate ?? null);
  const dateExists = born.candidates.length > 0;
  const placed = region % 100 !== 0 && Math.floor(region / 100) % 100 !== 0;
  const valid = province !== null && placed && dateExists && serial !== 0;
  let problems =
    valid && district !== null && !district.retired
      ? NO_PROBLEMS
      : findNikProblems({ number, province, regency, district, birth, dateExists }, regions);
  if (misread !== null) problems = [...problems, repairedNik(misread, number)];
  if (born.date === null && dateExists) problems = [...problems, outsideCardAge()];
  return {
    number,
    valid,
    repaired: misread !== null,
    runnerUp: hints.runnerUp ?? null,
    problems,
    province,
    regency,
    district,
    birthDate: born.date,
    birthDateCandidates: born.candidates,
    gender: isDay(birth.day) ? (birth.woman ? 'FEMALE' : 'MALE') : null,
    serial: number.slice(SERIAL.from),
  };
}

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

/** Removes the signs that people write between digits, and nothing else: letters must stay visible. */
function compact(text: string): string {
  return text.length > 4 * LONGEST ? text : text.replace(/[ .-]/g, '');
}
