import { RequestError } from './errors.js';

export interface RetryOptions {
  /** How often a picture is sent again; 3 where left out, 0 for never. */
  readonly retries?: number;
  /** A server that asks to wait longer than this is not waited for; 30 where left out. */
  readonly longestWaitSeconds?: number;
}

/** Where nobody says how long to wait: this long before the first retry, twice as long before each next. */
const FIRST_WAIT_SECONDS = 0.5;

/** The outcome of a request: the result that the caller gets, or an error that is thrown. */
export type Outcome<T> = { readonly result: T } | { readonly error: RequestError };

/**
 * Does again what may succeed later, as often and as long as the options have it.
 * @param wait told the seconds before each retry
 * @returns the first outcome that nothing speaks for trying again after
 */
export async function withRetries<T>(
  attempt: () => Promise<Outcome<T>>,
  { retries = 3, longestWaitSeconds = 30 }: RetryOptions,
  wait: (seconds: number) => Promise<void>,
): Promise<Outcome<T>> {
  for (let done = 0; ; done += 1) {
    const outcome = await attempt();
    const asked = waitAskedFor('error' in outcome ? outcome.error : outcome.result);
    if (asked === null || done >= retries || asked > longestWaitSeconds) return outcome;
    // Spread, so that clients that failed together do not come again together.
    await wait(Math.max(asked, FIRST_WAIT_SECONDS * 2 ** done * (0.5 + Math.random())));
  }
}

/** Seconds; null for what nothing speaks for trying again after. */
function waitAskedFor(outcome: unknown): number | null {
  const { __typename, retryable, retryAfterSeconds } = (outcome ?? {}) as {
    readonly __typename?: string;
    readonly retryable?: boolean;
    readonly retryAfterSeconds?: number | null;
  };
  // A document need not select `retryable`; a busy service is one that reads later, by its name.
  const again =
    outcome instanceof RequestError ? retryable : (retryable ?? __typename === 'ServiceBusyError');
  return again ? (retryAfterSeconds ?? 0) : null;
}

/** @throws the signal's reason */
export function sleep(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
