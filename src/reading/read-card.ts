import type { Engine, EngineName, Reading, Urgency, Wanted } from '../engine/engine.js';
import { InvalidParameterError, OcrKtpError, UpstreamError } from '../engine/errors.js';
import type { Fitter } from '../engine/fitting/fitter.js';
import {
  type CardImage,
  isUnfitted,
  type Picture,
  probe,
  type UnfittedImage,
} from '../engine/image/probe.js';
import { ENGINE_INTAKE, type Intake } from '../image-limits.js';
import { type Card, type Circumstances, understand } from '../ktp/card.js';
import type { CalendarDate } from '../ktp/date.js';
import { timed } from '../observability/timed.js';
import { traced } from '../observability/trace.js';
import type { RegionTable } from '../regions/region.js';
import type { IdempotentReadings } from './idempotency/readings.js';
import { type EndedReading, failureOf, successOf } from './outcome.js';
import { newTransactionId } from './transaction-id.js';

/** What every reading needs, put together once at start. */
export interface ReadingRoom {
  /** The engines that may be asked for by name. */
  readonly engines: readonly [Engine, ...Engine[]];
  /** What `AUTO` stands for, where it is not the first of them. */
  readonly auto?: Engine;
  /** Which pictures are accepted; those that engines read where left out. */
  readonly intake?: Intake;
  /** Makes such of the others that are accepted. */
  readonly fitter?: Fitter;
  readonly regions: RegionTable;
  readonly today: () => CalendarDate;
  /** Told of what callers only see as an `UpstreamError`: a fault of ours, or what an engine failed of. */
  readonly onFault: (error: unknown, transactionId: string) => void;
  /** Told how every reading ended. */
  readonly onReading?: (ended: EndedReading) => void;
  /** What was read for a key. Nothing is kept, and keys are not heeded, where left out. */
  readonly idempotent?: IdempotentReadings | undefined;
}

export interface ReadingOrder {
  readonly engine: EngineName | 'AUTO';
  /** The fields the caller asked for. */
  readonly wanted: ReadonlySet<Wanted>;
  /** Stops the reading; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Tells one caller from another, where the server knows them apart. */
  readonly caller?: string | undefined;
  /** `INTERACTIVE` where left out. */
  readonly urgency?: Urgency;
  /** The caller's name for this request: what it comes to is kept, and given to who sends it again. */
  readonly idempotencyKey?: string | undefined;
}

/** A card that was read and understood, with what is needed to check it. */
export interface CardReading {
  readonly reading: Reading;
  readonly card: Card;
  readonly circumstances: Circumstances;
  /** The upstream's id where the upstream read the picture, else the gateway's: 16 hexadecimal digits, as the upstream's are. */
  readonly transactionId: string;
}

/**
 * One picture: examine, fit, read, understand. What does not fit together is found when it is asked for (`findInconsistencies`).
 * @throws OcrKtpError for every picture that came to no reading
 */
export function readCard(picture: Picture, order: ReadingOrder, room: ReadingRoom): Promise<CardReading> {
  const started = performance.now();
  return traced('reading', {}, async (tell) => {
    const end = (ended: Omit<EndedReading, 'milliseconds'>) => {
      tell({
        'ktp.engine': ended.engine,
        'ktp.outcome': ended.outcome,
        'ktp.pricing': ended.pricing,
        'ktp.transaction_id': ended.transactionId,
      });
      room.onReading?.({ ...ended, milliseconds: Math.round(performance.now() - started) });
    };
    try {
      const card = await read(picture, order, room);
      end(successOf(card));
      return card;
    } catch (error) {
      end(failureOf(error, order.engine === 'AUTO' ? autoOf(room).name : order.engine));
      throw error;
    }
  });
}

async function read(
  picture: Picture,
  { engine: name, wanted, signal, caller, urgency }: ReadingOrder,
  room: ReadingRoom,
): Promise<CardReading> {
  const ownId = newTransactionId();
  try {
    const engine = choose(name, room);
    const found = await timed('probe', () => probe(picture, intakeOf(room)));
    signal.throwIfAborted();
    const image = isUnfitted(found) ? await fitted(found, signal, caller, room) : found;
    const reading = await engine.read(image, wanted, signal, caller, urgency);
    return await timed('understand', async () =>
      cardReadingOf({ reading, transactionId: reading.transactionId ?? ownId }, room),
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw identified(error, ownId, room.onFault);
  }
}

/** What a reading says of a card, as of today. */
export function cardReadingOf(
  { reading, transactionId }: Pick<CardReading, 'reading' | 'transactionId'>,
  room: ReadingRoom,
): CardReading {
  const circumstances = { regions: room.regions, today: room.today() };
  return { reading, card: understand(reading, circumstances), circumstances, transactionId };
}

/** What is accepted where a room does not say. */
export function intakeOf({ intake = ENGINE_INTAKE }: Pick<ReadingRoom, 'intake'>): Intake {
  return intake;
}

function fitted(
  image: UnfittedImage,
  signal: AbortSignal,
  caller: string | undefined,
  { fitter }: ReadingRoom,
): Promise<CardImage> {
  if (fitter === undefined)
    throw new Error('A room that accepts what no engine reads has nothing to fit it.');
  return timed('fit', () => fitter.fit(image, signal, caller));
}

function autoOf({ engines, auto }: ReadingRoom): Engine {
  return auto ?? engines[0];
}

/** The engine that an order asks for; undefined where there is none of that name. */
export function engineOf(name: EngineName | 'AUTO', room: ReadingRoom): Engine | undefined {
  return name === 'AUTO' ? autoOf(room) : room.engines.find((candidate) => candidate.name === name);
}

function choose(name: EngineName | 'AUTO', room: ReadingRoom): Engine {
  const engine = engineOf(name, room);
  if (engine) return engine;
  const known = room.engines.map((candidate) => candidate.name).join(', ');
  throw new InvalidParameterError({
    message: `This server cannot read with ${name}; it has ${known} (see service.engines).`,
  });
}

function identified(error: unknown, ownId: string, onFault: ReadingRoom['onFault']): OcrKtpError {
  if (error instanceof OcrKtpError) {
    error.transactionId ??= ownId;
    if (error.cause !== undefined) onFault(error.cause, error.transactionId);
    return error;
  }
  onFault(error, ownId);
  return new UpstreamError({
    message: 'The reading failed unexpectedly; quote the transaction id to the operator.',
    transactionId: ownId,
    cause: error,
  });
}
