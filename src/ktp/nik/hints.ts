import type { RegionTable } from '../../regions/region.js';
import type { CalendarDate } from '../date.js';

/** What is known besides the number. */
export interface NikHints {
  readonly regions: RegionTable;
  readonly today: CalendarDate;
  /** The birth date printed on the card: settles the century. */
  readonly printedBirthDate?: CalendarDate | null;
  /** The number character by character, where the text is one that was judged likelier as a whole. */
  readonly asRead?: string | null;
  readonly runnerUp?: string | null;
}
