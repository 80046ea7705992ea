import { EVERYTHING } from '../../engine/engine.js';
import type { Picture } from '../../engine/image/probe.js';
import {
  type CardReading,
  cardReadingOf,
  engineOf,
  type ReadingOptions,
  type ReadingServices,
  readCard,
} from '../read-card.js';

/** Reads one picture of a request. */
export type ReadOne = (index: number) => Promise<CardReading>;

/**
 * Reads the pictures of a request, each once where the order has an idempotency key. The whole card is then read, whatever is
 * selected, so that the same key answers another selection too.
 * @throws IdempotencyKeyReusedError, OcrKtpError, or the signal's reason
 */
export async function keyed<T>(
  pictures: readonly Picture[],
  order: ReadingOptions,
  services: ReadingServices,
  work: (read: ReadOne) => Promise<T>,
): Promise<T> {
  const { idempotencyKey: key, engine, caller = '', signal } = order;
  const fresh = (index: number, more: Partial<ReadingOptions> = {}) =>
    readCard(pictures[index] as Picture, { ...order, ...more }, services);
  if (key === undefined || !services.idempotent) return work((index) => fresh(index));
  const mayBeCharged = engineOf(engine, services)?.name === 'ADVANCE_AI';
  const request = await services.idempotent.open(
    { caller, key, engine },
    mayBeCharged,
    pictures.map(({ bytes }) => bytes),
  );
  try {
    return await work(async (index) => {
      const read = (stop: AbortSignal) => fresh(index, { signal: stop, wanted: EVERYTHING });
      return cardReadingOf(await request.once(index, signal, read), services);
    });
  } finally {
    await request.end();
  }
}

/**
 * One picture.
 * @throws IdempotencyKeyReusedError, OcrKtpError, or the signal's reason
 */
export function readSingle(
  picture: Picture,
  order: ReadingOptions,
  services: ReadingServices,
): Promise<CardReading> {
  return keyed([picture], order, services, (read) => read(0));
}
