import type { FieldName } from '../../../../src/ktp/field.js';
import type { Live, LiveReading, LiveResult } from '../../../browser/src/live.js';
import type { Reader } from '../../../browser/src/reader.js';
import type { Told } from '../words.js';
import type { Camera } from './camera.js';
import type { Judgement } from './judge.js';
import type { LiveHint } from './texts.js';

/** What reads on the device: a reader of `@ktp-gateway/browser`. */
export type DeviceReader = Pick<Reader, 'ready' | 'live'>;

/** Frames with these are not worth the time: of the others each shows a part, and what is hidden in one may be seen in the next. */
const UNREADABLE: ReadonlySet<LiveHint> = new Set(['NOT_A_CARD', 'TOO_SMALL', 'TOO_DARK', 'BLURRED']);
/** So many frames are read at the least: a misreading that one shows as sure, the next seldom repeats. A person may say that one is enough. */
const LEAST_FRAMES = 2;
/** After so long, a person may take what was read so far. */
const OFFER_AFTER_MS = 6_000;
/** Where nothing more was read for so long, nothing more will be. */
const GIVE_UP_AFTER_MS = 60_000;
/** Nobody looked for so long: the page was not seen, or the machine slept. That time does not count. */
const AWAY_MS = 2_000;

export interface LiveListener {
  /** Told of every frame that was read. */
  readonly onReading: (reading: LiveReading) => void;
  /** At the end: the card, and the last frame that showed it. */
  readonly onRead: (result: LiveResult, file: File) => void;
  /** At the end: why there is no card, and what the camera saw last. */
  readonly onFailed: (error: Told, file: File) => void;
}

/** Reads what a camera sees, a frame at a time, until all is read that is asked for. Nothing leaves the page. */
export class LiveCapture {
  readonly #camera: Camera;
  readonly #live: Live;
  readonly #listener: LiveListener;
  readonly #frames = new AbortController();
  readonly #all = new AbortController();
  #isLoaded = false;
  #isReading = false;
  #isForced = false;
  #isTaking = false;
  #isEnding = false;
  #isManual = false;
  #reading: LiveReading | null = null;
  /** The frame that was read last. */
  #frame: ImageBitmap | null = null;
  #firstAt: number | null = null;
  /** When a frame last brought something, or the first was read. */
  #broughtAt: number | null = null;
  #lookedAt = performance.now();

  constructor(
    camera: Camera,
    reader: DeviceReader,
    fields: readonly FieldName[] | null,
    listener: LiveListener,
  ) {
    this.#camera = camera;
    this.#listener = listener;
    this.#live = reader.live(fields === null ? {} : { fields });
    reader.ready().then(
      () => {
        this.#isLoaded = true;
      },
      (error: Error) => this.#fail(error),
    );
  }

  /** Whether the reader can read. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** What was read so far, with the last outline that was sure. */
  get reading(): LiveReading | null {
    return this.#reading;
  }

  /** Whether it is time to take what was read so far: more may not come. */
  get isEnough(): boolean {
    if (this.#reading === null || this.#firstAt === null) return false;
    const isSettled = this.#reading.missing.every(({ reason }) => reason === 'CONFLICT');
    return isSettled || performance.now() - this.#firstAt >= OFFER_AFTER_MS;
  }

  /** Whether a frame that a person asked for is read, or about to be. */
  get isTaking(): boolean {
    return this.#isForced || this.#isTaking;
  }

  /**
   * Reads what was just looked at, if it is worth it and nothing else is being read.
   * @param isManual whether only what is asked for is read
   */
  look({ hints }: Judgement, isManual: boolean): void {
    this.#isManual = isManual;
    this.#leaveOutAway();
    if (this.#isReading || this.#isEnding || !this.#isLoaded) return;
    if (this.#broughtAt !== null && performance.now() - this.#broughtAt >= GIVE_UP_AFTER_MS) {
      void this.finish();
      return;
    }
    const isWorth = !isManual && !hints.some((hint) => UNREADABLE.has(hint));
    if (!isWorth && !this.#isForced) return;
    this.#isTaking = this.#isForced;
    this.#isForced = false;
    void this.#read();
  }

  /** Has the next frame read, however it looks. */
  force(): void {
    this.#isForced = true;
  }

  /** Ends with what was read so far. */
  async finish(): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#frames.abort();
    if (this.#reading === null) return this.#tellFailed({ __typename: 'OcrNoResultError' });
    try {
      const result = await this.#live.result({ signal: this.#all.signal });
      const file = await this.#camera.save(this.#frame!);
      if (!this.#all.signal.aborted) this.#listener.onRead(result, file);
    } catch (error) {
      await this.#tellFailed(error as Error);
    }
  }

  /** Ends, and tells nothing any more. */
  stop(): void {
    this.#isEnding = true;
    this.#frames.abort();
    this.#all.abort();
    this.#frame?.close();
    this.#frame = null;
  }

  #leaveOutAway(): void {
    const now = performance.now();
    const away = now - this.#lookedAt;
    this.#lookedAt = now;
    if (away >= AWAY_MS && this.#broughtAt !== null) this.#broughtAt = Math.min(now, this.#broughtAt + away);
  }

  async #read(): Promise<void> {
    this.#isReading = true;
    let frame: ImageBitmap | null = null;
    try {
      frame = await this.#camera.frame();
      const reading = await this.#live.read(frame, { signal: this.#frames.signal });
      if (reading !== null) this.#take(reading, frame);
    } catch (error) {
      // The next frame may show one.
      if ((error as { readonly code?: string }).code !== 'OCR_NO_RESULT') this.#fail(error as Error);
    } finally {
      this.#isReading = false;
      this.#isTaking = false;
      this.#broughtAt ??= performance.now();
      if (this.#frame !== frame) frame?.close();
    }
  }

  #take(reading: LiveReading, frame: ImageBitmap): void {
    if (this.#isEnding) return;
    const now = performance.now();
    this.#firstAt ??= now;
    if (reading.missing.length < (this.#reading?.missing.length ?? Number.POSITIVE_INFINITY))
      this.#broughtAt = now;
    this.#frame?.close();
    this.#frame = frame;
    // Where fields are on a card is known from any of its pictures.
    const { outline, turnedDegrees } = reading.outline === null ? (this.#reading ?? reading) : reading;
    this.#reading = { ...reading, outline, turnedDegrees };
    this.#listener.onReading(reading);
    const isConfirmed = this.#isManual || reading.pictures >= LEAST_FRAMES;
    if (reading.missing.length === 0 && isConfirmed) void this.finish();
  }

  #fail(error: Error): void {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#frames.abort();
    void this.#tellFailed(error);
  }

  async #tellFailed(error: Told): Promise<void> {
    if (this.#all.signal.aborted) return;
    const file = await this.#camera.save();
    if (!this.#all.signal.aborted) this.#listener.onFailed(error, file);
  }
}
