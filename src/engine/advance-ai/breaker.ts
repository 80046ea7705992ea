import { ServiceBusyError } from '../errors.js';

/** The upstream is not asked for a while because it failed again and again. */
export class CircuitOpenError extends ServiceBusyError {}

export interface BreakerOptions {
  /** So many failures in a row open the circuit. */
  readonly failures: number;
  /** For so long nothing is asked; then one call tries. */
  readonly restMs: number;
  readonly now?: () => number;
}

/** How a call ended: with any answer at all, without one, or given up by its callers, which says nothing of the upstream. */
export type Outcome = 'ANSWERED' | 'FAILED' | 'GIVEN_UP';

/**
 * A circuit breaker with a half-open probe. Not a library's: theirs let callers wait for the probe, here they are told at
 * once, and for how long.
 */
export class Breaker {
  readonly #limit: number;
  readonly #restMs: number;
  readonly #now: () => number;
  #failures = 0;
  #restsUntil = 0;
  #probing = false;

  constructor({ failures, restMs, now = () => performance.now() }: BreakerOptions) {
    this.#limit = failures;
    this.#restMs = restMs;
    this.#now = now;
  }

  /** Whether the upstream is left alone: a call would be refused for the time being. */
  get resting(): boolean {
    return this.#failures >= this.#limit && this.#restsUntil > this.#now();
  }

  /**
   * Lets a call through, which reports its end to the function returned.
   * @throws CircuitOpenError
   */
  enter(): (outcome: Outcome) => void {
    const open = this.#failures >= this.#limit;
    const rest = this.#restsUntil - this.#now();
    if (open && (this.#probing || rest > 0)) throw resting(Math.max(1, Math.ceil(rest / 1000)));
    if (open) this.#probing = true;
    return (outcome) => {
      if (open) this.#probing = false;
      if (outcome === 'ANSWERED') this.#failures = 0;
      if (outcome !== 'FAILED') return;
      this.#failures += 1;
      if (this.#failures >= this.#limit) this.#restsUntil = this.#now() + this.#restMs;
    };
  }
}

function resting(seconds: number): CircuitOpenError {
  return new CircuitOpenError({
    message: `The upstream failed repeatedly and is not called for now; try again in ${seconds} s.`,
    retryAfterSeconds: seconds,
  });
}
