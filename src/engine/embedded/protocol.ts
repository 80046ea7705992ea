import type { ImageMimeType } from '../../image-limits.js';
import type { Wanted } from '../engine.js';
import type { SentImage } from '../image/probe.js';
import type { QualityThresholds } from '../image/quality.js';
import type { Outcome } from '../outcome.js';
import type { Cancelled } from '../threads/threads.js';
import type { Without } from './heuristics.js';

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
  /** Only a bench leaves any out. */
  readonly without?: Without;
}

/** How the reading ended; cancelled where nobody waits for it any more. */
export type ReadOutcome = Outcome | Cancelled;
