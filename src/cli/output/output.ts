import type { PictureRecord } from '../record.js';
import type { Row } from './format.js';

/** Where records go. */
export interface Output {
  /** The row that an earlier run wrote of this picture. */
  earlier(file: string): Row | undefined;
  /**
   * Rows keep the order of these calls.
   * @throws CommandError where nothing more can be written
   */
  write(record: PictureRecord): Promise<void>;
  close(): Promise<void>;
}
