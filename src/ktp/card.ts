import type { Region, RegionTable } from '../regions/region.js';
import type { CalendarDate } from './date.js';
import type { Nik } from './nik.js';
import type { RawFields } from './raw.js';
import type { BloodType, Citizenship, Gender, MaritalStatus, Religion } from './vocabulary.js';

/** What the understanding of a card needs besides its text. */
export interface Circumstances {
  readonly regions: RegionTable;
  /** The day of the check in Jakarta. */
  readonly today: CalendarDate;
}

/** Text to understand: the fields as read, and what only an engine that sees the picture knows. */
export interface CardText {
  readonly raw: RawFields;
  readonly issue: { readonly place: string | null; readonly date: string | null } | null;
  readonly nikRunnerUp: string | null;
}

export interface Address {
  /** Street line without RT/RW and regions. */
  readonly street: string | null;
  /** Three digits. */
  readonly rt: string | null;
  /** Three digits. */
  readonly rw: string | null;
  readonly village: Region | null;
  readonly district: Region | null;
  readonly regency: Region | null;
  readonly province: Region | null;
}

export interface Validity {
  /** True for `SEUMUR HIDUP`. */
  readonly lifetime: boolean;
  /** The printed date; null for lifetime cards. */
  readonly until: CalendarDate | null;
}

export interface Issue {
  readonly place: string | null;
  readonly date: CalendarDate | null;
}

/** A card, normalised. A field is null where the card does not show it or it could not be understood. Each is computed when first asked for. */
export interface Card {
  readonly text: CardText;
  readonly nik: Nik | null;
  readonly name: string | null;
  readonly birthPlace: string | null;
  readonly birthDate: CalendarDate | null;
  readonly gender: Gender | null;
  readonly bloodType: BloodType | null;
  readonly address: Address;
  readonly religion: Religion | null;
  readonly maritalStatus: MaritalStatus | null;
  readonly occupation: string | null;
  readonly occupationCode: number | null;
  readonly citizenship: Citizenship | null;
  readonly nationality: string | null;
  readonly validity: Validity | null;
  readonly issue: Issue | null;
}

export declare function understand(text: CardText, circumstances: Circumstances): Card;
