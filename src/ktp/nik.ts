import type { Region, RegionTable } from '../regions/region.js';
import type { CalendarDate } from './date.js';
import type { Inconsistency } from './inconsistency.js';
import type { Gender } from './vocabulary.js';

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

export declare function readNik(text: string, hints: NikHints): Nik;
