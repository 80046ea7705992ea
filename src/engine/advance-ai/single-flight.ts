import { abortable } from '../concurrency/with-timeout.js';
import { Call } from './call.js';

interface InFlight<K, T> {
  readonly asked: K;
  readonly call: Call;
  readonly settled: Promise<T>;
  callers: number;
}

/** Calls under way, so that asking for the same thing while it is being asked for is not paid twice. */
export class SingleFlight<K, T> {
  /**
   * No Set: one that grows and shrinks moves to a new table each time, and V8 keeps the tables before it, with the pictures that were
   * in them, until a full garbage collection.
   */
  readonly #inFlight: InFlight<K, T>[] = [];
  readonly #isSame: (one: K, other: K) => boolean;

  /** @param isSame whether two ask for the same thing */
  constructor(isSame: (one: K, other: K) => boolean) {
    this.#isSame = isSame;
  }

  /**
   * The result of `start`, or of the same call where it is under way already.
   * @param asked what is asked for, and by whom; kept until the call is over
   * @param signal takes this caller off the call; the last one to leave calls it off
   */
  async join(asked: K, signal: AbortSignal, start: (call: Call) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const inFlight = this.#find(asked) ?? this.#start(asked, start);
    inFlight.callers += 1;
    inFlight.call.want();
    try {
      return await abortable(inFlight.settled, signal);
    } finally {
      inFlight.callers -= 1;
      if (inFlight.callers === 0 && signal.aborted) inFlight.call.callOff(signal.reason);
      // A caller that joins from now on must not get the cancellation of another one.
      if (inFlight.call.signal.aborted) this.#remove(inFlight);
    }
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    await Promise.allSettled([...this.#inFlight].map(({ settled }) => settled));
  }

  #find(asked: K): InFlight<K, T> | undefined {
    return this.#inFlight.find((inFlight) => this.#isSame(inFlight.asked, asked));
  }

  #remove(inFlight: InFlight<K, T>): void {
    const place = this.#inFlight.indexOf(inFlight);
    if (place >= 0) this.#inFlight.splice(place, 1);
  }

  #start(asked: K, start: (call: Call) => Promise<T>): InFlight<K, T> {
    const call = new Call();
    const settled = start(call).finally(() => {
      call.end();
      this.#remove(inFlight);
    });
    settled.catch(() => {});
    const inFlight: InFlight<K, T> = { asked, call, settled, callers: 0 };
    this.#inFlight.push(inFlight);
    return inFlight;
  }
}
