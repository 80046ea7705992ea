import { dayExists } from '../../../ktp/date.js';
import { BIRTH, birthdayOf, NIK_DIGITS, REGION, SERIAL } from '../../../ktp/nik/parts.js';
import type { RegionTable } from '../../../regions/region.js';
import { placesOf, unevenness } from './alignment.js';
import { BIRTH_YEARS, isOf, partsOf } from './dates.js';
import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { leftOpen } from './left-open.js';
import { type Candidate, searchPattern } from './pattern-search.js';

const DIGIT = '0123456789';
const PATTERN = Array<string>(NIK_DIGITS).fill(DIGIT);

const regionIn = (number: string) => number.slice(REGION.from, REGION.to);
const birthIn = (number: string) => number.slice(BIRTH.from, BIRTH.to);
const serialIn = (number: string) => number.slice(SERIAL.from, SERIAL.to);

/** Nats against a number, before anything is seen: regions change, and lists are never complete. */
const UNKNOWN_REGION = 4;
const UNKNOWN_DISTRICT = 1.5;
const NO_DATE = 8;
const SERIAL_ZERO = 6;
/** Nats for a number that agrees with the printed birth date and gender; nearly all do. */
const BIRTHDAY_AGREES = 6;
const GENDER_AGREES = 4;
/** Emissions that sixteen digits explain so many nats worse than no rule do not show sixteen digits. */
const MOST_COST = 10;
/** Genuine cards may disagree too, so this lowers the confidence and changes no digit. */
const WEIGHT_OF_ODDITY = 1.5;
/** A second number is worth naming from this share on. */
const WORTH_NAMING = 0.02;

/** What was read of the holder in other fields. */
export interface Holder {
  /** Dates of birth, likeliest first, as `readDates` gives them; empty where none was read. */
  readonly dates: readonly Candidate[];
  readonly gender: 'MALE' | 'FEMALE' | null;
}

export interface DecodedNik {
  readonly nik: Decoded;
  /** How far a digit stands from the even pitch that a NIK is printed in, in pitches. */
  readonly unevenness: number;
  /** The next likeliest number, where there is a doubt worth naming. */
  readonly runnerUp: string | null;
  /** The date of birth that goes with the number; null where none was read. */
  readonly date: Decoded | null;
}

/** Decodes the sixteen digits and the date of birth that are likeliest together; null if the emissions do not show sixteen digits. */
export function decodeNik(emissions: Emissions, holder: Holder, regions: RegionTable): DecodedNik | null {
  const dates = openDates(holder.dates);
  const grammar = (number: string) =>
    ofRegion(regionIn(number), regions) + ofDay(birthIn(number), holder.gender) + ofSerial(serialIn(number));
  const ofBirth = (day: string) =>
    ofDay(day, holder.gender) + (dates.some((date) => agrees(day, date.text)) ? BIRTHDAY_AGREES : 0);
  const seen = searchPattern(PATTERN, emissions, [
    { length: 6, favour: (code) => ofRegion(code, regions) },
    { length: 6, favour: ofBirth },
    { length: 4, favour: ofSerial },
  ]);
  const likeliest = Math.max(...seen.map(({ score }) => score));
  if (!(emissions.free - likeliest < MOST_COST)) return null;
  const numbers = leftOpen(seen).map((number) => ({ ...number, worth: number.score + grammar(number.text) }));
  const pairs: Pair[] = numbers.flatMap((number) =>
    (dates.length === 0 ? [null] : dates).map((date) => ({ number, date, worth: worthOf(number, date) })),
  );
  const [best] = pairs.sort((a, b) => b.worth - a.worth);
  if (best === undefined) return null;
  const { number, date } = best;
  const worths = bestOfEach(pairs, (pair) => pair.number.text);
  const [next] = [...worths].filter(([text]) => text !== number.text);
  const all = [...worths.values()];
  // What the picture alone says is worth naming in any case.
  const pictured = seen[0]?.text ?? number.text;
  const rival = next !== undefined && shareOf(next[1], all) >= WORTH_NAMING ? next[0] : null;
  return {
    nik: {
      text: number.text,
      share: shareOf(best.worth, all),
      cost: emissions.free - number.score + WEIGHT_OF_ODDITY * oddity(number.text, dates, regions),
    },
    unevenness: unevennessOf(number.text, emissions),
    runnerUp: pictured === number.text ? rival : pictured,
    date: date && {
      text: date.text,
      share: shareOf(best.worth, [...bestOfEach(pairs, (pair) => pair.date?.text ?? '').values()]),
      cost: likeliestOf(dates) - date.score,
    },
  };
}

/** The dates that the print leaves open; all that it may hold where it clearly shows one that nobody with a card was born on. */
function openDates(dates: readonly Candidate[]): readonly Candidate[] {
  const left = leftOpen(dates);
  return left.some(({ text }) => isOf(text, BIRTH_YEARS)) ? left : dates;
}

/** Nats that speak against a number whatever the print says: what looks odd was more often misread than printed. */
function oddity(number: string, dates: readonly Candidate[], regions: RegionTable): number {
  const day = birthIn(number);
  const differs = dates.length > 0 && !dates.some((date) => agrees(day, date.text));
  return (
    (differs ? BIRTHDAY_AGREES : 0) -
    ofRegion(regionIn(number), regions) -
    ofDay(day, null) -
    ofSerial(serialIn(number))
  );
}

function unevennessOf(number: string, emissions: Emissions): number {
  const places = placesOf(number, emissions);
  return places === null ? Number.POSITIVE_INFINITY : unevenness(places);
}

interface Pair {
  readonly number: Candidate;
  readonly date: Candidate | null;
  readonly worth: number;
}

function worthOf(number: Candidate & { readonly worth: number }, date: Candidate | null): number {
  if (date === null) return number.worth;
  return number.worth + date.score + (agrees(birthIn(number.text), date.text) ? BIRTHDAY_AGREES : 0);
}

function bestOfEach<T extends { readonly worth: number }>(
  ranked: readonly T[],
  textOf: (item: T) => string,
): ReadonlyMap<string, number> {
  const best = new Map<string, number>();
  for (const item of ranked) if (!best.has(textOf(item))) best.set(textOf(item), item.worth);
  return best;
}

function likeliestOf(candidates: readonly Candidate[]): number {
  return Math.max(...candidates.map(({ score }) => score));
}

function ofRegion(code: string, regions: RegionTable): number {
  if (regions.status(code) !== 'UNKNOWN') return 0;
  return regions.lineage(Number(code)).regency === null ? -UNKNOWN_REGION : -UNKNOWN_DISTRICT;
}

/** Of a day as a NIK has it, `DDMMYY`. */
function ofDay(text: string, gender: Holder['gender']): number {
  const { day, month, year, woman } = birthdayOf(Number(text));
  if (!dayExists(1900 + year, month, day) && !dayExists(2000 + year, month, day)) return -NO_DATE;
  return gender !== null && (gender === 'FEMALE') === woman ? GENDER_AGREES : 0;
}

function ofSerial(serial: string): number {
  return serial === '0000' ? -SERIAL_ZERO : 0;
}

function agrees(nikDay: string, date: string): boolean {
  const [own, printed] = [birthdayOf(Number(nikDay)), partsOf(date)];
  return own.day === printed.day && own.month === printed.month && own.year === printed.year % 100;
}
