import './no-telemetry.js';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { UpstreamError } from '../errors.js';
import type { ReadAnswer, ReadRequest } from './message.js';
import type { RuntimeName } from './runtime.js';

interface ThreadsOptions {
  readonly count: number;
  /** The module that reads in a thread, where it is not the engine's own. */
  readonly worker?: URL | undefined;
  /** What runs the networks; the best that is there where left out. */
  readonly runtime?: RuntimeName | undefined;
  /** Told of every thread that died, or was ended because it did not stop when it was asked to; it is replaced. */
  readonly onLost: (cause: 'DIED' | 'STUCK') => void;
}

const inTypeScript = import.meta.url.endsWith('.ts');
const OWN_WORKER = new URL(inTypeScript ? './worker.ts' : './worker.js', import.meta.url);
/** A thread that was asked to stop does so at its next stage; one that takes longer than this is ended. */
const STOPPING_MS = 5000;
/** Before a thread is missed that the pool has not replaced by itself. */
const MISSED_MS = 500;

/**
 * A picture's pixels lie outside V8's heap and yet count as if they were old objects in it: a thread with a heap as small as these
 * begin with would look through all of it at each card, for a fifth of its time. MB, for threads that start after this.
 */
setFlagsFromString('--initial-old-space-size=96');

/** The threads that read, each with the networks loaded: so many live, whatever some die of. */
export class Threads {
  /** Resolves when all have loaded; rejects where they cannot. */
  readonly loaded: Promise<unknown>;
  readonly #pool: Piscina;
  readonly #count: number;
  #closing = false;
  #ending = 0;

  constructor({ count, worker = OWN_WORKER, runtime, onLost }: ThreadsOptions) {
    this.#count = count;
    this.#pool = new Piscina({
      filename: fileURLToPath(worker),
      minThreads: count,
      maxThreads: count,
      workerData: { runtime },
      // A thread of a program run from TypeScript has to be told how to load it.
      execArgv: inTypeScript ? ['--import', registerTypeScript()] : [],
    });
    // A thread that dies idle is replaced, and one that dies at work fails its reading; either way there is nothing to add.
    this.#pool.on('error', () => {});
    this.#pool.on('workerDestroy', () => {
      if (this.#closing) return;
      onLost(this.#ending > 0 ? 'STUCK' : 'DIED');
      setTimeout(() => this.#replace(), MISSED_MS).unref();
    });
    this.loaded = Promise.all(Array.from({ length: count }, () => this.#pool.run(null)));
    this.loaded.catch(() => {});
  }

  /** Those still loading included. */
  get alive(): number {
    return this.#pool.threads.length;
  }

  /**
   * Does not wait for the thread to notice when the signal fires: it stops at its next stage, or is ended.
   * @param onFree called when the thread can take the next picture, which may be after this rejected
   * @throws UpstreamError for a picture that cannot be read, or the signal's reason
   */
  run(picture: Omit<ReadRequest, 'cancelled'>, signal: AbortSignal, onFree: () => void): Promise<ReadAnswer> {
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const end = new AbortController();
    const answer = this.#tryTwice({ ...picture, cancelled }, end.signal);
    return new Promise((resolve, reject) => {
      let patience: NodeJS.Timeout | undefined;
      const stop = () => {
        Atomics.store(cancelled, 0, 1);
        patience = setTimeout(() => this.#end(end), STOPPING_MS);
        reject(signal.reason);
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      answer.then(resolve, reject).finally(() => {
        clearTimeout(patience);
        signal.removeEventListener('abort', stop);
        onFree();
      });
    });
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#pool.destroy();
  }

  /** A thread that died may have died of anything; a picture it dies of twice is given up. */
  async #tryTwice(request: ReadRequest, end: AbortSignal): Promise<ReadAnswer> {
    try {
      return await this.#pool.run(request, { signal: end });
    } catch {
      if (Atomics.load(request.cancelled, 0) === 1) return { kind: 'cancelled' };
    }
    try {
      return await this.#pool.run(request, { signal: end });
    } catch (cause) {
      throw new UpstreamError({ message: 'The reader failed on this picture.', cause });
    }
  }

  /** The pool replaces no thread that dies before it has loaded, and what waits for it would wait until another comes. */
  #replace(): void {
    if (this.#closing || this.alive >= this.#count) return;
    this.#pool.run(null).catch(() => {});
  }

  #end(end: AbortController): void {
    this.#ending += 1;
    end.abort();
    this.#ending -= 1;
  }
}

/** A module that has tsx load TypeScript; tsx itself, given to `--import`, does so in the main thread only. */
function registerTypeScript(): string {
  const tsx = import.meta.resolve('tsx/esm/api');
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${tsx}'; register();`)}`;
}
