import { workerData } from 'node:worker_threads';
import { Gate, useGate } from '../threads/gate.js';
import type { Gated } from '../threads/threads.js';
import type { FitAnswer, FitRequest } from './message.js';

const { fitImage } = await new Gate(workerData.loading).load(() => import('./fit.js'));

/** Fits one picture of the pool; null loads the thread and fits nothing. */
export default async function work(request: Gated<FitRequest> | null): Promise<FitAnswer | null> {
  if (request === null) return null;
  useGate(new Gate(request.gate));
  return fitImage(request);
}
