/**
 * Understands the text of Indonesian identity cards (KTP-el): parses numbers and lines, finds contradictions, looks up regions. Nothing here
 * reads a file, calls a network or needs Node, so it also runs in browsers and on Workers.
 *
 * You load the region table yourself, because it has 2 MB (0.8 MB compressed): `ktp-gateway/regions.bin`.
 */
import { readBirth } from '../ktp/birth.js';
import { type Card, parseCard } from '../ktp/card.js';
import type { CalendarDate } from '../ktp/date.js';
import { findInconsistencies } from '../ktp/inconsistencies.js';
import type { Inconsistency } from '../ktp/inconsistency.js';
import { type Nik, readNik } from '../ktp/nik/nik.js';
import { type RawFields, rawFields } from '../ktp/raw.js';
import { todayInJakarta } from '../reading/clock.js';
import { unpack } from '../regions/packed.js';
import type { RegionTable } from '../regions/region.js';
import { regionTable } from '../regions/table.js';
import { type PlainCard, plainCard } from './plain-card.js';

export type { Address, Issue } from '../ktp/card.js';
export type { Validity } from '../ktp/card-text.js';
export type { BloodType, Citizenship, Gender, MaritalStatus, Religion } from '../ktp/closed-lists.js';
export type { CalendarDate } from '../ktp/date.js';
export type { FieldName } from '../ktp/field.js';
export type { Inconsistency, InconsistencyCode, Severity } from '../ktp/inconsistency.js';
export type { Nik } from '../ktp/nik/nik.js';
export type { RawFields } from '../ktp/raw.js';
export type {
  CodeStatus,
  Region,
  RegionLevel,
  RegionMatch,
  RegionSearch,
  RegionTable,
} from '../regions/region.js';
export type { PlainCard } from './plain-card.js';

/** What a number or a card is checked against. */
export interface Circumstances {
  /** The table that `loadRegions` returns. */
  readonly regions: RegionTable;
  /** The day of the check, `YYYY-MM-DD`. Default: today in Jakarta. */
  readonly today?: CalendarDate;
}

export interface KtpCheck {
  readonly card: PlainCard;
  /** What does not fit together, worst first. */
  readonly inconsistencies: readonly Inconsistency[];
}

/**
 * The table of regions in force and retired: `find(code)`, `search(name, { first })`, `within(code)`, `status(code)`.
 * @param bytes the content of `ktp-gateway/regions.bin`, for example `await (await fetch(url)).arrayBuffer()`
 */
export function loadRegions(bytes: ArrayBuffer | Uint8Array): RegionTable {
  // Its numbers lie at multiples of 8 from its beginning.
  return regionTable(unpack(bytes instanceof Uint8Array ? new Uint8Array(bytes).buffer : bytes));
}

/**
 * Parses and checks a NIK as `checkNik` does. Any text gets a result. Blanks, dots and dashes between digits are ignored.
 * A valid number may have been given out. Only Dukcapil can say whether it was.
 * @param options.printedBirthDate the birth date on the card, which tells the century
 */
export function parseNik(
  text: string,
  {
    regions,
    today = todayInJakarta(),
    printedBirthDate = null,
  }: Circumstances & {
    readonly printedBirthDate?: CalendarDate | null;
  },
): Nik {
  return readNik(text, { regions, today, printedBirthDate });
}

/**
 * Splits the line `Tempat/Tgl Lahir`: `SEMARANG, 17-08-1945`. The date is null if the line has none or the calendar does not have it. The
 * place is null if nothing stands before the date.
 */
export function parseBirthPlaceBirthday(text: string): {
  readonly birthPlace: string | null;
  readonly birthDate: CalendarDate | null;
} {
  const { place, date } = readBirth(text);
  return { birthPlace: place, birthDate: date };
}

/**
 * Normalises and cross-checks fields of a card, exactly as the gateway's `checkKtp` does.
 * @param fields under the names that ADVANCE.AI's document gives them; leave out what you do not have
 */
export function checkKtp(
  fields: Partial<RawFields>,
  { regions, today = todayInJakarta() }: Circumstances,
): KtpCheck {
  const checkContext = { regions, today };
  const card: Card = parseCard({ raw: rawFields(fields), issue: null, nikRunnerUp: null }, checkContext);
  return { card: plainCard(card), inconsistencies: findInconsistencies(card, checkContext) };
}
