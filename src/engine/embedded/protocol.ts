import type { ImageMimeType } from '../../image-limits.js';
import type { Reading, Wanted } from '../engine.js';
import type { SentImage } from '../image/probe.js';
import type { ImageQuality, QualityThresholds } from '../image/quality.js';

/** What a worker thread is asked. */
export interface ReadRequest {
  readonly bytes: Uint8Array;
  readonly mimeType: ImageMimeType;
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
  /** The fields that somebody asked for. */
  readonly wanted: readonly Wanted[];
  readonly thresholds: QualityThresholds;
  /** The picture as it was sent, where it was fitted. */
  readonly sent?: SentImage;
}

/** What it answers. Outcomes are values: an error class does not survive the way between threads. */
export type ReadOutcome =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'no-card'; readonly quality: ImageQuality }
  | { readonly kind: 'undecodable'; readonly message: string }
  | { readonly kind: 'cancelled' };
