import { workerData } from 'node:worker_threads';
import { Gate, useGate } from '../threads/gate.js';
import type { Gated } from '../threads/threads.js';
import type { CutAnswer, CutRequest } from './message.js';

const { cutImages } = await new Gate(workerData.loading).load(() => import('./cut.js'));

/** Cuts the pictures that are ordered from one of the pool; null loads the thread and cuts nothing. */
export default async function work(request: Gated<CutRequest> | null): Promise<CutAnswer | null> {
  if (request === null) return null;
  useGate(new Gate(request.gate));
  return cutImages(request);
}
