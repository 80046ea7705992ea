import { abortable } from '../../engine/concurrency/with-timeout.js';
import { holdEnd } from '../../engine/threads/before-exit.js';
import { metrics } from '../../observability/metrics.js';
import { IdempotencyKeyReusedError } from './errors.js';
import { MemoryStore } from './memory-store.js';
import { fingerprintOf, type KeyedRequest, keyedPicture } from './names.js';
import { isFinal, type Read } from './outcome.js';
import { type OnceOrder, readOnce, unreachable } from './read-once.js';
import { RedisStore } from './redis-store.js';
import type { IdempotencyStore } from './store.js';

export interface IdempotencyOptions {
  /** How long what was read is kept. */
  readonly lifeMs: number;
  /** Where the gateways of one service keep it together; each in its own memory where left out. */
  readonly redisUrl?: string | undefined;
  /** Of what is kept in memory. */
  readonly maxBytes?: number;
}

/** About 3,000 readings. */
const MAX_BYTES = 32 * 1024 * 1024;

/** The pictures of one request. */
export interface OpenRequest {
  /**
   * The result of one of them; it is read now only if it was not before.
   * @param index its place in the request
   * @param signal takes this caller away; the last to leave stops a reading that costs nothing
   * @throws OcrKtpError, or the signal's reason
   */
  once(index: number, signal: AbortSignal, read: OnceOrder['read']): Promise<Read>;
  /** Frees the key for other pictures where nothing of these was read. */
  end(): Promise<void>;
}

/** A reading under way in this process, and how many wait for it. */
interface InFlight {
  readonly settled: Promise<Read>;
  readonly controller: AbortController;
  callers: number;
  /** Whether nothing stops it. */
  begun: boolean;
}

/**
 * Readings that are done once for a key: who sends the same picture with the same key again gets what it came to, as long as that is
 * kept. Who asks while it is being read waits for it, at whichever gateway. What may be charged is read to its end and
 * kept although its caller left.
 */
export class IdempotentReadings {
  readonly #own: IdempotencyStore;
  readonly #shared: IdempotencyStore | null;
  readonly #inFlight = new Map<string, InFlight>();

  constructor({ lifeMs, redisUrl, maxBytes = MAX_BYTES }: IdempotencyOptions) {
    this.#own = new MemoryStore(lifeMs, maxBytes);
    this.#shared = redisUrl === undefined ? null : new RedisStore(redisUrl, lifeMs);
  }

  /**
   * Begins a request with all of its pictures.
   * @param mayBeCharged whether the engine is one that is paid: it is not asked where nobody knows what was read before
   * @throws IdempotencyKeyReusedError where the key stands for others, ServiceBusyError where that cannot be looked up
   */
  async open(
    request: KeyedRequest,
    mayBeCharged: boolean,
    pictures: readonly Buffer[],
  ): Promise<OpenRequest> {
    const keyed = pictures.map((bytes) => keyedPicture(bytes, request));
    const { name, value } = fingerprintOf(keyed, request);
    let store = this.#shared ?? this.#own;
    const pinned = await store.pin(name, value).catch(() => {
      if (mayBeCharged) throw unreachable();
      store = this.#own;
      return store.pin(name, value);
    });
    if (pinned !== value) throw new IdempotencyKeyReusedError();
    let isUsed = false;
    return {
      once: async (index, signal, read) => {
        const picture = keyed[index];
        if (picture === undefined) throw new RangeError(`The request has no picture ${index}.`);
        try {
          const outcome = await this.#join({ ...picture, store, mayBeCharged, read }, signal);
          isUsed = true;
          return outcome;
        } catch (error) {
          isUsed ||= isFinal(error) || (signal.aborted && mayBeCharged);
          throw error;
        }
      },
      end: async () => {
        if (!isUsed) await store.unpin(name, value).catch(() => {});
      },
    };
  }

  /** Lets what is being read end, then frees what this holds. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#inFlight.values()].map(({ settled }) => settled));
    this.#own.close();
    this.#shared?.close();
  }

  async #join(order: OnceOrder, signal: AbortSignal): Promise<Read> {
    signal.throwIfAborted();
    const known = this.#inFlight.get(order.name);
    if (known !== undefined) metrics.idempotency('REPLAYED');
    const inFlight = known ?? this.#start(order);
    inFlight.callers += 1;
    try {
      return await abortable(inFlight.settled, signal);
    } finally {
      inFlight.callers -= 1;
      if (inFlight.callers === 0 && !inFlight.begun) {
        // Who asks from now on must not be given somebody else's leaving as an answer.
        this.#forget(order.name, inFlight);
        inFlight.controller.abort(signal.reason);
      }
    }
  }

  #start(order: OnceOrder): InFlight {
    const controller = new AbortController();
    const begin = () => {
      inFlight.begun = true;
      const over = holdEnd(() => settled.then(() => {}));
      settled.then(over, over);
    };
    const settled = Promise.resolve()
      .then(() => readOnce(order, controller.signal, begin))
      .finally(() => this.#forget(order.name, inFlight));
    settled.catch(() => {});
    const inFlight: InFlight = { settled, controller, callers: 0, begun: false };
    this.#inFlight.set(order.name, inFlight);
    return inFlight;
  }

  #forget(name: string, inFlight: InFlight): void {
    if (this.#inFlight.get(name) === inFlight) this.#inFlight.delete(name);
  }
}
