import './models/no-telemetry.js';
import { availableParallelism } from 'node:os';
import { Semaphore } from '../concurrency/semaphore.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import { type Engine, type Reading, type Timed, untimed, type Wanted } from '../engine.js';
import { ServiceBusyError, UpstreamError } from '../errors.js';
import type { CardImage } from '../image/probe.js';
import { DEFAULT_THRESHOLDS, type QualityThresholds } from '../image/quality.js';
import { readingOf } from '../outcome.js';
import { QUEUE_DEFAULTS } from '../threads/queued-threads.js';
import { moduleBeside, shuttingDown, Threads } from '../threads/threads.js';
import { findModels } from './models/models.js';
import type { RuntimeName } from './models/runtime.js';
import type { ReadOutcome, ReadRequest } from './protocol.js';

/** The options of the embedded engine. */
export interface EmbeddedEngineOptions {
  /** Cards read at once, each on a thread of its own; if left out, as many as the machine has cores. */
  readonly threads?: number | undefined;
  /** Cards that may wait for a thread; further ones are refused as busy. */
  readonly maxQueue?: number | undefined;
  /** How long a picture may wait for a thread. */
  readonly queueTimeoutMs?: number | undefined;
  /** How long a thread may read one picture. */
  readonly timeoutMs?: number | undefined;
  /** Thresholds of the hints about the picture, as far as they differ from `DEFAULT_THRESHOLDS`. */
  readonly quality?: Partial<QualityThresholds> | undefined;
  /** What runs the networks; if left out, the native runtime if it is installed, else WebAssembly. */
  readonly runtime?: RuntimeName | undefined;
  /** The module of the worker threads, for tests; the engine's own if left out. */
  readonly worker?: URL | undefined;
  readonly timed?: Timed | undefined;
  /** Called for every thread that died, or that was ended because it did not stop when asked to. It is replaced. */
  readonly onWorkerLost?: ((cause: 'DIED' | 'STUCK') => void) | undefined;
}

/** The module of a worker thread. */
const OWN_WORKER = moduleBeside(import.meta.url, 'worker');
/** A first guess at how long a card takes, until one was read. */
const FIRST_GUESS_MS = 1000;

/**
 * Reads cards on this machine, in worker threads; no picture leaves it.
 * @throws Error if the models are not installed
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions = {}): Engine {
  findModels();
  const count = options.threads ?? Math.max(1, availableParallelism());
  const queueTimeoutMs = options.queueTimeoutMs ?? QUEUE_DEFAULTS.queueTimeoutMs;
  const timeoutMs = options.timeoutMs ?? QUEUE_DEFAULTS.timeoutMs;
  const thresholds = { ...DEFAULT_THRESHOLDS, ...options.quality };
  const { worker = OWN_WORKER, runtime, timed = untimed, onWorkerLost = () => {} } = options;
  const semaphore: Semaphore = new Semaphore(count, options.maxQueue ?? QUEUE_DEFAULTS.maxQueue, () =>
    busy('Every reader is busy and the queue is full; try again later.'),
  );
  const threads = new Threads<ReadRequest, ReadOutcome>({
    count,
    worker,
    data: { runtime },
    onLost: onWorkerLost,
  });
  const running = new Set<Promise<unknown>>();
  let typicalMs = FIRST_GUESS_MS;
  let phase: 'loading' | 'able' | 'closing' = 'loading';

  const busy = (message: string) =>
    new ServiceBusyError({
      message,
      retryAfterSeconds: Math.max(1, Math.ceil(((semaphore.waiting + 1) * typicalMs) / count / 1000)),
    });
  const waitedTooLong = () => busy('The picture waited too long for a reader; try again later.');
  const tookTooLong = () => new UpstreamError({ message: 'The reader took too long over this picture.' });

  async function read(
    image: CardImage,
    wanted: ReadonlySet<Wanted>,
    signal: AbortSignal,
    caller: string | undefined,
  ): Promise<Reading> {
    if (phase === 'closing') throw shuttingDown();
    const enter = (turn: AbortSignal) => semaphore.acquire(turn, caller);
    await timed('queue', () => withTimeout(queueTimeoutMs, signal, waitedTooLong, enter));
    const started = performance.now();
    const picture = { ...image, wanted: [...wanted], thresholds };
    const readIt = (stop: AbortSignal) => threads.run(picture, stop, () => semaphore.release());
    const outcome = await timed('read', () => withTimeout(timeoutMs, signal, tookTooLong, readIt));
    typicalMs += 0.2 * (performance.now() - started - typicalMs);
    return readingOf(outcome);
  }

  return {
    name: 'EMBEDDED',
    read(image, wanted, signal, caller) {
      const reading = read(image, wanted, signal, caller);
      const settled = reading.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
      return reading;
    },
    async ready() {
      await threads.loaded;
      if (phase === 'loading') phase = 'able';
    },
    state: () => ({
      able: phase === 'able' && threads.alive > 0,
      waiting: semaphore.waiting,
      reading: semaphore.held,
      workers: threads.alive,
    }),
    async close() {
      phase = 'closing';
      await Promise.all(running);
      await threads.close();
    },
  };
}
