import type { FieldName } from '../../../../src/ktp/field.js';
import { DEFAULT_LANGUAGE, type Language } from '../../../../src/language.js';
import type { LiveReading, LiveResult } from '../../../browser/src/live.js';
import type { TypedDocument } from '../document.js';
import { type Progress, type ReadCardOptions, randomKey, readCard } from '../read-card.js';
import { isWorthAnother } from '../try-again.js';
import { languageOf, type Told, wordsOf } from '../words.js';
import { Camera, mayHaveCamera } from './camera.js';
import { frameInBox } from './guide.js';
import type { Judgement } from './judge.js';
import { type DeviceReader, LiveCapture } from './live.js';
import { marksOf } from './marks.js';
import { missingText } from './missing-text.js';
import { type LiveHint, TEXTS, type Texts } from './texts.js';
import { View } from './view.js';
import { watch } from './watch.js';

/** How a picture came. */
export type Source = 'camera' | 'file' | 'drop' | 'paste';

/** A picture that is to be sent; `preventDefault()` keeps it from being sent by the element. */
export interface CaptureDetail {
  readonly file: File;
  readonly source: Source;
  /** Its place among those that came with it, from 0. */
  readonly index: number;
  readonly count: number;
}
export interface ProgressDetail {
  readonly file: File;
  readonly progress: Progress;
}
export interface SuccessDetail {
  readonly file: File;
  /** What the document selects of `ocrKtp`, an `OcrKtpSuccess`. */
  readonly result: unknown;
}
export interface ErrorDetail {
  readonly file: File;
  /** Another member of `ocrKtp`, or what `readCard` or the reader throws. */
  readonly error: Told;
  readonly title: string;
  readonly advice: string;
}
/** What speaks against taking the picture now, whenever that changes; empty where nothing does. */
export interface HintDetail {
  readonly hints: readonly LiveHint[];
}

/** What the frames of the camera show so far, read on the device, after one more was read. */
export interface ReadingDetail {
  readonly reading: LiveReading;
}
/** A card that was read on the device. */
export interface ReadDetail {
  /** The picture; of a camera the last frame that shows the card. */
  readonly file: File;
  readonly source: Source;
  /** What was read; `missing` has what was not read whole and surely. */
  readonly result: LiveResult;
}

export interface KtpCaptureEvents {
  'ktp-reading': CustomEvent<ReadingDetail>;
  'ktp-read': CustomEvent<ReadDetail>;
  'ktp-capture': CustomEvent<CaptureDetail>;
  'ktp-progress': CustomEvent<ProgressDetail>;
  'ktp-success': CustomEvent<SuccessDetail>;
  'ktp-error': CustomEvent<ErrorDetail>;
  'ktp-hint': CustomEvent<HintDetail>;
}

/** What else `readCard` is told. */
export type CaptureOptions = Omit<
  ReadCardOptions<{ readonly ocrKtp: unknown }, object>,
  'url' | 'document' | 'key' | 'language' | 'onProgress' | 'signal'
>;

/** Servers that render pages have no elements; they may import this all the same. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;
/** A hint is told to who does not see when it has lasted so long. */
const WHISPER_MS = 1000;

/**
 * `<ktp-capture url="https://gateway.example/graphql">`: a picture of a card by camera, file, drop or paste, sent and told about.
 *
 * Attributes: `url`; `language` (`ID` or `EN`; else that of the page); `multiple`; `manual` (does not take the picture by itself); `no-camera`;
 * `on-device` (nothing is sent: `reader` reads, several frames of a camera together).
 * Without `url` or `document`, or on the device without `reader`, it sends nothing, and is done with `ktp-capture`.
 */
export class KtpCapture extends Base {
  static readonly observedAttributes = ['language', 'multiple', 'no-camera'];

  /** As for `readCard`; without one nothing is sent. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the page's own document gives.
  document: TypedDocument<any, any> | string | null = null;
  key = '';
  options: CaptureOptions = {};
  /** What reads where the attribute `on-device` is: `createReader` of `@ktp-gateway/browser` gives one. */
  reader: DeviceReader | null = null;
  /** The fields that are read on the device; all where null. */
  fields: readonly FieldName[] | null = null;

  #view: View | null = null;
  #camera: Camera | null = null;
  /** Until the camera runs, or the person allows or refuses it. */
  #opening: AbortController | null = null;
  #live: LiveCapture | null = null;
  #endWatch = () => {};
  #running: AbortController | null = null;
  #hints = '';
  #whisper: ReturnType<typeof setTimeout> | undefined;
  /** The picture that failed last, and the key that it was sent under. */
  #failed: { readonly file: File; readonly key: string; readonly source: Source } | null = null;

  get language(): Language {
    const own = this.getAttribute('language')?.toUpperCase();
    if (own === 'ID' || own === 'EN') return own;
    const tag = this.closest<HTMLElement>('[lang]')?.lang;
    return tag ? languageOf(tag) : DEFAULT_LANGUAGE;
  }

  set language(language: Language) {
    this.setAttribute('language', language);
  }

  connectedCallback(): void {
    this.#view ??= this.#build();
    this.attributeChangedCallback();
    document.addEventListener('paste', this.#onPaste);
  }

  disconnectedCallback(): void {
    document.removeEventListener('paste', this.#onPaste);
    this.cancel();
    this.closeCamera();
  }

  attributeChangedCallback(): void {
    const view = this.#view;
    if (view === null) return;
    view.speak(this.#texts, this.language.toLowerCase());
    view.at<HTMLInputElement>('files').multiple = this.hasAttribute('multiple');
    view.at('open').hidden = this.hasAttribute('no-camera');
  }

  /** Shows what the camera sees, or asks for a photo where the browser has no camera for this page. */
  async openCamera(): Promise<void> {
    const view = this.#view;
    if (view === null || this.#camera !== null || this.#opening !== null) return;
    if (!mayHaveCamera()) return view.at('photo').click();
    this.cancel();
    this.#settle();
    view.hint(this.#texts.starting, false);
    view.show('camera');
    view.at('take').focus();
    const opening = new AbortController();
    this.#opening = opening;
    const camera = await Camera.open(view.video, opening.signal).catch(() => null);
    // Closed meanwhile, or taken off the page.
    if (opening.signal.aborted) return;
    this.#opening = null;
    if (camera === null) {
      view.show('drop');
      view.tell(this.#texts.noCamera);
      view.at('choose').focus();
      return;
    }
    this.#camera = camera;
    camera.onLost(() => {
      this.#leave();
      view.tell(this.#texts.cameraLost);
    });
    view.at('torch').hidden = !camera.hasTorch;
    this.#live = this.#startLive(camera);
    this.#endWatch = watch(camera, {
      onLook: (judgement) => this.#look(judgement),
      onSteady: () => void (this.hasAttribute('manual') || this.#live !== null || this.#take()),
    });
  }

  closeCamera(): void {
    if (this.#camera === null && this.#opening === null) return;
    this.#opening?.abort();
    this.#opening = null;
    this.#endWatch();
    this.#live?.stop();
    this.#live = null;
    clearTimeout(this.#whisper);
    this.#camera?.close();
    this.#camera = null;
    this.#hints = '';
    this.#view?.at('torch').setAttribute('aria-pressed', 'false');
    this.#view?.hint('', false);
    this.#view?.show('drop');
  }

  /** Takes these pictures as if they had been chosen; without `multiple` the first of them. */
  async read(files: Iterable<File>, source: Source = 'file'): Promise<void> {
    const all = [...files];
    const chosen = this.hasAttribute('multiple') ? all : all.slice(0, 1);
    if (chosen.length === 0 || this.#view === null) return;
    this.closeCamera();
    this.cancel();
    this.#settle();
    const running = new AbortController();
    this.#running = running;
    let read = 0;
    for (const [index, file] of chosen.entries()) {
      if (running.signal.aborted) return;
      const wanted = this.#emit('ktp-capture', { file, source, index, count: chosen.length }, true);
      const place = { index, count: chosen.length };
      if (wanted && this.#readsHere !== null) {
        if (await this.#readHere(file, source, place, running.signal)) read += 1;
      } else if (!wanted || !this.#sends) this.#view.tell(this.#texts.taken);
      else if (await this.#send(file, source, place, running.signal)) read += 1;
    }
    if (running.signal.aborted) return;
    this.#running = null;
    this.#view.show('drop');
    if ((this.#sends || this.#readsHere !== null) && chosen.length > 1)
      this.#view.tell(this.#texts.summary(read, chosen.length));
  }

  /** Stops what is being sent. */
  cancel(): void {
    if (this.#running === null) return;
    this.#running.abort();
    this.#running = null;
    this.#view?.preview(null);
    this.#view?.show('drop');
  }

  get #texts(): Texts {
    return TEXTS[this.language];
  }

  get #sends(): boolean {
    return !this.hasAttribute('on-device') && this.hasAttribute('url') && this.document !== null;
  }

  /** What reads on the device, where it is asked to. */
  get #readsHere(): DeviceReader | null {
    return this.hasAttribute('on-device') ? this.reader : null;
  }

  #build(): View {
    const view = new View(this);
    const on = (name: string, act: () => void) => view.at(name).addEventListener('click', act);
    on('open', () => void this.openCamera());
    on('choose', () => view.at('files').click());
    on('take', () => {
      if (this.#camera === null) return;
      if (this.#live !== null) return this.#live.force();
      this.#camera.grab();
      void this.#take();
    });
    on('close', () => this.#leave());
    on('use', () => void this.#live?.finish());
    on('torch', () => void this.#switchTorch());
    on('cancel', () => {
      this.cancel();
      view.at('choose').focus();
    });
    on('again', () => void this.again());
    view.at('camera').addEventListener('keydown', ({ key }) => key === 'Escape' && this.#leave());
    for (const name of ['files', 'photo']) {
      const input = view.at<HTMLInputElement>(name);
      input.addEventListener('change', () => {
        const files = [...(input.files ?? [])];
        // The same file may be chosen again.
        input.value = '';
        void this.read(files, name === 'photo' ? 'camera' : 'file');
      });
    }
    new ResizeObserver(() => this.#placeFrame()).observe(view.video);
    view.video.addEventListener('resize', () => this.#placeFrame());
    this.addEventListener('dragover', (event) => {
      event.preventDefault();
      view.at('box').classList.add('over');
    });
    this.addEventListener('dragleave', () => view.at('box').classList.remove('over'));
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      view.at('box').classList.remove('over');
      void this.read(event.dataTransfer?.files ?? [], 'drop');
    });
    return view;
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = event.clipboardData?.files;
    if (!files?.length || event.defaultPrevented || this.#camera !== null) return;
    event.preventDefault();
    void this.read(files, 'paste');
  };

  #placeFrame(): void {
    const { clientWidth: width, clientHeight: height } = this.#view!.video;
    if (this.#camera === null || width === 0 || this.#camera.size.width === 0) return;
    this.#view!.frame(frameInBox(this.#camera.size, { width, height }));
  }

  #look(judgement: Judgement): void {
    const { hints } = judgement;
    const [first] = hints;
    const text = first === undefined || this.#live?.isTaking ? this.#waiting : this.#texts.live[first];
    this.#placeFrame();
    this.#live?.look(judgement, this.hasAttribute('manual'));
    this.#showLacking(judgement);
    this.#view!.hint(text, first === undefined);
    if (hints.join() === this.#hints) return;
    this.#hints = hints.join();
    clearTimeout(this.#whisper);
    this.#whisper = setTimeout(() => this.#view?.whisper(text), WHISPER_MS);
    this.#emit('ktp-hint', { hints });
  }

  /** What is told while nothing speaks against the picture. */
  get #waiting(): string {
    if (this.#live === null) return this.#texts.holdStill;
    if (!this.#live.isLoaded) return this.#texts.loading;
    return this.#live.isTaking ? this.#texts.reading : this.#texts.readingLive;
  }

  #startLive(camera: Camera): LiveCapture | null {
    const reader = this.#readsHere;
    if (reader === null) return null;
    this.#view!.lacking('', false);
    return new LiveCapture(camera, reader, this.fields, {
      onReading: (reading) => this.#emit('ktp-reading', { reading }),
      onRead: (result, file) => this.#endLive(() => this.#tellRead(file, 'camera', result)),
      onFailed: (error, file) => this.#endLive(() => this.#tellFailed(file, error)),
    });
  }

  /** Nothing of the camera runs any longer when the page is told. */
  #endLive(tell: () => void): void {
    this.closeCamera();
    this.#view!.at('choose').focus();
    tell();
  }

  #showLacking({ corners }: Judgement): void {
    if (this.#live === null) return;
    const { reading, isEnough } = this.#live;
    this.#view!.lacking(reading === null ? '' : missingText(reading, this.language), isEnough);
    const { clientWidth: width, clientHeight: height } = this.#view!.video;
    const box = { width, height };
    const { size: video, guide } = this.#camera!;
    const marks = reading && corners && width > 0 ? marksOf(reading, corners, { video, box, guide }) : [];
    this.#view!.mark(marks, box);
  }

  /** Reads one picture on the device. @returns whether there is a card */
  async #readHere(
    file: File,
    source: Source,
    { index, count }: { readonly index: number; readonly count: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const view = this.#view!;
    view.preview(URL.createObjectURL(file));
    view.show('work');
    view.step((count > 1 ? `${this.#texts.which(index + 1, count)} · ` : '') + this.#texts.reading, null);
    const live = this.#readsHere!.live(this.fields === null ? {} : { fields: this.fields });
    const outcome = await live
      .read(file, { signal })
      .then(() => live.result({ signal }))
      .catch((error: Error) => error);
    if (signal.aborted) return false;
    view.preview(null);
    if (outcome instanceof Error) this.#tellFailed(file, outcome);
    else this.#tellRead(file, source, outcome);
    return !(outcome instanceof Error);
  }

  #tellRead(file: File, source: Source, result: LiveResult): void {
    const { missing } = result;
    this.#view!.tell(missing.length === 0 ? this.#texts.read : this.#texts.readPartly(missing.length));
    this.#emit('ktp-read', { file, source, result });
  }

  #tellFailed(file: File, error: Told): void {
    const { title, advice } = wordsOf(error, this.language);
    this.#view!.tell(advice, title);
    this.#emit('ktp-error', { file, error, title, advice });
  }

  async #take(): Promise<void> {
    const file = await this.#camera?.save();
    if (file === undefined) return;
    this.closeCamera();
    this.#view!.at('choose').focus();
    await this.read([file], 'camera');
  }

  #leave(): void {
    this.closeCamera();
    this.#view!.at('open').focus();
  }

  async #switchTorch(): Promise<void> {
    const button = this.#view!.at('torch');
    const on = button.getAttribute('aria-pressed') !== 'true';
    await this.#camera?.light(on);
    button.setAttribute('aria-pressed', `${on}`);
  }

  /** Sends the picture that failed last once more, under its key, so that nothing is paid twice; nothing where none did. */
  async again(): Promise<void> {
    const failed = this.#failed;
    if (failed === null) return;
    this.#settle();
    const running = new AbortController();
    this.#running = running;
    await this.#send(failed.file, failed.source, { index: 0, count: 1 }, running.signal, failed.key);
    if (running.signal.aborted) return;
    this.#running = null;
    this.#view!.show('drop');
  }

  /** Nothing of the last picture is said any longer. */
  #settle(): void {
    this.#failed = null;
    this.#view!.at('again').hidden = true;
    this.#view!.tell('');
    this.#view!.whisper('');
  }

  /** @returns whether the card was read */
  async #send(
    file: File,
    source: Source,
    { index, count }: { readonly index: number; readonly count: number },
    signal: AbortSignal,
    key = randomKey(),
  ): Promise<boolean> {
    const view = this.#view!;
    view.preview(URL.createObjectURL(file));
    view.show('work');
    const before = count > 1 ? `${this.#texts.which(index + 1, count)} · ` : '';
    const onProgress = (progress: Progress) => {
      view.step(before + this.#stepText(progress), progress.phase === 'sending' ? progress.share : null);
      this.#emit('ktp-progress', { file, progress });
    };
    const outcome = await readCard(file, {
      idempotencyKey: key,
      ...this.options,
      url: this.getAttribute('url')!,
      document: this.document as TypedDocument<{ readonly ocrKtp: unknown }, object>,
      key: this.key,
      language: this.language,
      onProgress,
      signal,
    }).catch((error: Error) => error);
    if (signal.aborted) return false;
    view.preview(null);
    const { __typename } = outcome as { readonly __typename?: string };
    if (!(outcome instanceof Error) && __typename === 'OcrKtpSuccess') {
      view.tell(this.#texts.read);
      this.#emit('ktp-success', { file, result: outcome });
      return true;
    }
    if (isWorthAnother(outcome as Told)) {
      this.#failed = { file, source, key };
      view.at('again').hidden = false;
    }
    this.#tellFailed(file, outcome as Told);
    return false;
  }

  #stepText(progress: Progress): string {
    const texts = this.#texts;
    switch (progress.phase) {
      case 'preparing':
        return texts.preparing;
      case 'sending':
        return texts.sending(progress.share === null ? null : Math.round(progress.share * 100));
      case 'reading':
        return texts.reading;
      case 'waiting':
        return texts.waiting(Math.ceil(progress.seconds));
    }
  }

  /** @returns whether nobody prevented what comes next */
  #emit<Name extends keyof KtpCaptureEvents>(
    name: Name,
    detail: KtpCaptureEvents[Name]['detail'],
    cancelable = false,
  ): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }));
  }
}
