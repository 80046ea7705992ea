import type { ReadOutcome, ReadRequest } from '../../../../src/engine/embedded/protocol.js';
import readCard from '../../../../src/engine/embedded/worker.js';
import type { Gated } from '../../../../src/engine/threads/threads.js';
import { named } from '../support.js';

/** What a picture does to who reads it, by its width; others are read. */
export const SLOW = 301;
export const POISON = 302;
export const ENDLESS = 303;
/** How long the slow one takes. */
const SLOW_MS = 1500;

/** The engine's own worker, but for pictures that are slow, never end, or kill its process. Names the process that read a slow one. */
export default async function work(request: Gated<ReadRequest> | null): Promise<ReadOutcome | null> {
  if (request?.width === POISON) process.kill(process.pid, 'SIGKILL');
  if (request?.width !== SLOW && request?.width !== ENDLESS) return readCard(request);
  const end = request.width === ENDLESS ? Number.POSITIVE_INFINITY : performance.now() + SLOW_MS;
  while (performance.now() < end) {
    if (Atomics.wait(request.gate, 0, 0, 20) !== 'timed-out') return { kind: 'cancelled' };
  }
  return { kind: 'reading', reading: named(`WORKER ${process.pid}`) };
}
