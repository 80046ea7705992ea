import type { CardImage } from './image/probe.js';
import type { EngineName, Reading, Wanted } from './reading.js';

export {
  type BoundingBox,
  type CardOutline,
  type EngineName,
  EVERYTHING,
  type Evidence,
  type OutlinePart,
  type PicturePoint,
  type Reading,
  type Wanted,
} from './reading.js';

/** The steps of a reading that are an engine's own: waiting for its turn, and reading. */
export type EngineStage = 'queue' | 'read';

/** Runs a step, measures its time, and settles as the step does. */
export type Timed = <T>(stage: EngineStage, step: () => Promise<T>) => Promise<T>;

export const untimed: Timed = (_, step) => step();

/** How busy an engine is, for those who run it. */
export interface EngineState {
  /** Whether it can read now: false while it starts, rests after failures, or stops. */
  readonly able: boolean;
  /** Pictures waiting for their turn. */
  readonly waiting: number;
  /** A word for why it is unable, where it knows. */
  readonly reason?: string | undefined;
  /** Pictures being read. */
  readonly reading: number;
  /** Threads that live, those still loading included; null where the engine has none. */
  readonly workers: number | null;
}

/** Who waits: somebody in front of a screen, or a batch, which lets those go first. */
export type Urgency = 'INTERACTIVE' | 'BATCH';

export interface Engine {
  readonly name: EngineName;
  /** Whether it lets pictures of batches wait behind all others, so that a batch may be given to it as wide as it can read. */
  readonly ranks?: boolean;
  /**
   * Reads one picture that has passed `probe`.
   * @param wanted what the caller asked for; an engine may leave the rest unread
   * @param signal stops the reading; the promise then rejects with the signal's reason
   * @param caller tells one caller from another, where the server knows them apart: callers take turns where pictures wait, and an
   *   engine that is paid for a reading gives it once to a caller who asks twice at the same moment
   * @param urgency `INTERACTIVE` where left out
   * @throws OcrKtpError where the picture gives no reading; anything else thrown is a fault of ours
   */
  read(
    image: CardImage,
    wanted: ReadonlySet<Wanted>,
    signal: AbortSignal,
    caller?: string,
    urgency?: Urgency,
  ): Promise<Reading>;
  /** Resolves when the engine can read; rejects when it never will. */
  ready(): Promise<void>;
  state(): EngineState;
  /** Lets running readings end, then frees what the engine holds. */
  close(): Promise<void>;
}
