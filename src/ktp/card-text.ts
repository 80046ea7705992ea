import type { RegionTable } from '../regions/region.js';
import type { CalendarDate } from './date.js';
import type { FieldName } from './field.js';
import type { RawFields } from './raw.js';
import type { Sight } from './sight.js';

/** What a card is checked against. */
export interface CheckContext {
  readonly regions: RegionTable;
  /** The day of the check in Jakarta. */
  readonly today: CalendarDate;
}

/** The text of a card: its fields as they were read, and what only an engine that saw the picture knows. */
export interface CardText {
  readonly raw: RawFields;
  readonly issue: { readonly place: string | null; readonly date: string | null } | null;
  /** The NIK as its characters were read one by one, if `raw` has another number that is likelier as a whole. */
  readonly nikAsRead?: string | null;
  /** The next likeliest NIK, if a digit was in doubt. */
  readonly nikRunnerUp: string | null;
  /** Whether part of the picture's file was missing or damaged. */
  readonly damaged?: boolean;
  /** Whether the print of each field was seen whole; missing if no engine saw the picture. */
  readonly sights?: Readonly<Partial<Record<FieldName, Sight>>>;
}

/** How long a card is valid. */
export interface Validity {
  /** True for `SEUMUR HIDUP`. */
  readonly lifetime: boolean;
  /** The printed date; null for lifetime cards. */
  readonly until: CalendarDate | null;
}
