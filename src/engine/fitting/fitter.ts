import { availableParallelism } from 'node:os';
import { type CardImage, isUnfitted, type UnfittedImage } from '../image/probe.js';
import { errorOf } from '../outcome.js';
import { QueuedThreads, type QueuedThreadsOptions } from '../threads/queued-threads.js';
import { type Cancelled, moduleBeside } from '../threads/threads.js';
import type { FitAnswer, FitRequest } from './message.js';

/** As many threads as the machine has cores, at most 4, where left out. */
export type FitterOptions = QueuedThreadsOptions;

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
/** A picture whose decoder holds more than this is fitted while no other such is. */
const HEAVY_BYTES = 64 * 1024 * 1024;

/** Fits pictures in worker threads, which begin with the first that needs it. */
export function createFitter(options: FitterOptions = {}): Fitter {
  const threads = new QueuedThreads<FitRequest, FitAnswer>(
    {
      worker: moduleBeside(import.meta.url, 'worker'),
      count: Math.min(MAX_THREADS, options.threads ?? availableParallelism()),
      full: 'Too many large pictures wait to be made smaller; try again later.',
      waitedTooLong: 'The picture waited too long to be made smaller; try again later.',
      tookTooLong: 'It took too long to make this picture smaller.',
    },
    options,
  );
  const heavyRoom = threads.semaphore(1);

  async function fitted(image: UnfittedImage, signal: AbortSignal, caller?: string): Promise<CardImage> {
    const { held, ...request } = image;
    const first = held > HEAVY_BYTES ? heavyRoom : undefined;
    return outcome(image, await threads.run(request, signal, caller, first));
  }

  return {
    fit: async (image, signal, caller) => (isUnfitted(image) ? fitted(image, signal, caller) : image),
    close: () => threads.close(),
  };
}

function outcome(
  { bytes, mimeType, width, height }: UnfittedImage,
  answer: Exclude<FitAnswer, Cancelled>,
): CardImage {
  if (answer.kind !== 'fitted') throw errorOf(answer);
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
