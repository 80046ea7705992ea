import { Semaphore } from '../concurrency/semaphore.js';
import { withTimeout } from '../concurrency/with-timeout.js';
import { ServiceBusyError, UpstreamError } from '../errors.js';
import { type Cancelled, shuttingDown, Threads } from './threads.js';

/** How much work on pictures is done and kept waiting. */
export interface QueuedThreadsOptions {
  /** Pictures worked on at once, each on a thread of its own. */
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

/** What is done there, and what callers are told where it is not. */
interface Work {
  /** The module that works in a thread. */
  readonly worker: URL;
  readonly count: number;
  readonly full: string;
  readonly waitedTooLong: string;
  readonly tookTooLong: string;
}

/** Pictures that wait for a thread, how long they wait, and how long a thread may work on one, if options leave it out. */
export const QUEUE_DEFAULTS = { maxQueue: 64, queueTimeoutMs: 30_000, timeoutMs: 30_000 };
/** What a client is told to wait if there is too much to do. */
const BUSY_SECONDS = 1;

/** Threads with a queue before them, which begin with the first picture. */
export class QueuedThreads<Request extends object, Answer extends object> {
  readonly #work: Work;
  readonly #options: Readonly<Record<keyof typeof QUEUE_DEFAULTS, number>>;
  readonly #onLost: (cause: 'DIED' | 'STUCK') => void;
  readonly #semaphore: Semaphore;
  #threads: Threads<Request, Answer> | undefined;
  #closed = false;

  constructor(work: Work, options: QueuedThreadsOptions) {
    const { maxQueue, queueTimeoutMs, timeoutMs } = QUEUE_DEFAULTS;
    this.#work = work;
    this.#options = {
      maxQueue: options.maxQueue ?? maxQueue,
      queueTimeoutMs: options.queueTimeoutMs ?? queueTimeoutMs,
      timeoutMs: options.timeoutMs ?? timeoutMs,
    };
    this.#onLost = options.onWorkerLost ?? (() => {});
    this.#semaphore = this.semaphore(work.count);
  }

  /** A semaphore with a queue as long as that for a thread. */
  semaphore(permits: number): Semaphore {
    return new Semaphore(permits, this.#options.maxQueue, () => busy(this.#work.full));
  }

  /**
   * Waits for a thread, and has it work.
   * @param caller tells one caller from another: they take turns where pictures wait
   * @param first what must be held before a thread is waited for
   * @throws OcrKtpError where there was no thread in time or it took too long, or the signal's reason
   */
  async run(
    request: Request,
    signal: AbortSignal,
    caller?: string,
    first?: Semaphore,
  ): Promise<Exclude<Answer, Cancelled>> {
    const { queueTimeoutMs, timeoutMs } = this.#options;
    const waitedTooLong = () => busy(this.#work.waitedTooLong);
    const tookTooLong = () => new UpstreamError({ message: this.#work.tookTooLong });
    const leave = await withTimeout(queueTimeoutMs, signal, waitedTooLong, (turn) =>
      this.#enter(turn, caller, first),
    );
    if (this.#closed) {
      leave();
      throw shuttingDown();
    }
    const { worker, count } = this.#work;
    this.#threads ??= new Threads({ count, worker, onLost: this.#onLost });
    const threads = this.#threads;
    return withTimeout(timeoutMs, signal, tookTooLong, (stop) => threads.run(request, stop, leave));
  }

  /** Breaks off what is being done, and resolves when all threads have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#threads?.close();
  }

  /** @returns what to call when it is done */
  async #enter(turn: AbortSignal, caller: string | undefined, first?: Semaphore): Promise<() => void> {
    await first?.acquire(turn, caller);
    try {
      await this.#semaphore.acquire(turn, caller);
    } catch (error) {
      first?.release();
      throw error;
    }
    return () => {
      this.#semaphore.release();
      first?.release();
    };
  }
}

function busy(message: string): ServiceBusyError {
  return new ServiceBusyError({ message, retryAfterSeconds: BUSY_SECONDS });
}
