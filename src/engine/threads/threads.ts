import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Piscina } from 'piscina';
import { ServiceBusyError, UpstreamError } from '../errors.js';
import { holdEnd } from './before-exit.js';
import { Gate } from './gate.js';

interface ThreadsOptions {
  readonly count: number;
  /** The module that works in a thread. */
  readonly worker: URL;
  /** What the module finds in its `workerData`, beside `loading`, the memory of the gate that it loads through. */
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** Told of every thread that died, or was ended because it did not stop when it was asked to; it is replaced. */
  readonly onLost: (cause: 'DIED' | 'STUCK') => void;
}

/** What a thread answers whose work was broken off. */
export interface Cancelled {
  readonly kind: 'cancelled';
}

const inTypeScript = import.meta.url.endsWith('.ts');
/** A thread that was asked to stop does so at its next stage; one that takes longer than this is ended, when it is not in native code. */
const STOPPING_MS = 5000;
const LOOK_AGAIN_MS = 100;
/** Before a thread is missed that the pool has not replaced by itself. */
const MISSED_MS = 500;

/**
 * A picture's pixels lie outside V8's heap and yet count as if they were old objects in it: a thread with a heap as small as these
 * begin with would look through all of it at each card, for a fifth of its time. MB, for threads that start after this.
 */
setFlagsFromString('--initial-old-space-size=96');

/**
 * Threads that work on pictures, each with its modules loaded: so many live, whatever some die of. None is ended inside native code,
 * which would end the process: not while it loads, not while a network runs, not when the process exits.
 * The module of a thread is given each request with the memory of a `Gate` added, shut as soon as nobody waits for the answer.
 */
export class Threads<Request extends object, Answer extends object> {
  /** Resolves when all have loaded; rejects where they cannot. */
  readonly loaded: Promise<unknown>;
  readonly #pool: Piscina;
  readonly #count: number;
  /** What threads load through. */
  readonly #loading = new Gate();
  /** What breaks off each reading that has not come back, and when it is over. */
  readonly #readings = new Map<() => void, Promise<unknown>>();
  readonly #over: () => void;
  #closed: Promise<void> | undefined;
  #ending = 0;

  constructor({ count, worker, data, onLost }: ThreadsOptions) {
    this.#count = count;
    this.#pool = new Piscina({
      filename: fileURLToPath(worker),
      minThreads: count,
      maxThreads: count,
      workerData: { ...data, loading: this.#loading.shared },
      // A thread has to be told how to load TypeScript.
      execArgv: worker.pathname.endsWith('.ts') ? ['--import', registerTypeScript()] : [],
    });
    // A thread that dies idle is replaced, and one that dies at work fails its reading; either way there is nothing to add.
    this.#pool.on('error', () => {});
    this.#pool.on('workerDestroy', () => {
      if (this.#isClosing) return;
      onLost(this.#ending > 0 ? 'STUCK' : 'DIED');
      setTimeout(() => this.#replace(), MISSED_MS).unref();
    });
    this.loaded = Promise.all(Array.from({ length: count }, () => this.#pool.run(null)));
    this.loaded.catch(() => {});
    this.#over = holdEnd(() => this.close());
  }

  /** Those still loading included. */
  get alive(): number {
    return this.#pool.threads.length;
  }

  /**
   * Does not wait for the thread to notice when the signal fires: it stops at its next stage, or is ended.
   * @param onFree called when the thread can take the next picture, which may be after this rejected
   * @throws UpstreamError for a picture that cannot be read, ServiceBusyError where the threads were closed, or the signal's reason
   */
  run(request: Request, signal: AbortSignal, onFree: () => void): Promise<Exclude<Answer, Cancelled>> {
    if (this.#isClosing) {
      onFree();
      return Promise.reject(shuttingDown());
    }
    const gate = new Gate();
    const end = new AbortController();
    const answer = this.#tryTwice({ ...request, gate: gate.shared }, gate, end.signal);
    return new Promise((resolve, reject) => {
      let patience: NodeJS.Timeout | undefined;
      const breakOff = () => {
        if (gate.isShut) return;
        gate.shut();
        patience = setTimeout(endThread, STOPPING_MS);
      };
      const endThread = () => {
        if (gate.isEmpty) this.#end(end);
        else patience = setTimeout(endThread, LOOK_AGAIN_MS);
      };
      const stop = () => {
        breakOff();
        reject(signal.reason);
      };
      if (signal.aborted) stop();
      else signal.addEventListener('abort', stop, { once: true });
      this.#readings.set(breakOff, answer);
      const answered = (what: Answer | Cancelled) =>
        isCancelled(what) ? reject(shuttingDown()) : resolve(what as Exclude<Answer, Cancelled>);
      answer.then(answered, reject).finally(() => {
        clearTimeout(patience);
        this.#readings.delete(breakOff);
        signal.removeEventListener('abort', stop);
        onFree();
      });
    });
  }

  /** Breaks off what is being read, and resolves when all threads have ended. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#loading.shut();
    for (const breakOff of this.#readings.keys()) breakOff();
    await Promise.allSettled(this.#readings.values());
    await this.#loading.empty();
    await this.#pool.destroy();
    this.#over();
  }

  get #isClosing(): boolean {
    return this.#loading.isShut;
  }

  /** A thread that died may have died of anything; a picture it dies of twice is given up. */
  async #tryTwice(request: Gated<Request>, gate: Gate, end: AbortSignal): Promise<Answer | Cancelled> {
    try {
      return await this.#pool.run(request, { signal: end });
    } catch {
      if (gate.isShut) return { kind: 'cancelled' };
      gate.forget();
    }
    try {
      return await this.#pool.run(request, { signal: end });
    } catch (cause) {
      throw new UpstreamError({ message: 'The reader failed on this picture.', cause });
    }
  }

  /** The pool replaces no thread that dies before it has loaded, and what waits for it would wait until another comes. */
  #replace(): void {
    if (this.#isClosing || this.alive >= this.#count) return;
    this.#pool.run(null).catch(() => {});
  }

  #end(end: AbortController): void {
    this.#ending += 1;
    end.abort();
    this.#ending -= 1;
  }
}

/** What was broken off by nobody who waits for it, was so because the threads end. */
export function shuttingDown(): ServiceBusyError {
  return new ServiceBusyError({ message: 'The server is shutting down.', retryAfterSeconds: 1 });
}

function isCancelled(answer: object): answer is Cancelled {
  return 'kind' in answer && answer.kind === 'cancelled';
}

/** A request as a thread's module gets it. */
export type Gated<Request> = Request & { readonly gate: Int32Array };

/** The module beside another, compiled or not as that one is. */
export function moduleBeside(url: string, name: string): URL {
  return new URL(`./${name}.${inTypeScript ? 'ts' : 'js'}`, url);
}

/** A module that has tsx load TypeScript; tsx itself, given to `--import`, does so in the main thread only. */
function registerTypeScript(): string {
  const tsx = import.meta.resolve('tsx/esm/api');
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${tsx}'; register();`)}`;
}
