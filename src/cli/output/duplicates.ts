import { isRead, type PictureRecord } from '../record.js';
import type { Row } from './format.js';

/** Finds rows with the NIK of an earlier row. */
export class Duplicates {
  readonly #first = new Map<string, string>();

  constructor(rows: Iterable<Row> = []) {
    for (const { file, nik } of rows) this.firstOf(file, nik);
  }

  /** @returns `file` of the first row with this NIK; undefined if this row is the first */
  firstOf(file: string, nik: string | null | undefined): string | undefined {
    if (!nik) return undefined;
    const first = this.#first.get(nik);
    if (first === undefined) this.#first.set(nik, file);
    return first;
  }

  mark(record: PictureRecord): PictureRecord {
    if (!isRead(record)) return record;
    const duplicateOf = this.firstOf(record.file, record.card.nik?.number);
    return duplicateOf === undefined ? record : { ...record, duplicateOf };
  }
}
