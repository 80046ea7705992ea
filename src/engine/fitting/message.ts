import type { UnfittedImage } from '../image/probe.js';
import type { Failure } from '../outcome.js';
import type { Cancelled } from '../threads/threads.js';

/** What a thread is asked to fit. */
export type FitRequest = Omit<UnfittedImage, 'bytes' | 'held'> & { readonly bytes: Uint8Array };

/** A JPEG within the limits of engines, its EXIF orientation followed. */
export interface Fitted {
  readonly kind: 'fitted';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Whether some of the picture's file was missing or not as it was written. */
  readonly damaged: boolean;
}

/** What it answers. */
export type FitAnswer = Fitted | Failure | Cancelled;
