import { Call, orAborted } from './call.js';

interface Flight<T> {
  readonly call: Call;
  readonly landed: Promise<T>;
  passengers: number;
}

/** Calls under way, so that asking for the same thing while it is being asked for is not paid twice. */
export class Flights<T> {
  readonly #aloft = new Map<string, Flight<T>>();

  /**
   * What `start` comes to, or what the same call already under way comes to.
   * @param key says what is asked for, and by whom; forgotten when the call is over
   * @param signal takes this caller off the call; the last one to leave calls it off
   */
  async join(key: string, signal: AbortSignal, start: (call: Call) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const flight = this.#aloft.get(key) ?? this.#launch(key, start);
    flight.passengers += 1;
    flight.call.want();
    try {
      return await orAborted(flight.landed, signal);
    } finally {
      flight.passengers -= 1;
      if (flight.passengers === 0 && signal.aborted) flight.call.callOff(signal.reason);
      // Whoever asks for it from now on must not be given somebody else's leaving as an answer.
      if (flight.call.signal.aborted) this.#forget(key, flight);
    }
  }

  /** Resolves when nothing is under way. */
  async landed(): Promise<void> {
    await Promise.allSettled([...this.#aloft.values()].map(({ landed }) => landed));
  }

  #launch(key: string, start: (call: Call) => Promise<T>): Flight<T> {
    const call = new Call();
    const landed = start(call).finally(() => {
      call.end();
      this.#forget(key, flight);
    });
    landed.catch(() => {});
    const flight: Flight<T> = { call, landed, passengers: 0 };
    this.#aloft.set(key, flight);
    return flight;
  }

  #forget(key: string, flight: Flight<T>): void {
    if (this.#aloft.get(key) === flight) this.#aloft.delete(key);
  }
}
