import { workerData } from 'node:worker_threads';
import { Gate, useGate } from '../threads/gate.js';
import type { Gated } from '../threads/threads.js';
import type { ReadOutcome, ReadRequest } from './protocol.js';

// Awaited before the pool counts the thread as ready: its first card is read as fast as any other.
const read = await new Gate(workerData.loading).load(load);

async function load() {
  const [{ findModels }, { loadReader }] = await Promise.all([
    import('./models/models.js'),
    import('./load-reader.js'),
  ]);
  return loadReader(findModels(), workerData.runtime);
}

/** Reads one picture of the pool; null loads the thread and reads nothing. */
export default async function work(request: Gated<ReadRequest> | null): Promise<ReadOutcome | null> {
  if (request === null) return null;
  useGate(new Gate(request.gate));
  return read(request);
}
