import { orAborted } from '../concurrency/with-timeout.js';
import { Call } from './call.js';

interface Flight<K, T> {
  readonly asked: K;
  readonly call: Call;
  readonly landed: Promise<T>;
  passengers: number;
}

/** Calls under way, so that asking for the same thing while it is being asked for is not paid twice. */
export class Flights<K, T> {
  readonly #aloft = new Set<Flight<K, T>>();
  readonly #isSame: (one: K, other: K) => boolean;

  /** @param isSame whether two ask for the same thing */
  constructor(isSame: (one: K, other: K) => boolean) {
    this.#isSame = isSame;
  }

  /**
   * What `start` comes to, or what the same call already under way comes to.
   * @param asked what is asked for, and by whom; forgotten when the call is over
   * @param signal takes this caller off the call; the last one to leave calls it off
   */
  async join(asked: K, signal: AbortSignal, start: (call: Call) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const flight = this.#find(asked) ?? this.#launch(asked, start);
    flight.passengers += 1;
    flight.call.want();
    try {
      return await orAborted(flight.landed, signal);
    } finally {
      flight.passengers -= 1;
      if (flight.passengers === 0 && signal.aborted) flight.call.callOff(signal.reason);
      // Whoever asks for it from now on must not be given somebody else's leaving as an answer.
      if (flight.call.signal.aborted) this.#aloft.delete(flight);
    }
  }

  /** Resolves when nothing is under way. */
  async landed(): Promise<void> {
    await Promise.allSettled([...this.#aloft].map(({ landed }) => landed));
  }

  #find(asked: K): Flight<K, T> | undefined {
    for (const flight of this.#aloft) if (this.#isSame(flight.asked, asked)) return flight;
    return undefined;
  }

  #launch(asked: K, start: (call: Call) => Promise<T>): Flight<K, T> {
    const call = new Call();
    const landed = start(call).finally(() => {
      call.end();
      this.#aloft.delete(flight);
    });
    landed.catch(() => {});
    const flight: Flight<K, T> = { asked, call, landed, passengers: 0 };
    this.#aloft.add(flight);
    return flight;
  }
}
