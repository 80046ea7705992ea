/**
 * Gives some work so long. The signal it gets fires when `signal` does, and when the time is up with the reason that
 * `timeUp` makes. It has one controller and one timer, both let go when the work is over: `AbortSignal.any` with
 * `AbortSignal.timeout` never fires after a garbage collection on Node 20.
 */
export async function withTimeout<T>(
  milliseconds: number,
  signal: AbortSignal,
  timeUp: () => unknown,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal.reason);
  const timer = setTimeout(() => controller.abort(timeUp()), milliseconds);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** Settles as the promise does, or rejects with the signal's reason if it fires first. The promise itself goes on. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
