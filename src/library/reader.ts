/** Reads pictures of Indonesian identity cards (KTP-el) on this machine, on threads of their own, without a server. */
import { createEmbeddedEngine } from '../engine/embedded/engine.js';
import type { RuntimeName } from '../engine/embedded/models/runtime.js';
import { EVERYTHING } from '../engine/engine.js';
import { createFitter } from '../engine/fitting/fitter.js';
import type { QualityThresholds } from '../engine/image/quality.js';
import { ENGINE_INTAKE, FITTED_INTAKE } from '../image-limits.js';
import { todayInJakarta } from '../reading/clock.js';
import { readCard } from '../reading/read-card.js';
import { neededFor } from '../reading/selection.js';
import { loadRegions } from '../regions/store.js';
import { type ReadOptions, type ReadResult, resultOf } from './read-result.js';

export type { BoundingBox, PicturePoint } from '../engine/engine.js';
export {
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  OcrKtpError,
  OcrNoResultError,
  ServiceBusyError,
  UpstreamError,
} from '../engine/errors.js';
export type { ImageQuality, QualityCode, QualityThresholds } from '../engine/image/quality.js';
export type { FieldName } from '../ktp/field.js';
export type { Inconsistency, InconsistencyCode, Severity } from '../ktp/inconsistency.js';
export type { Hider, Visibility } from '../ktp/sight.js';
export type { PlainCard } from './plain-card.js';
export type { ReadField, ReadOptions, ReadResult } from './read-result.js';

export interface ReaderOptions {
  /** Pictures read at once, each on its own thread. Default: as many as the machine has cores. */
  readonly threads?: number;
  /** Pictures that may wait for a thread. More are refused with a `ServiceBusyError`. Default: 64. */
  readonly maxQueue?: number;
  /** How long a picture may wait for a thread, and how long a thread may read it. Default: 30 seconds each. */
  readonly queueTimeoutMs?: number;
  readonly timeoutMs?: number;
  /** What runs the networks: `native` needs `onnxruntime-node`, `wasm` needs nothing. Default: `native` if it is installed, else `wasm`. */
  readonly runtime?: RuntimeName;
  /**
   * Whether pictures up to 20 MiB and 12,000 pixels a side, also WebP and AVIF, are made smaller and read, as with `FIT_IMAGES`. Default: true.
   * If false, only JPEG and PNG below 2 MiB with sides of 256 to 4096 pixels are read.
   */
  readonly fit?: boolean;
  /** Thresholds from which a picture should be taken again. */
  readonly quality?: Partial<QualityThresholds>;
}

export interface Reader {
  /** Resolves when the reader can read; rejects if it never will. */
  ready(): Promise<void>;
  /**
   * Reads one picture. If the reader is not ready, the picture waits.
   * @throws OcrKtpError if there is no reading. Its `code` says why, and `retryable` whether it may succeed later
   */
  read(bytes: Uint8Array, options?: ReadOptions): Promise<ReadResult>;
  /** Waits until running readings end, then ends the threads. They keep the process alive. */
  close(): Promise<void>;
}

/** Creates a reader. Its threads live until it is closed, so create one reader, not one for each picture. */
export function createReader(options: ReaderOptions = {}): Reader {
  const engine = createEmbeddedEngine(options);
  const intake = options.fit === false ? ENGINE_INTAKE : FITTED_INTAKE;
  const fitter = createFitter(options);
  const regions = loadRegions();
  return {
    ready: () => engine.ready(),
    async read(bytes, { fields, signal = new AbortController().signal } = {}) {
      // Loading the networks does not count as time of the first picture.
      await engine.ready();
      const { buffer, byteOffset, byteLength } = bytes;
      const picture = { bytes: Buffer.from(buffer, byteOffset, byteLength), cut: false };
      const wanted = fields === undefined ? EVERYTHING : neededFor(fields);
      const services = {
        engines: [engine] as const,
        intake,
        fitter,
        regions,
        today: todayInJakarta,
        // The caller gets it as the error's `cause`.
        onFault: () => {},
      };
      const { reading, checkContext } = await readCard(picture, { engine: 'AUTO', wanted, signal }, services);
      return resultOf(reading, checkContext, fields);
    },
    async close() {
      await Promise.all([engine.close(), fitter.close()]);
    },
  };
}
