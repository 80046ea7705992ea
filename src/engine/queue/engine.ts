import { abortable, withTimeout } from '../concurrency/with-timeout.js';
import { type Engine, type Reading, type Timed, type Urgency, untimed } from '../engine.js';
import { type OcrKtpError, ServiceBusyError, UpstreamError } from '../errors.js';
import { DEFAULT_THRESHOLDS, judgedBy, type QualityThresholds } from '../image/quality.js';
import { type Outcome, readingOf } from '../outcome.js';
import { type Load, QueueAwayError, QueueClient } from './client.js';
import type { Order } from './message.js';
import type { QueueOptions } from './options.js';
import type { PendingReading } from './pending-reading.js';

export interface QueueEngineOptions extends QueueOptions {
  /** Pictures of all gateways that may wait for a worker; further ones are refused as busy. */
  readonly maxQueue: number;
  /** How long a picture may wait for a worker. */
  readonly queueTimeoutMs: number;
  /** How long it may be read, by one worker after the other if need be. */
  readonly timeoutMs: number;
  /** Where a picture is bad enough to be taken again, as far as it differs from `DEFAULT_THRESHOLDS`. */
  readonly quality?: Partial<QualityThresholds> | undefined;
  readonly timed?: Timed | undefined;
}

/** Of a first guess at how long a card takes, until one was read. */
const FIRST_GUESS_MS = 1000;

/** Has cards read by workers, on any number of machines, with the embedded engine. */
export function createQueueEngine(options: QueueEngineOptions): Engine {
  const { maxQueue, queueTimeoutMs, timeoutMs, timed = untimed } = options;
  const thresholds = { ...DEFAULT_THRESHOLDS, ...options.quality };
  const client = new QueueClient(options);
  const running = new Set<Promise<unknown>>();
  const placing = new Set<Promise<unknown>>();
  let closing = false;

  const busy = (message: string, { waiting, threads, typicalMs }: Load, urgency: Urgency) => {
    const toDrainMs = ((waiting[urgency] + 1) * (typicalMs ?? FIRST_GUESS_MS)) / Math.max(1, threads);
    const milliseconds = threads === 0 ? queueTimeoutMs : toDrainMs;
    return new ServiceBusyError({ message, retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) });
  };

  /** What this gateway is putting on the queue counts as waiting, because Redis does not know of it yet. */
  async function place(order: Order, signal: AbortSignal, urgency: Urgency): Promise<PendingReading> {
    for (;;) {
      const load = await client.measure();
      signal.throwIfAborted();
      if (load.waiting[urgency] >= maxQueue) {
        throw busy('Every worker is busy and the queue is full; try again later.', load, urgency);
      }
      if (load.waiting[urgency] + placing.size < maxQueue) {
        const placed = client.place(order, urgency);
        const settled: Promise<unknown> = placed.catch(() => {}).finally(() => placing.delete(settled));
        placing.add(settled);
        return placed;
      }
      await Promise.race(placing);
    }
  }

  async function read(order: Order, signal: AbortSignal, urgency: Urgency): Promise<Reading> {
    if (closing) throw busy('The server is shutting down.', client.load, urgency);
    const waitedTooLong = () =>
      busy('The picture waited too long for a worker; try again later.', client.load, urgency);
    const tookTooLong = () => new UpstreamError({ message: 'The reader took too long over this picture.' });
    const placed = await place(order, signal, urgency);
    try {
      await timed('queue', () =>
        withTimeout(queueTimeoutMs, signal, waitedTooLong, (turn) => abortable(placed.started, turn)),
      );
      const answer = await timed('read', () =>
        withTimeout(timeoutMs, signal, tookTooLong, (stop) => abortable(placed.answered, stop)),
      );
      return readingOf(judged(answer, thresholds));
    } finally {
      await client.withdraw(placed);
    }
  }

  return {
    name: 'EMBEDDED',
    ranks: true,
    read(image, wanted, signal, _caller, urgency = 'INTERACTIVE') {
      const reading = read({ image, wanted }, signal, urgency);
      const settled = reading.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
      return reading;
    },
    ready: () => client.ready(),
    state: () => ({
      able: !closing && client.connected && client.load.threads > 0,
      reason: client.trouble ?? (client.load.threads > 0 ? undefined : 'NO_WORKERS'),
      waiting: client.waiting,
      reading: client.reading,
      workers: client.load.threads,
    }),
    async close() {
      closing = true;
      await Promise.all(running);
      await client.close();
    },
  };
}

/** Whether an error says that the queue is away or full, not that the picture could not be read: that one may have killed workers. */
export function isQueueUnable(error: OcrKtpError): boolean {
  return error instanceof QueueAwayError || error instanceof ServiceBusyError;
}

/** Workers measure; what is bad enough to be taken again is for the gateway to say. */
function judged(answer: Outcome, thresholds: QualityThresholds): Outcome {
  if (answer.kind === 'no-card' && answer.quality) {
    return { ...answer, quality: judgedBy(thresholds, answer.quality) };
  }
  if (answer.kind !== 'reading' || !answer.reading.quality) return answer;
  return { ...answer, reading: { ...answer.reading, quality: judgedBy(thresholds, answer.reading.quality) } };
}
