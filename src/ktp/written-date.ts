import { similarity } from '../regions/similarity.js';
import { type CalendarDate, dateOf } from './date.js';
import { digitMeant } from './nik/misread-digits.js';

/** A date at the end of a line: `DD-MM-YYYY` on a card, or what a machine read instead. */
export interface WrittenDate {
  /** Null if the calendar has no such day, or if the year has two digits. */
  readonly date: CalendarDate | null;
  readonly day: number;
  readonly month: number;
  readonly year: number;
  /** Whether the year has two digits: `year` is 0 to 99, and its century is not known. */
  readonly shortYear: boolean;
  /** The text of the date, and its place in the line. */
  readonly text: string;
  readonly start: number;
}

/** Signs between day, month and year, and the forms of dates. */
const MARKS = "[\\p{Pd}\\u2212/.,:;_|~=+'\\\\\\s]";
const SEP = `${MARKS}{1,5}`;
const DAY_FIRST = new RegExp(`(?<!\\d)(\\d{1,2})${SEP}(\\d{1,2})${SEP}(\\d{4}|\\d{2})$`, 'u');
const YEAR_FIRST = new RegExp(`(?<!\\d)(\\d{4})${SEP}(\\d{1,2})${SEP}(\\d{1,2})$`, 'u');
const RUN_TOGETHER = new RegExp(`(\\d{2})(?:${SEP})?(\\d{2})(?:${SEP})?(\\d{4})$`, 'u');
const MONTH_NAMED = new RegExp(
  `(?<!\\d)(\\d{1,2})${MARKS}{0,5}([A-Z]{3,9})${MARKS}{0,5}(\\d{4}|\\d{2})$`,
  'iu',
);
/** Dirt after a year of four digits. */
const LEFT_BEHIND = /(?<=\d{4})[^\d]{1,30}$/;

const MONTHS = [
  ['JANUARI', 'JANUARY'],
  ['FEBRUARI', 'PEBRUARI', 'FEBRUARY'],
  ['MARET', 'MARCH'],
  ['APRIL'],
  ['MEI', 'MAY'],
  ['JUNI', 'JUNE'],
  ['JULI', 'JULY'],
  ['AGUSTUS', 'AGT', 'AGST', 'AUGUST'],
  ['SEPTEMBER'],
  ['OKTOBER', 'OCTOBER'],
  ['NOVEMBER', 'NOPEMBER'],
  ['DESEMBER', 'DECEMBER'],
];

/** A date has eight digits. If fewer than half of them were read as digits, it may be a word. */
const LEAST_DIGITS = 4;

/** The date at the end of a line; null if there is none. Letters that were read for digits are corrected. */
export function dateAtEnd(line: string): WrittenDate | null {
  const end = line.replace(/[^\p{L}\d|!?]+$/u, '');
  const found = datedTail(end, end) ?? datedTail(end, Array.from(end, (c) => digitMeant(c) ?? c).join(''));
  if (found !== null || !LEFT_BEHIND.test(end)) return found;
  const dated = end.replace(LEFT_BEHIND, '');
  return datedTail(dated, dated);
}

/** The date of a line that has nothing else; null for other lines. */
export function wholeDate(line: string): WrittenDate | null {
  const written = dateAtEnd(line);
  return written !== null && !/[\p{L}\d]/u.test(line.slice(0, written.start)) ? written : null;
}

function datedTail(line: string, digits: string): WrittenDate | null {
  if (digits.length !== line.length) return null;
  const yearFirst = YEAR_FIRST.exec(digits);
  if (yearFirst !== null) return written(line, yearFirst, yearFirst[3], yearFirst[2], yearFirst[1]);
  for (const form of [DAY_FIRST, RUN_TOGETHER]) {
    const found = form.exec(digits);
    if (found !== null) return written(line, found, found[1], found[2], found[3]);
  }
  const named = MONTH_NAMED.exec(line);
  const month = named === null ? 0 : monthNamed(named[2]?.toUpperCase() ?? '');
  return named === null || month === 0 ? null : written(line, named, named[1], String(month), named[3]);
}

function written(line: string, found: RegExpExecArray, day = '', month = '', year = ''): WrittenDate | null {
  const text = line.slice(found.index);
  if (text.replace(/\D/g, '').length < LEAST_DIGITS) return null;
  const shortYear = year.length === 2;
  return {
    date: shortYear ? null : dateOf(Number(year), Number(month), Number(day)),
    day: Number(day),
    month: Number(month),
    year: Number(year),
    shortYear,
    text,
    start: found.index,
  };
}

/** The month of a name, 1 to 12; 0 if it is none. */
function monthNamed(word: string): number {
  let best = 0;
  let score = 0.75;
  MONTHS.forEach((names, i) => {
    for (const name of names) {
      const like = word.length === 3 && name.startsWith(word) ? 1 : similarity(word, name, score);
      if (like > score) [best, score] = [i + 1, like];
    }
  });
  return best;
}
