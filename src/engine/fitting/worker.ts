import { workerData } from 'node:worker_threads';
import { Gate, useGate } from '../gate.js';
import type { Gated } from '../threads.js';
import type { FitAnswer, FitRequest } from './message.js';

const loading = new Gate(workerData.loading);
/** The module brings native code along, and is loaded behind the gate as well. */
const { fitImage } = await loading.through(() => import('./fit.js')).catch(leave);

/** Where the threads were closed before this one had begun, it waits to be ended. */
function leave(fault: unknown): never {
  while (loading.isShut) Atomics.wait(loading.shared, 0, 1);
  throw fault;
}

export default async function work(request: Gated<FitRequest> | null): Promise<FitAnswer | null> {
  if (request === null) return null;
  useGate(new Gate(request.gate));
  return fitImage(request);
}
