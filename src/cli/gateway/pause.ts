import { setTimeout as sleep } from 'node:timers/promises';

/** A pause of all lanes together, when the gateway asks one of them to wait. */
export class Pause {
  readonly #onPause: (seconds: number) => void;
  #until = 0;

  /** @param onPause called with the seconds of each pause */
  constructor(onPause: (seconds: number) => void) {
    this.#onPause = onPause;
  }

  begin(seconds: number): void {
    const until = performance.now() + seconds * 1000;
    if (until <= this.#until) return;
    this.#until = until;
    this.#onPause(seconds);
  }

  /** Resolves when no pause is left. @throws AbortError if `stop` fires first */
  async over(stop: AbortSignal): Promise<void> {
    for (let left = this.#left(); left > 0; left = this.#left()) {
      await sleep(left, undefined, { signal: stop });
    }
    stop.throwIfAborted();
  }

  #left(): number {
    return this.#until - performance.now();
  }
}
