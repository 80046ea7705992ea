import type { PictureRecord } from '../record.js';

/** What a row of an earlier run says about its picture. */
export interface Row {
  readonly file: string;
  readonly read: boolean;
  /** Whether the picture was not read and may be read later. */
  readonly retryable: boolean;
  /** The NIK of the card; null if none was read. */
  readonly nik: string | null;
}

/** A format of records. A record is always one line, so that a line that was cut off can be recognised. */
export interface Format {
  /** The first line of the file, without its end; null if there is none. */
  readonly header: string | null;
  /** The end of every line. */
  readonly lineEnd: string;
  /** Columns that are left out and that a later run would need to recognise rows. */
  readonly lacks: readonly string[];
  line(record: PictureRecord): string;
  /**
   * Parses a whole line, without its end.
   * @throws Error if it is not of this format
   */
  row(line: string): Row;
  /** The key of a picture: the same for its path and for `file` of its row, however they are spelt. A relative path is one from the current folder. */
  key(file: string): string;
}

/** The row that these values of its columns make. @throws Error if they are no row */
export function rowOf(file: unknown, code: unknown, retryable: unknown, nik: unknown): Row {
  if (typeof file !== 'string' || typeof code !== 'string' || file === '' || code === '') {
    throw new Error('no row');
  }
  const read = code === 'SUCCESS';
  return {
    file,
    read,
    retryable: !read && (retryable === true || retryable === 'true'),
    nik: typeof nik === 'string' && nik !== '' ? nik : null,
  };
}
