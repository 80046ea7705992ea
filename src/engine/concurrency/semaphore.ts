import { Turns } from './turns.js';

interface Waiting {
  readonly admit: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * A counting semaphore with a bounded queue. Callers take turns; those whose caller is not known count as one. Where the queue is
 * full, the caller with the longest part of it gives up a place to a caller with a shorter one.
 */
export class Semaphore {
  readonly #permits: number;
  readonly #maxWaiting: number;
  readonly #full: () => unknown;
  readonly #waiting = new Turns<Waiting>();
  #held = 0;

  /**
   * @param permits how many may be held at once
   * @param maxWaiting how many may wait for one
   * @param full makes the reason of a rejection where the queue is full
   */
  constructor(permits: number, maxWaiting: number, full: () => unknown) {
    this.#permits = permits;
    this.#maxWaiting = maxWaiting;
    this.#full = full;
  }

  get held(): number {
    return this.#held;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves when a permit is held, to be given back by `release`. Rejects with the signal's reason if it fires first, or where
   * the queue is full.
   */
  acquire(signal: AbortSignal, caller = ''): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#held < this.#permits) {
      this.#held++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.#maxWaiting && !this.#makesRoomFor(caller)) {
      return Promise.reject(this.#full());
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        admit: () => {
          signal.removeEventListener('abort', gone);
          resolve();
        },
        refuse: (reason) => {
          signal.removeEventListener('abort', gone);
          reject(reason);
        },
      };
      const gone = () => {
        this.#waiting.remove(caller, waiting);
        reject(signal.reason);
      };
      this.#waiting.add(caller, waiting);
      signal.addEventListener('abort', gone, { once: true });
    });
  }

  release(): void {
    const next = this.#waiting.next();
    if (next === undefined) this.#held--;
    else next.admit();
  }

  /** Whether somebody gave up a place in the queue: only where both then have as many, or the other still has more. */
  #makesRoomFor(caller: string): boolean {
    const last = this.#waiting.lastOfLongest();
    if (last === undefined) return false;
    if (this.#waiting.lengthOf(last.caller) <= this.#waiting.lengthOf(caller) + 1) return false;
    this.#waiting.remove(last.caller, last.item);
    last.item.refuse(this.#full());
    return true;
  }
}
