import { setMaxListeners } from 'node:events';
import { Semaphore } from '../engine/concurrency/semaphore.js';
import { OcrKtpError } from '../engine/errors.js';
import type { Picture } from '../engine/image/probe.js';
import { openReadings } from './idempotency/keyed.js';
import { type CardReading, engineOf, type ReadingOptions, type ReadingServices } from './read-card.js';

/** How many pictures of a batch are read at the same time. Few, so that a batch does not fill the engine's queue. */
const LANES = 2;

/** As many as the engine has threads, if it puts single readings before batches by itself (`ranks`). */
function lanesOf(order: ReadingOptions, services: ReadingServices): number {
  const engine = engineOf(order.engine, services);
  return Math.max(LANES, engine?.ranks ? (engine.state().workers ?? 0) : 0);
}

/**
 * Reads several pictures. There is one promise for each, in their order, and each settles as soon as its picture is read. An error of
 * one picture is the result of that picture only. Equal pictures are read once and paid for once. If the caller leaves, promises reject
 * with the signal's reason, and pictures that were not begun are not read.
 * @throws IdempotencyKeyReusedError, before anything is read
 */
export async function readBatch(
  pictures: readonly Picture[],
  order: ReadingOptions,
  services: ReadingServices,
): Promise<readonly Promise<CardReading | OcrKtpError>[]> {
  // Each picture listens whether the caller leaves: Node would take so many for a leak.
  setMaxListeners(0, order.signal);
  const firsts = pictures.map((picture) => pictures.findIndex((other) => isSame(picture, other)));
  const opened = await openReadings(pictures, { ...order, urgency: 'BATCH' }, services).catch(
    resultOrRethrow,
  );
  // An error that concerns all pictures is the result of each.
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
