import type { LiveResult } from '../packages/browser/src/index.js';
import type { ErrorDetail, KtpCapture, ReadDetail, SuccessDetail } from '../packages/client/src/element.js';
import '../packages/client/src/element.js';
import { type TypedDocument, wordsOf } from '../packages/client/src/index.js';
import { at, element } from './dom.js';
import type { ReadForPageMutation } from './generated/graphql.js';
import { checkedResult, failedResult, readOnDevice } from './on-device.js';
import { drawPicture } from './picture.js';
import type { Result } from './reading.js';
import { headline, type Shown, showResult } from './result.js';
import { type Tag, WORDS } from './words.js';

/** What the server says of itself and this page. */
interface Facts {
  readonly graphiql: boolean;
  readonly sandbox: readonly string[];
  readonly document: { readonly id: string; readonly text: string };
  /** Of the text that was read on the device. */
  readonly check: { readonly id: string; readonly text: string };
}

const facts: Facts = await (await fetch('/page.json')).json();
const capture = at<KtpCapture>('capture');
const onDevice = at<HTMLInputElement>('device');
/** Read on the device, and not checked: there was no key, or no answer. */
let unchecked: { readonly file: File; readonly result: LiveResult } | null = null;
/** Of the pictures that were chosen together, those that there is an answer to. */
let answered: (Shown & { readonly file: File })[] = [];
let chosen = 0;
let status = () => '';
let tag = languageAtFirst();

// The server takes it by its hash, also where it takes no document of anybody's own.
capture.document = Object.assign(Object(facts.document.text), {
  __meta__: { hash: facts.document.id },
}) as TypedDocument<ReadForPageMutation, { image: Blob }>;
// In the sandbox errors are there to be seen, and not to be waited out.
capture.options = { persisted: true, retries: facts.sandbox.length > 0 ? 0 : 3 };

/** The reader's choice, or the browser's. */
function languageAtFirst(): Tag {
  const kept = storage()?.getItem('language');
  if (kept === 'id' || kept === 'en') return kept;
  return navigator.language.startsWith('id') ? 'id' : 'en';
}

/** The one thing that is kept; browsers may forbid it. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function tell(words: () => string): void {
  status = words;
  at('status').textContent = words();
}

function speak(): void {
  document.documentElement.lang = tag;
  capture.language = tag === 'id' ? 'ID' : 'EN';
  const say = WORDS[tag] as unknown as Readonly<Record<string, string>>;
  for (const part of document.querySelectorAll<HTMLElement>('[data-word]')) {
    part.textContent = say[part.dataset.word!]!;
  }
  for (const button of document.querySelectorAll<HTMLElement>('[data-language]')) {
    button.setAttribute('aria-pressed', `${button.dataset.language === tag}`);
  }
  at('status').textContent = status();
  showChosen();
}

/** Nothing of the last card stays on the page. */
function forget(): void {
  answered = [];
  chosen = 0;
  document.body.classList.remove('answered');
  at('result').hidden = true;
  at('who').hidden = true;
  at('cards').hidden = true;
  at('key-line').hidden = true;
  at('check-line').hidden = true;
  unchecked = null;
  at('frame').replaceChildren();
  for (const id of ['answer', 'hints', 'name', 'number']) at(id).textContent = '';
  for (const list of document.querySelectorAll('#findings ul, #nik-parts, #fields tbody, #cards'))
    list.replaceChildren();
  tell(() => '');
}

async function add(file: File, result: Result): Promise<void> {
  // Laid out before anything is drawn, so that nothing jumps.
  const frame = element('div', { className: 'frame' });
  const outlines = await drawPicture(frame, file, result);
  frames.set(file, frame);
  const before = answered.findIndex((each) => each.file === file);
  // Sent again, and answered otherwise.
  if (before === -1) answered.push({ file, result, outlines });
  else answered[before] = { file, result, outlines };
  showChosen();
  bringIntoSight(at('status'));
}

/** On a phone what became of a picture would be far below the button that sent it. */
function bringIntoSight(what: HTMLElement): void {
  if (what.getBoundingClientRect().top > innerHeight / 2) what.scrollIntoView();
}

const frames = new WeakMap<File, HTMLElement>();

function showChosen(): void {
  const shown = answered[chosen];
  if (shown === undefined) return;
  const { file, result, outlines } = shown;
  const frame = frames.get(file)!;
  at('frame').replaceChildren(frame);
  at('picture').hidden = frame.childElementCount === 0;
  frame.querySelector('canvas')?.setAttribute('aria-label', WORDS[tag].noBoxes);
  at('caption').textContent = outlines.size > 0 ? WORDS[tag].caption : WORDS[tag].noBoxes;
  at('query').textContent = facts.document.text;
  at('answer').textContent = JSON.stringify({ data: { ocrKtp: result } }, null, 2);
  showResult(shown, tag);
  document.body.classList.add('answered');
  at('result').hidden = false;
  at('cards').hidden = answered.length < 2;
  at('cards').setAttribute('aria-label', WORDS[tag].cards);
  at('cards').replaceChildren(...answered.map((each, index) => tab(each.result, index)));
  tell(() => headline(result, tag));
}

/** One of several pictures. */
function tab(result: Result, index: number): HTMLButtonElement {
  const read = result.__typename === 'OcrKtpSuccess' ? result.card.fields : [];
  const name = read.find((field) => field.name === 'NAME')?.normalised ?? WORDS[tag].picture;
  const button = element('button', {
    type: 'button',
    className: 'quiet',
    textContent: `${index + 1} · ${name}`,
  });
  button.setAttribute('aria-pressed', `${index === chosen}`);
  button.addEventListener('click', () => {
    chosen = index;
    showChosen();
  });
  return button;
}

async function readFrom(path: string): Promise<void> {
  forget();
  const blob = await (await fetch(path)).blob();
  await capture.read([new File([blob], 'specimen.jpg', { type: blob.type })]);
}

async function copy(text: string): Promise<void> {
  // Only pages from https or this machine may use the clipboard.
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const area = element('textarea', { value: text });
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  tell(() => WORDS[tag].copied);
}

onDevice.addEventListener('change', () => readOnDevice(capture, onDevice.checked));
capture.addEventListener('ktp-capture', ({ detail: { index } }) => {
  if (index === 0) forget();
});
capture.addEventListener('ktp-read', ({ detail: { file, source, result } }: CustomEvent<ReadDetail>) => {
  // Frames of a camera come without an event of their own.
  if (source === 'camera') forget();
  void addRead(file, result);
});

/** What was read on the device. */
async function addRead(file: File, result: LiveResult): Promise<void> {
  try {
    await add(file, await checkedResult(file, result, { documentId: facts.check.id, key: capture.key }));
  } catch (error) {
    const needsKey = 'status' in (error as Error) && (error as { readonly status?: number }).status === 401;
    unchecked = { file, result };
    at('key-line').hidden = !needsKey;
    at('check-line').hidden = needsKey;
    tell(() => `${WORDS[tag].notChecked} ${wordsOf(error as Error, capture.language).title}.`);
  }
}
capture.addEventListener('ktp-success', ({ detail: { file, result } }: CustomEvent<SuccessDetail>) => {
  void add(file, result as Result);
});
capture.addEventListener('ktp-error', ({ detail: { file, error } }: CustomEvent<ErrorDetail>) => {
  if (!(error instanceof Error)) return void add(file, error as Result);
  if (onDevice.checked) {
    const result = failedResult(capture, error);
    if (result !== null) void add(file, result);
    return;
  }
  at('key-line').hidden = !('status' in error && error.status === 401);
  if (!at('key-line').hidden) at('key').focus();
});
at('key-line').addEventListener('submit', (event) => {
  event.preventDefault();
  capture.key = at<HTMLInputElement>('key').value.trim();
  at('key-line').hidden = true;
  if (unchecked === null) void capture.again();
  else void addRead(unchecked.file, unchecked.result);
});
at('check-again').addEventListener('click', () => {
  at('check-line').hidden = true;
  if (unchecked !== null) void addRead(unchecked.file, unchecked.result);
});
for (const button of document.querySelectorAll<HTMLElement>('[data-picture]')) {
  button.addEventListener('click', () => void readFrom(button.dataset.picture!));
}
for (const button of document.querySelectorAll<HTMLElement>('[data-language]')) {
  button.addEventListener('click', () => {
    tag = button.dataset.language as Tag;
    storage()?.setItem('language', tag);
    speak();
  });
}
for (const button of document.querySelectorAll<HTMLElement>('[data-copy]')) {
  button.addEventListener('click', () => void copy(at(button.dataset.copy!).textContent ?? ''));
}
at('again').addEventListener('click', () => {
  capture.scrollIntoView();
  void capture.openCamera();
});
at('clear').addEventListener('click', () => {
  forget();
  capture.cancel();
  tell(() => WORDS[tag].cleared);
  capture.focus();
});
// Wherever it falls on the page, a picture is for the element.
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  if (!event.composedPath().includes(capture)) void capture.read(event.dataTransfer?.files ?? [], 'drop');
});

at('graphiql').hidden = !facts.graphiql;
// Browsers that show a page again leave its switches as they were.
readOnDevice(capture, onDevice.checked);
// Browsers keep what it needs from pages that come over the network without https.
at('device-line').hidden = !isSecureContext;
if (facts.sandbox.length > 0) {
  const cases = at<HTMLSelectElement>('cases');
  const first = element('option', { value: '' });
  first.dataset.word = 'pick';
  cases.append(first, ...facts.sandbox.map((name) => element('option', { value: name, textContent: name })));
  cases.addEventListener('change', () => cases.value && readFrom(`/sandbox/${cases.value}.jpg`));
  at('sandbox').hidden = false;
}
speak();
