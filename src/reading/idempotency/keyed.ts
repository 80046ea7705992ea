import { EVERYTHING } from '../../engine/engine.js';
import type { Picture } from '../../engine/image/probe.js';
import {
  type CardReading,
  cardReadingOf,
  engineOf,
  type ReadingOrder,
  type ReadingRoom,
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
  order: ReadingOrder,
  room: ReadingRoom,
  work: (read: ReadOne) => Promise<T>,
): Promise<T> {
  const { idempotencyKey: key, engine, caller = '', signal } = order;
  const fresh = (index: number, more: Partial<ReadingOrder> = {}) =>
    readCard(pictures[index] as Picture, { ...order, ...more }, room);
  if (key === undefined || !room.idempotent) return work((index) => fresh(index));
  const mayBeCharged = engineOf(engine, room)?.name === 'ADVANCE_AI';
  const request = await room.idempotent.open(
    { caller, key, engine },
    mayBeCharged,
    pictures.map(({ bytes }) => bytes),
  );
  try {
    return await work(async (index) => {
      const read = (stop: AbortSignal) => fresh(index, { signal: stop, wanted: EVERYTHING });
      return cardReadingOf(await request.once(index, signal, read), room);
    });
  } finally {
    await request.end();
  }
}

/**
 * One picture.
 * @throws IdempotencyKeyReusedError, OcrKtpError, or the signal's reason
 */
export function readSingle(picture: Picture, order: ReadingOrder, room: ReadingRoom): Promise<CardReading> {
  return keyed([picture], order, room, (read) => read(0));
}
