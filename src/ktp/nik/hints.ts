import type { RegionTable } from '../../regions/region.js';
import type { CalendarDate } from '../date.js';

/** What is known besides the number itself. */
export interface NikHints {
  readonly regions: RegionTable;
  readonly today: CalendarDate;
  /** The birth date that is printed on the card. It tells the century. */
  readonly printedBirthDate?: CalendarDate | null;
  /** The number as its characters were read one by one, if the text is another number that is likelier as a whole. */
  readonly asRead?: string | null;
  readonly runnerUp?: string | null;
}
