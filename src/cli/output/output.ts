import type { PictureRecord } from '../record.js';
import type { Row } from './format.js';

/** The output that records are written to. */
export interface Output {
  /** The row that an earlier run wrote for this picture. */
  earlier(file: string): Row | undefined;
  /** All rows of earlier runs. */
  rows(): Iterable<Row>;
  /**
   * Rows keep the order of these calls.
   * @throws CommandError if nothing more can be written
   */
  write(record: PictureRecord): Promise<void>;
  /**
   * Called when no picture is left, or when the run was stopped in order.
   * @throws CommandError
   */
  finish(): Promise<void>;
  /** @returns a line about what it leaves behind; null if there is nothing to say */
  close(): Promise<string | null>;
}
