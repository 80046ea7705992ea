import type { ImageSizeReason } from '../../../src/engine/errors.js';
import type { QualityThresholds } from '../../../src/engine/image/quality.js';
import type { Outcome } from '../../../src/engine/outcome.js';
import type { FieldName } from '../../../src/ktp/field.js';
import type { CheckInput } from '../../../src/library/check-input.js';
import type { AssetHashes } from './assets.js';
import type { AssetError } from './errors.js';
import type { FrameQuality, Picture, ReadResult } from './result.js';

/** What the page tells its worker. */
export type Order =
  | {
      readonly kind: 'load';
      /** Ends with a slash. */
      readonly folder: string;
      readonly hashes: AssetHashes;
      readonly threads: number;
      readonly thresholds: QualityThresholds;
    }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly picture: Picture;
      readonly fields: readonly FieldName[] | undefined;
      readonly outline: boolean;
    }
  | {
      readonly kind: 'understand';
      readonly id: number;
      readonly input: CheckInput;
      readonly fields: readonly FieldName[] | undefined;
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the worker answers: a class of errors does not survive the way. */
export type Answer =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'not-loaded'; readonly fault: LoadFault }
  | { readonly kind: 'ended'; readonly id: number; readonly outcome: ReadOutcome };

export type LoadFault =
  | {
      readonly kind: 'asset';
      readonly code: AssetError['code'];
      readonly asset: string;
      readonly message: string;
    }
  | { readonly kind: 'failed'; readonly message: string };

/** A text that was understood as a card. */
export type Understood = Pick<ReadResult, 'card' | 'inconsistencies' | 'fields'>;

/** How a reading ended; cancelled where nobody waits for it any more. */
export type ReadOutcome =
  | { readonly kind: 'result'; readonly result: ReadResult }
  | { readonly kind: 'understood'; readonly result: Understood }
  | {
      readonly kind: 'size';
      readonly message: string;
      readonly reason: ImageSizeReason;
      readonly width: number | null;
      readonly height: number | null;
    }
  | { readonly kind: 'no-card'; readonly message: string; readonly quality: FrameQuality | null }
  | Exclude<Outcome, { readonly kind: 'reading' | 'no-card' }>
  | { readonly kind: 'cancelled' };
