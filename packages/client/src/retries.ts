import { RequestError } from './errors.js';

export interface RetryOptions {
  /** How often a picture is sent again. 0: never. Default: 3. */
  readonly retries?: number;
  /** The longest wait. If the server asks for a longer one, there is no retry. Default: 30. */
  readonly longestWaitSeconds?: number;
}

/** The wait before the first retry if the server does not say how long. It doubles with each retry. */
const FIRST_WAIT_SECONDS = 0.5;

/** The outcome of a request: the result that the caller gets, or an error that is thrown. */
export type Outcome<T> = { readonly result: T } | { readonly error: RequestError };

/**
 * Repeats what may succeed later, as often and as long as the options allow.
 * @param wait called with the seconds before each retry
 * @returns the first outcome after which no retry is left or useful
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
    // At random, so that clients that failed together do not come back together.
    await wait(Math.max(asked, FIRST_WAIT_SECONDS * 2 ** done * (0.5 + Math.random())));
  }
}

/** Seconds to wait before a retry; null if a retry is of no use. */
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
