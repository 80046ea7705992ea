import type { Answer } from './record.js';

/** Reads pictures for the command: with the embedded engine, or by a gateway. */
export interface Reader {
  /** The number of pictures to give it at once. */
  readonly lanes: number;
  /** Resolves when it can read. */
  ready(): Promise<void>;
  /**
   * @param picture the file, cut at the size that a picture may have; a larger file is refused by its size
   * @param stop ends waiting, but never a reading that was begun
   * @throws PictureError if only this picture cannot be read, CommandError if no other can be read either
   */
  read(picture: Buffer, stop: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}
