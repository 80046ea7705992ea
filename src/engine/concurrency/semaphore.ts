import { Turns } from './turns.js';

interface Waiting {
  readonly enter: () => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Lets so many in at a time and so many wait. Callers take turns; who knows of none is one caller with all others who do not. Where
 * all seats are taken, the caller with the most of them gives one up to a caller who has fewer.
 */
export class WaitingRoom {
  readonly #places: number;
  readonly #seats: number;
  readonly #full: () => unknown;
  readonly #waiting = new Turns<Waiting>();
  #inside = 0;

  /** @param full the reason for those who find no seat */
  constructor(places: number, seats: number, full: () => unknown) {
    this.#places = places;
    this.#seats = seats;
    this.#full = full;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves when there is a place; whoever gets one must `leave`. Rejects with the signal's reason if it fires first, or where
   * there is no seat.
   */
  enter(signal: AbortSignal, caller = ''): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#inside < this.#places) {
      this.#inside++;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.#seats && !this.#makesRoomFor(caller)) {
      return Promise.reject(this.#full());
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        enter: () => {
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

  leave(): void {
    const next = this.#waiting.next();
    if (next === undefined) this.#inside--;
    else next.enter();
  }

  /** Whether somebody gave up a seat: only where both then have as many, or the other still has more. */
  #makesRoomFor(caller: string): boolean {
    const last = this.#waiting.lastOfLongest();
    if (last === undefined) return false;
    if (this.#waiting.lengthOf(last.caller) <= this.#waiting.lengthOf(caller) + 1) return false;
    this.#waiting.remove(last.caller, last.item);
    last.item.refuse(this.#full());
    return true;
  }
}
