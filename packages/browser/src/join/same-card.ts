import { distance } from 'fastest-levenshtein';
import { FIELD_NAMES, type FieldName } from '../../../../src/ktp/field.js';
import { fieldIn, isSameValue, isSure, type JoinableReading, seenField } from './seen-field.js';

/** Whether two pictures show the same card. `UNKNOWN`: not yet known. */
export type Sameness = 'SAME' | 'OTHER' | 'UNKNOWN';

/** What tells a person from another of the same house: all else may be the same on the cards of a family. */
export const IDENTITY = ['NIK', 'NAME', 'BIRTH_DATE'] as const satisfies readonly FieldName[];

/** A number that was surely read, and differs in so many digits, was not misread. */
const OTHER_NUMBER = 3;
/** A name that differs by this share of its letters is another. */
const OTHER_NAME = 0.5;
/** So many fields that surely differ are not misread. */
const OTHER_VALUES = 2;

/**
 * Whether a picture shows the card of the others. Values count that both surely show: it is another where the number differs in many
 * digits, or the name altogether, or two fields at once; and the same where number, name or date of birth are.
 */
export function sameCard(known: readonly JoinableReading[], next: JoinableReading): Sameness {
  const both = new Map<FieldName, Pair>();
  for (const name of FIELD_NAMES) {
    const pair = pairOf(name, known, next);
    if (pair !== null) both.set(name, pair);
  }
  const agrees = (name: FieldName) => both.get(name)?.agree === true;
  const [nik, name] = [both.get('NIK'), both.get('NAME')];
  if (nik !== undefined && digitsApart(nik) >= OTHER_NUMBER) return 'OTHER';
  // One number is one person: what differs beside it was misread.
  if (agrees('NIK')) return 'SAME';
  if (name !== undefined && isOtherName(name)) return 'OTHER';
  if ([...both.values()].filter(({ agree }) => !agree).length >= OTHER_VALUES) return 'OTHER';
  return IDENTITY.some(agrees) ? 'SAME' : 'UNKNOWN';
}

/** Whether these pictures surely show whose card it is. */
export function isIdentified(readings: readonly JoinableReading[]): boolean {
  return IDENTITY.some((name) => sureBefore(name, readings).isSure);
}

/** A field that both surely show. */
interface Pair {
  readonly known: string;
  readonly next: string;
  readonly agree: boolean;
}

function pairOf(name: FieldName, known: readonly JoinableReading[], next: JoinableReading): Pair | null {
  const now = fieldIn(next, name);
  if (now === null || !isSure(now)) return null;
  const { best, rival, isSure: wasSure } = sureBefore(name, known);
  if (!wasSure) return null;
  const agree = isSameValue(best, now) || (rival !== null && isSameValue(rival, now));
  return { known: best.raw!, next: now.raw!, agree };
}

/** What is disputed was surely read as well. */
function sureBefore(name: FieldName, known: readonly JoinableReading[]) {
  const { best, rival } = seenField(name, known);
  return { best, rival, isSure: rival !== null || isSure(best) };
}

function digitsApart({ known, next }: Pair): number {
  return distance(known, next);
}

function isOtherName({ known, next }: Pair): boolean {
  return distance(known, next) > OTHER_NAME * Math.max(known.length, next.length);
}
