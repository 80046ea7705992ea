import { PictureError } from './failure.js';
import { InOrder } from './in-order.js';
import { Duplicates } from './output/duplicates.js';
import type { Output } from './output/output.js';
import { loadPicture } from './pictures.js';
import type { Reader } from './reader.js';
import { failureRecord, type PictureRecord, recordOf } from './record.js';

/** The work of a run. */
export interface Work {
  readonly files: readonly string[];
  readonly reader: Reader;
  readonly output: Output;
  /** When it fires, no further picture is begun. Pictures that were begun are read and written. */
  readonly stop: AbortSignal;
  readonly onDone: (record: PictureRecord) => void;
}

/** Pictures that may be done before an older one, for each that is read at once. */
const AHEAD = 4;

/**
 * Reads all pictures and writes a row for each, in the order of the files.
 * @throws CommandError if no further picture can be read; pictures that were begun are written before
 */
export async function readAll({ files, reader, output, stop, onDone }: Work): Promise<void> {
  const waiting = files.entries();
  const faults: unknown[] = [];
  const duplicates = new Duplicates(output.rows());
  const rows = new InOrder<PictureRecord>(async (record) => {
    await output.write(duplicates.mark(record));
    onDone(record);
  }, reader.lanes * AHEAD);
  const lane = async () => {
    for (const [number, file] of waiting) {
      await rows.turn(number);
      if (stop.aborted || faults.length > 0) return;
      await rows.put(number, await read(file, reader, stop));
    }
  };
  const guarded = () =>
    lane().catch((error) => {
      if (!stop.aborted || (error as Error).name !== 'AbortError') faults.push(error);
      rows.release();
    });
  await Promise.all(Array.from({ length: reader.lanes }, guarded));
  try {
    await rows.rest();
  } catch (error) {
    faults.push(error);
  }
  if (faults.length > 0) throw faults[0];
}

async function read(file: string, reader: Reader, stop: AbortSignal): Promise<PictureRecord> {
  try {
    return recordOf(file, await reader.read(await loadPicture(file), stop));
  } catch (error) {
    if (error instanceof PictureError) return failureRecord(file, error);
    throw error;
  }
}
