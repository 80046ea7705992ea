import type { PictureRecord } from '../record.js';

/** What a row that was written says of its picture. */
export interface Row {
  readonly file: string;
  readonly read: boolean;
  /** Whether the picture was not read and may be read later. */
  readonly retryable: boolean;
  /** Of the card; null where none was read. */
  readonly nik: string | null;
}

/** How records are written down: one line each, whatever they hold, so that a line that was cut off can be told. */
export interface Format {
  /** The line above the records, without its end; null where there is none. */
  readonly header: string | null;
  /** Of every line. */
  readonly lineEnd: string;
  /** Columns that are not written, without which rows cannot be known again. */
  readonly lacks: readonly string[];
  line(record: PictureRecord): string;
  /**
   * A whole line, without its end.
   * @throws Error where it is none of this format's
   */
  row(line: string): Row;
  /** The same for a picture's path and for `file` of its row, however either is spelt; a path that is not absolute is one from this folder. */
  key(file: string): string;
}

/** A record as the texts of its columns. */
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
