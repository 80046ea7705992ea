import type { Size } from './guide.js';
import type { Mark } from './marks.js';
import { STYLE } from './style.js';
import type { Texts } from './texts.js';

const CAMERA =
  '<svg aria-hidden="true" viewBox="0 0 24 24"><path d="M4 8h3l2-3h6l2 3h3v11H4z"/><circle cx="12" cy="13" r="3.5"/></svg>';
const PICTURE =
  '<svg aria-hidden="true" viewBox="0 0 24 24"><path d="M4 5h16v14H4z"/><path d="m4 16 5-5 5 5 2-2 4 4"/></svg>';
const CLOSE = '<svg aria-hidden="true" viewBox="0 0 24 24"><path d="m6 6 12 12M18 6 6 18"/></svg>';
const TORCH = '<svg aria-hidden="true" viewBox="0 0 24 24"><path d="M13 3 6 13h5l-1 8 8-11h-5z"/></svg>';
const CARD =
  '<svg class="outline" part="outline" aria-hidden="true" viewBox="0 0 44 28"><rect x="1" y="1" width="42" height="26" rx="3"/><path d="M5 8h18M5 13h15M5 18h17"/><rect x="30" y="8" width="9" height="12" rx="1"/></svg>';

/** `data-text` names a text of `Texts`, `data-name` what the text is the name of. */
const HTML = `
<section class="drop" part="drop">
  ${CARD}
  <p class="title" part="title" data-text="title"></p>
  <div class="row">
    <button class="primary open" part="button primary" type="button">${CAMERA}<span data-text="useCamera"></span></button>
    <button class="choose" part="button" type="button">${PICTURE}<span data-text="choose"></span></button>
  </div>
  <p class="note" part="note" data-text="orDrop"></p>
</section>
<section class="camera" part="camera" role="group" data-name="viewfinder" hidden>
  <video part="video" playsinline muted data-name="viewfinder"></video>
  <div class="frame" part="frame"></div>
  <svg class="marks" part="marks" aria-hidden="true"></svg>
  <p class="hint" part="hint" aria-hidden="true"></p>
  <div class="controls" part="controls">
    <button class="take" part="take" type="button" data-name="take">${CAMERA}</button>
    <button class="close" part="close" type="button" data-name="close">${CLOSE}</button>
    <button class="torch" part="torch" type="button" aria-pressed="false" data-name="torch" hidden>${TORCH}</button>
  </div>
</section>
<div class="lacking" part="lacking" hidden>
  <p class="missing" part="missing" role="status"></p>
  <button class="use" part="button use" type="button" data-text="use"></button>
</div>
<section class="work" part="work" hidden>
  <img class="preview" part="preview" alt="" />
  <progress part="progress"></progress>
  <p class="step" part="step"></p>
  <button class="cancel" part="button" type="button" data-text="cancel"></button>
</section>
<div class="told">
  <p class="status" part="status" role="status"></p>
  <button class="again" part="button again" type="button" data-text="again" hidden></button>
</div>
<p class="unseen live" role="status"></p>
<input class="files" type="file" accept="image/*" hidden />
<input class="photo" type="file" accept="image/*" capture="environment" hidden />
`;

const SVG = 'http://www.w3.org/2000/svg';

export type Scene = 'drop' | 'camera' | 'work';

/** What is seen of the element. It knows nothing of cameras, pictures and servers. */
export class View {
  readonly #root: ShadowRoot;

  constructor(host: HTMLElement) {
    this.#root = host.attachShadow({ mode: 'open', delegatesFocus: true });
    // No style element, so that pages may forbid such by their policy.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.innerHTML = `<div class="box" part="box">${HTML}</div>`;
  }

  /** The one element of a class. */
  at<T extends HTMLElement = HTMLElement>(name: string): T {
    return this.#root.querySelector<T>(`.${name}`)!;
  }

  get video(): HTMLVideoElement {
    return this.#root.querySelector('video')!;
  }

  speak(texts: Texts, language: string): void {
    this.at('box').lang = language;
    const named = (name: string) => texts[name as keyof Texts] as string;
    for (const part of this.#root.querySelectorAll<HTMLElement>('[data-text]')) {
      part.textContent = named(part.dataset.text!);
    }
    for (const part of this.#root.querySelectorAll<HTMLElement>('[data-name]')) {
      part.setAttribute('aria-label', named(part.dataset.name!));
      if (part.tagName === 'BUTTON') part.title = named(part.dataset.name!);
    }
    this.#root.querySelector('progress')!.setAttribute('aria-label', texts.title);
  }

  show(scene: Scene): void {
    for (const each of ['drop', 'camera', 'work'] as const) this.at(each).hidden = each !== scene;
    if (scene !== 'camera') this.lacking(null, false);
  }

  /**
   * What is not read yet, below what the camera sees: it has its room there from the beginning, so that nothing jumps.
   * @param text null where nothing is read here
   * @param isEnough whether what was read may be taken
   */
  lacking(text: string | null, isEnough: boolean): void {
    this.at('lacking').hidden = text === null;
    const missing = this.at('missing');
    if (missing.textContent !== (text ?? '')) missing.textContent = text;
    this.at('use').classList.toggle('offered', isEnough);
    if (text === null) this.mark([], { width: 0, height: 0 });
  }

  /** Outlines of what is not read yet, in pixels of the box. */
  mark(marks: readonly Mark[], { width, height }: Size): void {
    const svg = this.#root.querySelector('.marks')!;
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.replaceChildren(
      ...marks.map(({ name, isDisputed, corners }) => {
        const polygon = document.createElementNS(SVG, 'polygon');
        polygon.setAttribute(
          'points',
          corners.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' '),
        );
        polygon.dataset.field = name;
        if (isDisputed) polygon.setAttribute('class', 'disputed');
        return polygon;
      }),
    );
  }

  /** Where the card belongs, in shares of the box. */
  frame({ width, height }: { readonly width: number; readonly height: number }): void {
    this.at('frame').style.setProperty('--frame-width', `${width * 100}%`);
    this.at('frame').style.setProperty('--frame-height', `${height * 100}%`);
  }

  /** @param good whether the picture is about to be taken */
  hint(text: string, good: boolean): void {
    if (this.at('hint').textContent !== text) this.at('hint').textContent = text;
    this.at('camera').classList.toggle('good', good);
  }

  /** Told to who does not see, and once: readers say every change. */
  whisper(text: string): void {
    if (this.at('live').textContent !== text) this.at('live').textContent = text;
  }

  /** @param share 0 to 1; null for nobody knows */
  step(text: string, share: number | null): void {
    this.at('step').textContent = text;
    const bar = this.#root.querySelector('progress')!;
    if (share === null) bar.removeAttribute('value');
    else bar.value = share;
  }

  preview(url: string | null): void {
    const image = this.at<HTMLImageElement>('preview');
    if (image.src) URL.revokeObjectURL(image.src);
    image.hidden = url === null;
    if (url === null) image.removeAttribute('src');
    else image.src = url;
  }

  /** What is left to say when nothing is under way; a title of what went wrong comes before its advice. */
  tell(text: string, title = ''): void {
    const status = this.at('status');
    status.replaceChildren();
    if (title !== '') {
      const strong = document.createElement('strong');
      strong.textContent = title;
      status.append(strong);
    }
    status.append(text);
  }
}
