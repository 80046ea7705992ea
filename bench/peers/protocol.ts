import type { Reading, Wanted } from '../../src/engine/engine.js';
import type { Threading } from './adapters/adapter.js';

/** What a reader's process is asked; every question is answered by a message of the same `id`. */
export type Question =
  | { readonly id: number; readonly kind: 'warm-up'; readonly pictures: readonly Uint8Array[] }
  | {
      readonly id: number;
      readonly kind: 'read';
      readonly bytes: Uint8Array;
      readonly wanted: readonly Wanted[];
    }
  | { readonly id: number; readonly kind: 'usage' };

/** What a card was read as, and what that took. */
export interface Outcome {
  /** Null where the picture gave no reading. */
  readonly reading: Pick<Reading, 'raw' | 'evidence' | 'nikRunnerUp'> | null;
  /** Why there is no reading. */
  readonly refused: string | null;
  readonly wallMs: number;
  /** Of all threads of the process, and of the processes it started. */
  readonly cpuMs: number;
}

export interface Usage {
  readonly cpuMs: number;
  /** Bytes of memory of the process (RSS). */
  readonly rss: number;
}

/** How the reader computes after its warm-up; null where that is its own affair. */
export interface WarmUp {
  readonly threading: Threading | null;
}

export type Reply =
  | { readonly id: number; readonly value: WarmUp | Outcome | Usage }
  | { readonly id: number; readonly failed: string };
