import { dayExists } from '../../../ktp/date.js';
import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { leftOpen } from './left-open.js';
import { type Candidate, searchPattern } from './pattern-search.js';

const DIGIT = '0123456789';
const WRITTEN = [...'dd-mm-yyyy'].map((place) => (place === '-' ? '-' : DIGIT));
/** Nats against a date that no card should show: it is read only where the print is clear. */
const NOT_IN_CALENDAR = 8;
const NOT_IN_CARDS = 4;

/** The years that a kind of date on a card is of, both included. */
export interface Years {
  readonly earliest: number;
  readonly latest: number;
}

/** Citizens get a card at 17, and the oldest were some hundred when KTP-el were first issued in 2011: 1904 to 1909 is a misread 1974 to 1979. */
export const BIRTH_YEARS: Years = { earliest: 1910, latest: 2020 };
/** Citizens' cards ended five years after they were issued, until cards were made for life in 2014. */
export const EXPIRY_YEARS: Years = { earliest: 2011, latest: 2020 };
/** KTP-el were first issued in 2011, at first for five years. */
export const CARD_YEARS: Years = { earliest: 2010, latest: 2049 };

/** What a date costs at the most; dearer ones are not what the emissions show. */
const MOST_COST = 8;

/** Nats for a day of the year that is the holder's birthday, on which citizens' cards of five years ended. */
const ENDS_ON_BIRTHDAY = 4;

const DAY_AND_MONTH = 'dd-mm'.length;

/** No card was issued after today. */
export function issueYears(): Years {
  return { earliest: CARD_YEARS.earliest, latest: new Date().getFullYear() };
}

/** The dates that emissions may show as `dd-mm-yyyy`, likeliest first, each with what speaks against it before anything is seen taken off. */
export function readDates(emissions: Emissions, years: Years): readonly Candidate[] {
  const favour = (text: string) => plausibility(text, years);
  return searchPattern(WRITTEN, emissions, [{ length: WRITTEN.length, favour }])
    .map((date) => ({ ...date, score: date.score + favour(date.text) }))
    .sort((a, b) => b.score - a.score);
}

function plausibility(text: string, { earliest, latest }: Years): number {
  const { day, month, year } = partsOf(text);
  if (!dayExists(year, month, day)) return -NOT_IN_CALENDAR;
  return year < earliest || year > latest ? -NOT_IN_CARDS : 0;
}

/** Whether it is a day of these years. */
export function isOf(text: string, years: Years): boolean {
  return plausibility(text, years) === 0;
}

/** Of `dd-mm-yyyy`. */
export function partsOf(text: string): {
  readonly day: number;
  readonly month: number;
  readonly year: number;
} {
  return { day: Number(text.slice(0, 2)), month: Number(text.slice(3, 5)), year: Number(text.slice(6)) };
}

/** The dates that emissions may show, likeliest first; empty where they show none. */
export function datesIn(emissions: Emissions | null, years: Years): readonly Candidate[] {
  if (emissions === null) return [];
  const dates = readDates(emissions, years);
  return dates.some(({ score }) => emissions.free - score <= MOST_COST) ? dates : [];
}

/** The day until which a card is valid, judged by its holder's birth date and citizenship. */
export function expiry(
  emissions: Emissions | null,
  birthDate: Decoded | undefined,
  citizenship: Decoded | undefined,
): Decoded | null {
  const birthday = birthDate?.text.slice(0, DAY_AND_MONTH);
  const years = citizenship?.text === 'WNI' ? EXPIRY_YEARS : CARD_YEARS;
  const worth = ({ text, score }: Candidate) =>
    score + (text.slice(0, DAY_AND_MONTH) === birthday ? ENDS_ON_BIRTHDAY : 0);
  return bestDate(
    leftOpen(datesIn(emissions, years))
      .map((date) => ({ ...date, score: worth(date) }))
      .toSorted((a, b) => b.score - a.score),
  );
}

/** The likeliest of some dates, its share among all of them. */
export function bestDate(dates: readonly Candidate[]): Decoded | null {
  const [best] = dates;
  if (best === undefined) return null;
  return {
    text: best.text,
    share: shareOf(
      best.score,
      dates.map(({ score }) => score),
    ),
    cost: 0,
  };
}
