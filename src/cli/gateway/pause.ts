import { setTimeout as sleep } from 'node:timers/promises';

/** A break that all lanes take together when one of them is asked to wait. */
export class Pause {
  readonly #onPause: (seconds: number) => void;
  #until = 0;

  /** @param onPause told how long each break will be */
  constructor(onPause: (seconds: number) => void) {
    this.#onPause = onPause;
  }

  begin(seconds: number): void {
    const until = performance.now() + seconds * 1000;
    if (until <= this.#until) return;
    this.#until = until;
    this.#onPause(seconds);
  }

  /** @throws AbortError when `stop` fires first */
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
