import { workerData } from 'node:worker_threads';
import { Gate, useGate } from '../gate.js';
import type { Gated } from '../threads.js';
import type { ReadAnswer, ReadRequest } from './message.js';

const loading = new Gate(workerData.loading);
// Awaited before the pool counts the thread as ready: its first card is read as fast as any other.
const read = await loading.through(load).catch(leave);

/** The modules bring native code along, and are loaded behind the gate as well. */
async function load() {
  const [{ findModels }, { loadReader }] = await Promise.all([
    import('./models.js'),
    import('./read-picture.js'),
  ]);
  return loadReader(findModels(), workerData.runtime);
}

/** Where the pool was closed before this thread had begun, it waits to be ended. */
function leave(fault: unknown): never {
  while (loading.isShut) Atomics.wait(loading.shared, 0, 1);
  throw fault;
}

export default async function work(request: Gated<ReadRequest> | null): Promise<ReadAnswer | null> {
  if (request === null) return null;
  useGate(new Gate(request.gate));
  return read(request);
}
