import { OcrKtpError } from '../engine/errors.js';
import type { Picture } from '../engine/image/probe.js';
import { keyed } from './idempotency/keyed.js';
import { type CardReading, engineOf, type ReadingOptions, type ReadingServices } from './read-card.js';

/** Pictures of one batch that are read at the same time: few, so that a batch does not push single readings out of the engine's queue. */
const LANES = 2;

/** As many as the engine can read at once, where it lets single readings go first itself. */
function lanesOf(order: ReadingOptions, services: ReadingServices): number {
  const engine = engineOf(order.engine, services);
  return Math.max(LANES, engine?.ranks ? (engine.state().workers ?? 0) : 0);
}

/**
 * Many pictures, results in their order. What goes wrong with one picture is that picture's result. A picture that is there more
 * than once is read once, and paid for once.
 * @throws IdempotencyKeyReusedError, or the signal's reason when the caller has gone
 */
export async function readBatch(
  pictures: readonly Picture[],
  order: ReadingOptions,
  services: ReadingServices,
): Promise<readonly (CardReading | OcrKtpError)[]> {
  const firsts = pictures.map((picture) => pictures.findIndex((other) => isSame(picture, other)));
  const results = await keyed(pictures, { ...order, urgency: 'BATCH' }, services, async (read) => {
    const found: (CardReading | OcrKtpError)[] = [];
    const waiting = new Set(firsts).values();
    const lane = async () => {
      for (const index of waiting) found[index] = await read(index).catch(resultOrRethrow);
    };
    await Promise.all(Array.from({ length: lanesOf(order, services) }, lane));
    return found;
  }).catch(resultOrRethrow);
  // What kept all of them from being read is the result of each.
  return firsts.map((index) => (results instanceof OcrKtpError ? results : (results[index] as CardReading)));
}

function isSame(one: Picture, other: Picture): boolean {
  return one === other || one.bytes.equals(other.bytes);
}

function resultOrRethrow(error: unknown): OcrKtpError {
  if (error instanceof OcrKtpError) return error;
  throw error;
}
