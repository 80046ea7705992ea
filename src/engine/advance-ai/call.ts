import { setTimeout as sleep } from 'node:timers/promises';

/**
 * One call on its way, and what may stop it: its time, and its callers while nothing was sent. It has one controller and
 * one timer, because `AbortSignal.any` with `AbortSignal.timeout` never fires after a garbage collection on Node 20.
 */
export class Call {
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #endsAt = Number.POSITIVE_INFINITY;
  #begun = false;
  #unwanted: { readonly reason: unknown } | null = null;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the upstream may have seen some of the request under way, and so may charge for it. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Milliseconds until the limit. */
  get left(): number {
    return this.#endsAt - performance.now();
  }

  /** Gives what follows so long, in place of an earlier limit. `reason` is asked for when the time is up. */
  limit(milliseconds: number, reason: () => unknown): void {
    clearTimeout(this.#timer);
    this.#endsAt = performance.now() + milliseconds;
    this.#timer = setTimeout(() => this.#controller.abort(reason()), milliseconds);
  }

  /** The request starts to be sent. */
  begin(): void {
    this.#begun = true;
  }

  /** The request under way is over, well or not. */
  settle(): void {
    this.#begun = false;
    if (this.#unwanted) this.#controller.abort(this.#unwanted.reason);
  }

  /** Nobody waits for it any more: it ends at once, or as soon as the request that was begun is over. */
  callOff(reason: unknown): void {
    this.#unwanted = { reason };
    if (!this.#begun) this.#controller.abort(reason);
  }

  /** Somebody waits for it after all. */
  want(): void {
    this.#unwanted = null;
  }

  /** @throws the signal's reason */
  async pause(milliseconds: number): Promise<void> {
    await sleep(milliseconds, undefined, { signal: this.signal }).catch(() => this.signal.throwIfAborted());
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
