import type { RegionTable } from '../regions/region.js';
import type { CalendarDate } from './date.js';
import type { FieldName } from './field.js';
import type { RawFields } from './raw.js';
import type { Sight } from './sight.js';

/** What the understanding of a card needs besides its text. */
export interface CheckContext {
  readonly regions: RegionTable;
  /** The day of the check in Jakarta. */
  readonly today: CalendarDate;
}

/** Text to understand: the fields as read, and what only an engine that sees the picture knows. */
export interface CardText {
  readonly raw: RawFields;
  readonly issue: { readonly place: string | null; readonly date: string | null } | null;
  /** The NIK as it reads character by character, where `raw` has another number that is likelier as a whole. */
  readonly nikAsRead?: string | null;
  readonly nikRunnerUp: string | null;
  /** Whether some of the picture's file was missing or not as it was written. */
  readonly damaged?: boolean;
  /** Whether each field's print was seen whole; absent where nobody saw the picture. */
  readonly sights?: Readonly<Partial<Record<FieldName, Sight>>>;
}

export interface Validity {
  /** True for `SEUMUR HIDUP`. */
  readonly lifetime: boolean;
  /** The printed date; null for lifetime cards. */
  readonly until: CalendarDate | null;
}
