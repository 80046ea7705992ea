import { PictureError } from './failure.js';
import type { Output } from './output/output.js';
import { loadPicture } from './pictures.js';
import type { Reader } from './reader.js';
import { failureRecord, type PictureRecord, recordOf } from './record.js';

export interface Work {
  readonly files: readonly string[];
  readonly reader: Reader;
  readonly output: Output;
  /** Takes no further picture when it fires; what is being read is read to its end and written. */
  readonly stop: AbortSignal;
  readonly onDone: (record: PictureRecord) => void;
}

/**
 * One row for each picture, in the order in which they are done.
 * @throws CommandError where the rest could not be read either; what was begun is written first
 */
export async function readAll({ files, reader, output, stop, onDone }: Work): Promise<void> {
  const waiting = files.values();
  const faults: unknown[] = [];
  const lane = async () => {
    for (const file of waiting) {
      if (stop.aborted || faults.length > 0) return;
      const record = await read(file, reader, stop);
      await output.write(record);
      onDone(record);
    }
  };
  const guarded = () =>
    lane().catch((error) => {
      if (!stop.aborted || (error as Error).name !== 'AbortError') faults.push(error);
    });
  await Promise.all(Array.from({ length: reader.lanes }, guarded));
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
