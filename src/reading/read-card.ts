import type { Cutter } from '../engine/cutting/cutter.js';
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
import { type Card, parseCard } from '../ktp/card.js';
import type { CheckContext } from '../ktp/card-text.js';
import type { CalendarDate } from '../ktp/date.js';
import { timed } from '../observability/timed.js';
import { traced } from '../observability/trace.js';
import type { RegionTable } from '../regions/region.js';
import type { IdempotentReadings } from './idempotency/readings.js';
import { failureOf, type ReadingOutcome, successOf } from './outcome.js';
import { newTransactionId } from './transaction-id.js';

/** What every reading needs, put together once at start. */
export interface ReadingServices {
  /** The engines that may be asked for by name. */
  readonly engines: readonly [Engine, ...Engine[]];
  /** The engine that `AUTO` means; the first of `engines` if left out. */
  readonly auto?: Engine;
  /** Which pictures are accepted; if left out, those that engines read as they are. */
  readonly intake?: Intake;
  /** Makes accepted pictures that no engine reads as they are small enough. */
  readonly fitter?: Fitter;
  /** Cuts pictures of the card; `images` is null if left out. */
  readonly cutter?: Cutter;
  readonly regions: RegionTable;
  readonly today: () => CalendarDate;
  /** Called with the cause of an error, which callers do not see: a fault of ours, or why an engine failed. */
  readonly onFault: (error: unknown, transactionId: string) => void;
  /** Called once for every reading, when it ends. */
  readonly onReading?: (ended: ReadingOutcome) => void;
  /** Results kept by idempotency key. If left out, nothing is kept and keys are ignored. */
  readonly idempotent?: IdempotentReadings | undefined;
}

export interface ReadingOptions {
  readonly engine: EngineName | 'AUTO';
  /** The fields the caller asked for. */
  readonly wanted: ReadonlySet<Wanted>;
  /** Stops the reading; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Who asks: a key's digest or an address. Callers take turns where pictures wait. */
  readonly caller?: string | undefined;
  /** `INTERACTIVE` if left out. */
  readonly urgency?: Urgency;
  /** The caller's name for this request. Its result is kept, and given again to a request with the same name. */
  readonly idempotencyKey?: string | undefined;
}

/** A card that was read and understood, with what is needed to check it. */
export interface CardReading {
  readonly reading: Reading;
  readonly card: Card;
  readonly checkContext: CheckContext;
  /** The upstream's id where the upstream read the picture, else the gateway's: 16 hexadecimal digits, as the upstream's are. */
  readonly transactionId: string;
}

/**
 * Reads one picture: probe, fit, read, parse. Inconsistencies are not computed here, but when a caller asks for them
 * (`findInconsistencies`).
 * @throws OcrKtpError for every picture that was not read
 */
export function readCard(
  picture: Picture,
  order: ReadingOptions,
  services: ReadingServices,
): Promise<CardReading> {
  const started = performance.now();
  return traced('reading', {}, async (tell) => {
    const end = (ended: Omit<ReadingOutcome, 'milliseconds'>) => {
      tell({
        'ktp.engine': ended.engine,
        'ktp.outcome': ended.outcome,
        'ktp.pricing': ended.pricing,
        'ktp.transaction_id': ended.transactionId,
      });
      services.onReading?.({ ...ended, milliseconds: Math.round(performance.now() - started) });
    };
    try {
      const card = await read(picture, order, services);
      end(successOf(card));
      return card;
    } catch (error) {
      end(failureOf(error, order.engine === 'AUTO' ? autoOf(services).name : order.engine));
      throw error;
    }
  });
}

async function read(
  picture: Picture,
  { engine: name, wanted, signal, caller, urgency }: ReadingOptions,
  services: ReadingServices,
): Promise<CardReading> {
  const ownId = newTransactionId();
  try {
    const engine = choose(name, services);
    const image = await readable(picture, signal, caller, services);
    const reading = await engine.read(image, wanted, signal, caller, urgency);
    return await timed('understand', async () =>
      cardReadingOf({ reading, transactionId: reading.transactionId ?? ownId }, services),
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw identified(error, ownId, services.onFault);
  }
}

/**
 * A picture as engines read it.
 * @throws OcrKtpError where it is not accepted or cannot be fitted, or the signal's reason
 */
export async function readable(
  picture: Picture,
  signal: AbortSignal,
  caller: string | undefined,
  services: ReadingServices,
): Promise<CardImage> {
  const found = await timed('probe', () => probe(picture, intakeOf(services)));
  signal.throwIfAborted();
  return isUnfitted(found) ? fitted(found, signal, caller, services) : found;
}

/** The card of a reading, parsed as of today: dates are compared with today's. */
export function cardReadingOf(
  { reading, transactionId }: Pick<CardReading, 'reading' | 'transactionId'>,
  services: ReadingServices,
): CardReading {
  const checkContext = { regions: services.regions, today: services.today() };
  return { reading, card: parseCard(reading, checkContext), checkContext, transactionId };
}

/** Which pictures the services accept. */
export function intakeOf({ intake = ENGINE_INTAKE }: Pick<ReadingServices, 'intake'>): Intake {
  return intake;
}

function fitted(
  image: UnfittedImage,
  signal: AbortSignal,
  caller: string | undefined,
  { fitter }: ReadingServices,
): Promise<CardImage> {
  if (fitter === undefined)
    throw new Error('Pictures are accepted that no engine reads, and nothing fits them.');
  return timed('fit', () => fitter.fit(image, signal, caller));
}

function autoOf({ engines, auto }: ReadingServices): Engine {
  return auto ?? engines[0];
}

/** The engine with this name, or the one that `AUTO` means; undefined if there is none. */
export function engineOf(name: EngineName | 'AUTO', services: ReadingServices): Engine | undefined {
  return name === 'AUTO' ? autoOf(services) : services.engines.find((candidate) => candidate.name === name);
}

function choose(name: EngineName | 'AUTO', services: ReadingServices): Engine {
  const engine = engineOf(name, services);
  if (engine) return engine;
  const known = services.engines.map((candidate) => candidate.name).join(', ');
  throw new InvalidParameterError({
    message: `This server cannot read with ${name}; it has ${known} (see service.engines).`,
  });
}

function identified(error: unknown, ownId: string, onFault: ReadingServices['onFault']): OcrKtpError {
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
