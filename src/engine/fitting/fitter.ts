import { availableParallelism } from 'node:os';
import { Semaphore } from '../concurrency/semaphore.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import { ImageInvalidFormatError, ServiceBusyError, UpstreamError } from '../errors.js';
import { type CardImage, cutOff, isUnfitted, type UnfittedImage } from '../image/probe.js';
import { moduleBeside, Threads } from '../threads/threads.js';
import type { FitAnswer, FitRequest } from './message.js';

export interface FitterOptions {
  /** Pictures fitted at once, each on a thread of its own; as many as the machine has cores, at most 4, where left out. */
  readonly threads?: number | undefined;
  /** Pictures that may wait for a thread; further ones are refused as busy. */
  readonly maxQueue?: number | undefined;
  /** How long a picture may wait for a thread. */
  readonly queueTimeoutMs?: number | undefined;
  /** How long a thread may take over one. */
  readonly timeoutMs?: number | undefined;
  /** Told of every thread that died, or was ended because it did not stop when it was asked to; it is replaced. */
  readonly onWorkerLost?: ((cause: 'DIED' | 'STUCK') => void) | undefined;
}

/** Makes pictures of those that are accepted such as engines read. */
export interface Fitter {
  /**
   * The picture itself where an engine reads it as it is, else a JPEG within the limits of engines that tells what was sent.
   * @param caller tells one caller from another: they take turns where pictures wait
   * @throws OcrKtpError where the picture cannot be fitted, or the signal's reason
   */
  fit(image: CardImage | UnfittedImage, signal: AbortSignal, caller?: string): Promise<CardImage>;
  close(): Promise<void>;
}

/** More threads than this only wait: what a decoder does runs on the four of Node's own pool. */
const MAX_THREADS = 4;
const DEFAULTS = { maxQueue: 64, queueTimeoutMs: 30_000, timeoutMs: 30_000 };
/** A picture whose decoder holds more than this is fitted while no other such is. */
const HEAVY_BYTES = 64 * 1024 * 1024;
/** Of a first guess at how long a picture takes. */
const BUSY_SECONDS = 1;

/** Fits pictures in worker threads, which begin with the first that needs it. */
export function createFitter(options: FitterOptions = {}): Fitter {
  const queueTimeoutMs = options.queueTimeoutMs ?? DEFAULTS.queueTimeoutMs;
  const timeoutMs = options.timeoutMs ?? DEFAULTS.timeoutMs;
  const maxQueue = options.maxQueue ?? DEFAULTS.maxQueue;
  const count = Math.min(MAX_THREADS, options.threads ?? availableParallelism());
  const { onWorkerLost: onLost = () => {} } = options;
  const busy = (message: string) => new ServiceBusyError({ message, retryAfterSeconds: BUSY_SECONDS });
  const full = () => busy('Too many large pictures wait to be made smaller; try again later.');
  const waitedTooLong = () => busy('The picture waited too long to be made smaller; try again later.');
  const tookTooLong = () => new UpstreamError({ message: 'It took too long to make this picture smaller.' });
  const semaphore = new Semaphore(count, maxQueue, full);
  const heavyRoom = new Semaphore(1, maxQueue, full);
  let threads: Threads<FitRequest, FitAnswer> | undefined;
  let closed = false;

  const start = () => new Threads<FitRequest, FitAnswer>({ count, worker: OWN_WORKER, onLost });

  /** @returns what to call when it is done */
  async function enter(heavy: boolean, turn: AbortSignal, caller: string | undefined): Promise<() => void> {
    if (!heavy) {
      await semaphore.acquire(turn, caller);
      return () => semaphore.release();
    }
    await heavyRoom.acquire(turn, caller);
    try {
      await semaphore.acquire(turn, caller);
    } catch (error) {
      heavyRoom.release();
      throw error;
    }
    return () => {
      semaphore.release();
      heavyRoom.release();
    };
  }

  async function fitted(image: UnfittedImage, signal: AbortSignal, caller?: string): Promise<CardImage> {
    const { held, ...request } = image;
    const leave = await withTimeout(queueTimeoutMs, signal, waitedTooLong, (turn) =>
      enter(held > HEAVY_BYTES, turn, caller),
    );
    if (closed) {
      leave();
      throw busy('The server is shutting down.');
    }
    threads ??= start();
    const running = threads;
    const answer = await withTimeout(timeoutMs, signal, tookTooLong, (stop) =>
      running.run(request, stop, leave),
    );
    return outcome(image, answer);
  }

  return {
    fit: async (image, signal, caller) => (isUnfitted(image) ? fitted(image, signal, caller) : image),
    async close() {
      closed = true;
      await threads?.close();
    },
  };
}

const OWN_WORKER = moduleBeside(import.meta.url, 'worker');

function outcome({ bytes, mimeType, width, height }: UnfittedImage, answer: FitAnswer): CardImage {
  switch (answer.kind) {
    case 'fitted': {
      const { buffer, byteOffset, byteLength } = answer.bytes;
      const sent = { bytes: bytes.length, mimeType, width, height, damaged: answer.damaged };
      return {
        bytes: Buffer.from(buffer, byteOffset, byteLength),
        mimeType: 'image/jpeg',
        width: answer.width,
        height: answer.height,
        sent,
      };
    }
    case 'undecodable':
      throw new ImageInvalidFormatError({
        message: 'The picture is damaged or cut off: it cannot be decoded.',
        detectedType: mimeType,
      });
    case 'cut-off':
      throw cutOff(mimeType);
    case 'cancelled':
      throw new Error('A picture whose fitting nobody cancelled was given up.');
  }
}
