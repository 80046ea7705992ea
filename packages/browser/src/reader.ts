import { ImageInvalidFormatError, ImageInvalidSizeError, UpstreamError } from '../../../src/engine/errors.js';
import { DEFAULT_THRESHOLDS, type QualityThresholds } from '../../../src/engine/image/quality.js';
import type { AssetHashes } from './assets.js';
import { AssetError, OcrNoResultError, UnsupportedBrowserError } from './errors.js';
import type { JoinOptions } from './join/joiner.js';
import { type Live, startLive } from './live.js';
import type { Answer, LoadFault, Order, ReadOutcome, Understood } from './protocol.js';
import type { Picture, ReadOptions, ReadResult } from './result.js';

export interface ReaderOptions {
  /** The URL of the folder that `dist/assets` of this package was copied to, on the page's own origin: `/reader/`. */
  readonly assets: string | URL;
  /**
   * Threads that a network runs on. A page that is not isolated (`crossOriginIsolated`) has only one. Default: two on isolated pages.
   */
  readonly threads?: number;
  /** Thresholds from which a picture should be taken again. */
  readonly quality?: Partial<QualityThresholds>;
}

export interface Reader {
  /**
   * Resolves when the reader can read.
   * @throws AssetError or UnsupportedBrowserError if it never will, AbortError if it was closed
   */
  ready(): Promise<void>;
  /**
   * Reads one picture. If the reader is not ready, the picture waits. Pictures are read one after another. The caller still has to close a bitmap or
   * a frame.
   * @throws OcrKtpError if there is no reading, TypeError for anything but a picture (a canvas), DataCloneError if the picture was closed before its
   * turn, AbortError if the reader is closed, the signal's reason, or an error of `ready`
   */
  read(picture: Picture, options?: ReadOptions): Promise<ReadResult>;
  /** Begins to read one card from several pictures, for example the frames of a camera. */
  live(options?: JoinOptions): Live;
  /** Ends the worker and all readings. */
  close(): void;
}

/** Defined by the build, so that a page and the files that it loads are of the same version. */
declare const KTP_ASSET_HASHES: AssetHashes;

/** Threads if the page does not say how many. */
const MOST_THREADS = 2;
/** A WebAssembly module that adds a vector. If it is not valid, the browser has no SIMD. */
const SIMD = Uint8Array.of(
  ...[
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98,
  ],
  11,
);

interface Waiting {
  readonly settle: (outcome: ReadOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/** Classes of pictures, by name: an object of another frame of the page is of another class with the same name. */
const PICTURES: ReadonlySet<string> = new Set(['Blob', 'File', 'ImageBitmap', 'VideoFrame']);

/** Creates a reader. Its worker lives until it is closed, so create one reader, not one for each picture. */
export function createReader({ assets, threads, quality }: ReaderOptions): Reader {
  const missing = missingHere();
  const folder = new URL(`${assets}`.replace(/\/?$/, '/'), document.baseURI).href;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let worker: Worker | null = null;
  /** Ends the loading, and all that is read, with an error. */
  const closing = new AbortController();
  const tell = (order: Order) => worker?.postMessage(order);
  const loaded = missing === null ? load() : Promise.reject(new UnsupportedBrowserError(missing));
  // The caller gets the error.
  loaded.catch(() => {});

  function load(): Promise<void> {
    return new Promise((resolve, reject) => {
      const running = new Worker(`${folder}worker.js`, { type: 'module' });
      worker = running;
      closing.signal.addEventListener('abort', () => reject(closing.signal.reason));
      // Of a script that is not there, a browser tells no more than that.
      running.onerror = (event) => {
        event.preventDefault();
        reject(
          new AssetError(
            'ASSET_MISSING',
            'worker.js',
            'The file worker.js of the reader could not be loaded.',
          ),
        );
        failAll(new UpstreamError({ message: 'The reader failed unexpectedly.' }));
      };
      running.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.kind === 'loaded') resolve();
        else if (data.kind === 'not-loaded') reject(errorOf(data.fault));
        else waiting.get(data.id)?.settle(data.outcome);
      };
      tell({
        kind: 'load',
        folder,
        hashes: KTP_ASSET_HASHES,
        threads: crossOriginIsolated ? (threads ?? Math.min(MOST_THREADS, navigator.hardwareConcurrency)) : 1,
        thresholds: { ...DEFAULT_THRESHOLDS, ...quality },
      });
    });
  }

  function failAll(error: unknown): void {
    for (const { fail } of waiting.values()) fail(error);
  }

  /** The result of an order that the worker has ended. */
  async function ended(
    order: (id: number) => Extract<Order, { readonly id: number }>,
    signal: AbortSignal | undefined,
  ): Promise<ReadOutcome> {
    closing.signal.throwIfAborted();
    signal?.throwIfAborted();
    lastId += 1;
    const id = lastId;
    const stop = () => {
      tell({ kind: 'cancel', id });
      waiting.get(id)?.fail(signal?.reason);
    };
    try {
      return await new Promise<ReadOutcome>((settle, fail) => {
        waiting.set(id, { settle, fail });
        signal?.addEventListener('abort', stop, { once: true });
        const begin = () => {
          if (waiting.has(id)) tell(order(id));
        };
        // A bitmap or frame that was closed meanwhile cannot be handed over.
        loaded.then(begin).catch(fail);
      });
    } finally {
      waiting.delete(id);
      signal?.removeEventListener('abort', stop);
    }
  }

  async function read(
    picture: Picture,
    { fields, signal, outline = false }: ReadOptions = {},
  ): Promise<ReadResult> {
    refuseOthers(picture);
    return resultOf(await ended((id) => ({ kind: 'read', id, picture, fields, outline }), signal));
  }

  return {
    ready: () => loaded,
    read,
    live: (options) =>
      startLive(
        {
          read,
          understand: async (input, { fields, signal }) =>
            understoodOf(await ended((id) => ({ kind: 'understand', id, input, fields }), signal)),
        },
        options,
      ),
    close() {
      worker?.terminate();
      worker = null;
      closing.abort(new DOMException('The reader was closed.', 'AbortError'));
      failAll(closing.signal.reason);
    },
  };
}

/** @throws TypeError where a page gives something else, which a worker would not take or not know */
function refuseOthers(given: unknown): void {
  const kind = Object.prototype.toString.call(given).slice('[object '.length, -1);
  if (!PICTURES.has(kind)) {
    throw new TypeError(
      `This is no picture: ${kind}. A Blob, File, ImageBitmap or VideoFrame is; createImageBitmap makes one of a canvas or an image.`,
    );
  }
}

/** What the browser or the page lacks; null if nothing is missing. */
function missingHere(): string | null {
  if (!isSecureContext) return 'secure context (https, or this machine)';
  if (typeof OffscreenCanvas === 'undefined') return 'OffscreenCanvas';
  if (typeof DecompressionStream === 'undefined') return 'DecompressionStream';
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(SIMD)) return 'WebAssembly SIMD';
  return null;
}

function errorOf(fault: LoadFault): Error {
  switch (fault.kind) {
    case 'asset':
      return new AssetError(fault.code, fault.asset, fault.message);
    case 'failed':
      return new UpstreamError({ message: fault.message });
  }
}

function resultOf(outcome: ReadOutcome): ReadResult {
  if (outcome.kind === 'result') return outcome.result;
  throw faultOf(outcome);
}

function understoodOf(outcome: ReadOutcome): Understood {
  if (outcome.kind === 'understood') return outcome.result;
  throw faultOf(outcome);
}

/** The error that an outcome is which was not looked for. */
function faultOf(outcome: ReadOutcome): Error {
  switch (outcome.kind) {
    case 'size':
      return new ImageInvalidSizeError(outcome);
    case 'no-card':
      return new OcrNoResultError(outcome.message, outcome.quality);
    case 'undecodable':
      return new ImageInvalidFormatError(outcome);
    case 'failed':
      return new UpstreamError(outcome);
    default:
      return new Error('The reader answered what nobody asked for.');
  }
}
