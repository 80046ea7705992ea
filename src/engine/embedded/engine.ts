import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Engine, Reading } from '../engine.js';
import { ImageInvalidFormatError, OcrNoResultError, ServiceBusyError, UpstreamError } from '../errors.js';
import type { CardImage } from '../image/probe.js';
import { WaitingRoom } from '../waiting-room.js';
import type { ReadAnswer, ReadRequest } from './message.js';
import { findModels } from './models.js';

export interface EmbeddedEngineOptions {
  /** Cards read at once, each on a thread of its own; as many as the machine has cores where left out. */
  readonly threads?: number | undefined;
  /** Cards that may wait for a thread; further ones are refused as busy. */
  readonly maxQueue?: number | undefined;
  /** The module that reads in a worker thread, where it is not the engine's own. */
  readonly worker?: URL | undefined;
}

const inTypeScript = import.meta.url.endsWith('.ts');
const OWN_WORKER = new URL(inTypeScript ? './worker.ts' : './worker.js', import.meta.url);
/** Of a first guess at how long a card takes, until one was read. */
const FIRST_GUESS_MS = 1000;

/**
 * Reads cards on this machine, in worker threads; no picture leaves it.
 * @throws Error where the models are not installed
 */
export function createEmbeddedEngine(options: EmbeddedEngineOptions = {}): Engine {
  findModels();
  const threads = options.threads ?? Math.max(1, availableParallelism());
  const room = new WaitingRoom(threads, options.maxQueue ?? 64);
  const pool = new Piscina({
    filename: fileURLToPath(options.worker ?? OWN_WORKER),
    minThreads: threads,
    maxThreads: threads,
    // A thread of a program run from TypeScript has to be told how to load it.
    execArgv: inTypeScript ? ['--import', registerTypeScript()] : [],
  });
  // A thread that dies idle is replaced, and one that dies at work fails its reading; either way there is nothing to add.
  pool.on('error', () => {});
  const warm = Promise.all(Array.from({ length: threads }, () => pool.run(null)));
  warm.catch(() => {});
  const running = new Set<Promise<unknown>>();
  let typicalMs = FIRST_GUESS_MS;
  let closing = false;

  const busy = (message: string) =>
    new ServiceBusyError({
      message,
      retryAfterSeconds: Math.max(1, Math.ceil(((room.waiting + 1) * typicalMs) / threads / 1000)),
    });

  async function runOnce(request: ReadRequest): Promise<ReadAnswer> {
    const started = performance.now();
    const answer = (await pool.run(request)) as ReadAnswer;
    typicalMs += 0.2 * (performance.now() - started - typicalMs);
    return answer;
  }

  /** A thread that died may have died of anything; a picture it dies of twice is given up. */
  async function run(request: ReadRequest): Promise<ReadAnswer> {
    try {
      return await runOnce(request);
    } catch {
      try {
        return await runOnce(request);
      } catch (cause) {
        throw new UpstreamError({ message: 'The reader failed on this picture.', cause });
      }
    }
  }

  async function read(image: CardImage, signal: AbortSignal): Promise<Reading> {
    if (closing) throw busy('The server is shutting down.');
    if (room.full) throw busy('Every reader is busy and the queue is full; try again later.');
    await room.enter(signal);
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const { bytes, mimeType, width, height } = image;
    const answer = run({ bytes, mimeType, width, height, cancelled }).finally(() => room.leave());
    return outcome(image, await orAborted(answer, signal, cancelled));
  }

  return {
    name: 'EMBEDDED',
    read(image, _wanted, signal) {
      const reading = read(image, signal);
      const settled = reading.catch(() => {}).finally(() => running.delete(settled));
      running.add(settled);
      return reading;
    },
    async ready() {
      await warm;
    },
    async close() {
      closing = true;
      await Promise.all(running);
      await pool.destroy();
    },
  };
}

/** A module that has tsx load TypeScript; tsx itself, given to `--import`, does so in the main thread only. */
function registerTypeScript(): string {
  const tsx = import.meta.resolve('tsx/esm/api');
  return `data:text/javascript,${encodeURIComponent(`import { register } from '${tsx}'; register();`)}`;
}

/** Does not wait for the thread to notice: it stops at its next stage, and its place is free then. */
function orAborted(
  answer: Promise<ReadAnswer>,
  signal: AbortSignal,
  cancelled: Int32Array,
): Promise<ReadAnswer> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      Atomics.store(cancelled, 0, 1);
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function outcome(image: CardImage, answer: ReadAnswer): Reading {
  switch (answer.kind) {
    case 'reading':
      return answer.reading;
    case 'no-card':
      throw new OcrNoResultError({
        message: 'No KTP was found in the picture.',
        // The upstream charges for this answer; here it costs nothing.
        pricing: 'FREE',
        quality: answer.quality,
      });
    case 'undecodable':
      throw new ImageInvalidFormatError({ message: answer.message, detectedType: image.mimeType });
    case 'cancelled':
      throw new Error('A reading that nobody cancelled was given up.');
  }
}
