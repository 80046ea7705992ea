import { availableParallelism } from 'node:os';
import type { CardOutline } from '../engine.js';
import type { CardImage } from '../image/probe.js';
import { errorOf } from '../outcome.js';
import { QueuedThreads, type QueuedThreadsOptions } from '../threads/queued-threads.js';
import { moduleBeside } from '../threads/threads.js';
import type { CutAnswer, CutImage, CutOrder, CutRequest } from './message.js';

/** As many threads as the machine has cores, at most 2, where left out. */
export type CutterOptions = QueuedThreadsOptions;

/** A picture in which an engine found a card, and where. */
export interface FoundCard {
  readonly image: CardImage;
  readonly outline: CardOutline;
  readonly turnedDegrees: number;
}

/** Cuts pictures from one that was read. */
export interface Cutter {
  /**
   * A picture for each order, in their order.
   * @param caller tells one caller from another: they take turns where pictures wait
   * @throws OcrKtpError where there is too much to do, or the signal's reason
   */
  cut(
    card: FoundCard,
    orders: readonly CutOrder[],
    signal: AbortSignal,
    caller?: string,
  ): Promise<readonly CutImage[]>;
  close(): Promise<void>;
}

/** To cut takes a tenth of what reading takes, and each thread holds a picture's pixels: 64 MiB at the most. */
const MAX_THREADS = 2;

/** Cuts in worker threads, which begin with the first that needs it. */
export function createCutter(options: CutterOptions = {}): Cutter {
  const threads = new QueuedThreads<CutRequest, CutAnswer>(
    {
      worker: moduleBeside(import.meta.url, 'worker'),
      count: Math.min(MAX_THREADS, options.threads ?? availableParallelism()),
      full: 'Too many pictures wait to be cut; try again later.',
      waitedTooLong: 'The picture waited too long to be cut; try again later.',
      tookTooLong: 'It took too long to cut this picture.',
    },
    options,
  );
  return {
    async cut({ image: { bytes, mimeType }, outline: { corners }, turnedDegrees }, orders, signal, caller) {
      const request = { bytes, mimeType, corners, turnedDegrees, orders };
      const answer = await threads.run(request, signal, caller);
      if (answer.kind === 'cut') return answer.images;
      throw errorOf(answer);
    },
    close: () => threads.close(),
  };
}
