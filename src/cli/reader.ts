import type { Answer } from './record.js';

/** What reads pictures for the command: the embedded engine, or a gateway. */
export interface Reader {
  /** Pictures worth giving it at once. */
  readonly lanes: number;
  /** Resolves when it can read. */
  ready(): Promise<void>;
  /**
   * @param picture as much of the file as a picture may have; a file with more is refused by its size
   * @param stop ends waiting for a turn, never a reading that was begun
   * @throws PictureError for this picture alone, CommandError where no other would fare better
   */
  read(picture: Buffer, stop: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}
