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

/** The pictures of a request, each to be read when it is its turn. */
export interface OpenReadings {
  /**
   * Reads one of them.
   * @throws OcrKtpError, or the signal's reason
   */
  readonly read: (index: number) => Promise<CardReading>;
  /** To be called when all that is read of them is over. */
  readonly end: () => Promise<void>;
}

/**
 * Begins with the pictures of a request, each of which is read once where the order has an idempotency key. The whole card is then
 * read, whatever is selected, so that the same key answers another selection too.
 * @throws IdempotencyKeyReusedError, or OcrKtpError
 */
export async function openReadings(
  pictures: readonly Picture[],
  order: ReadingOptions,
  services: ReadingServices,
): Promise<OpenReadings> {
  const { idempotencyKey: key, engine, caller = '', signal } = order;
  const fresh = (index: number, more: Partial<ReadingOptions> = {}) =>
    readCard(pictures[index] as Picture, { ...order, ...more }, services);
  if (key === undefined || !services.idempotent)
    return { read: (index) => fresh(index), end: async () => {} };
  const mayBeCharged = engineOf(engine, services)?.name === 'ADVANCE_AI';
  const request = await services.idempotent.open(
    { caller, key, engine },
    mayBeCharged,
    pictures.map(({ bytes }) => bytes),
  );
  const read = async (index: number) => {
    const readNow = (stop: AbortSignal) => fresh(index, { signal: stop, wanted: EVERYTHING });
    return cardReadingOf(await request.once(index, signal, readNow), services);
  };
  return { read, end: () => request.end() };
}

/**
 * One picture.
 * @throws IdempotencyKeyReusedError, OcrKtpError, or the signal's reason
 */
export async function readSingle(
  picture: Picture,
  order: ReadingOptions,
  services: ReadingServices,
): Promise<CardReading> {
  const { read, end } = await openReadings([picture], order, services);
  try {
    return await read(0);
  } finally {
    await end();
  }
}
