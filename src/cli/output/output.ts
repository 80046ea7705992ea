import type { PictureRecord } from '../record.js';
import type { Row } from './format.js';

/** Where records go. */
export interface Output {
  /** The row that an earlier run wrote of this picture. */
  earlier(file: string): Row | undefined;
  /** All that earlier runs wrote. */
  rows(): Iterable<Row>;
  /**
   * Rows keep the order of these calls.
   * @throws CommandError where nothing more can be written
   */
  write(record: PictureRecord): Promise<void>;
  /**
   * Once no picture is left to read, or the run was stopped in order.
   * @throws CommandError
   */
  finish(): Promise<void>;
  /** @returns what is to be said of what it leaves behind; null where there is nothing */
  close(): Promise<string | null>;
}
