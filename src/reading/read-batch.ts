import { Semaphore } from '../engine/concurrency/semaphore.js';
import { OcrKtpError } from '../engine/errors.js';
import type { Picture } from '../engine/image/probe.js';
import { openReadings } from './idempotency/keyed.js';
import { type CardReading, engineOf, type ReadingOptions, type ReadingServices } from './read-card.js';

/** Pictures of one batch that are read at the same time: few, so that a batch does not push single readings out of the engine's queue. */
const LANES = 2;

/** As many as the engine can read at once, where it lets single readings go first itself. */
function lanesOf(order: ReadingOptions, services: ReadingServices): number {
  const engine = engineOf(order.engine, services);
  return Math.max(LANES, engine?.ranks ? (engine.state().workers ?? 0) : 0);
}

/**
 * Many pictures, a result for each in their order, and each as soon as it is there. What goes wrong with one picture is that picture's
 * result. A picture that is there more than once is read once, and paid for once. A result rejects with the signal's reason when the
 * caller has gone; what was not begun by then is not read.
 * @throws IdempotencyKeyReusedError, before anything is read
 */
export async function readBatch(
  pictures: readonly Picture[],
  order: ReadingOptions,
  services: ReadingServices,
): Promise<readonly Promise<CardReading | OcrKtpError>[]> {
  const firsts = pictures.map((picture) => pictures.findIndex((other) => isSame(picture, other)));
  const opened = await openReadings(pictures, { ...order, urgency: 'BATCH' }, services).catch(
    resultOrRethrow,
  );
  // What keeps all of them from being read is the result of each.
  if (opened instanceof OcrKtpError) return firsts.map(async () => opened);
  const lanes = new Semaphore(lanesOf(order, services), pictures.length, () => null);
  const readInLane = async (index: number) => {
    await lanes.acquire(order.signal);
    try {
      return await opened.read(index).catch(resultOrRethrow);
    } finally {
      lanes.release();
    }
  };
  const results = new Map([...new Set(firsts)].map((index) => [index, readInLane(index)]));
  void Promise.allSettled(results.values()).then(opened.end);
  return firsts.map((index) => results.get(index) as Promise<CardReading | OcrKtpError>);
}

function isSame(one: Picture, other: Picture): boolean {
  return one === other || one.bytes.equals(other.bytes);
}

function resultOrRethrow(error: unknown): OcrKtpError {
  if (error instanceof OcrKtpError) return error;
  throw error;
}
