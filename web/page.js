import { drawPicture } from './picture.js';
import { at, element, headline, showResult } from './result.js';
import { send, shrink, Unauthenticated } from './send.js';
import { WORDS } from './words.js';

let language = navigator.language.startsWith('id') ? 'id' : 'en';
let status = () => '';
let shown = null;
let last = null;
let running = null;

const say = () => WORDS[language];
const facts = fetch('/page.json').then((answer) => answer.json());

function tell(words) {
  status = words;
  at('status').textContent = words();
}

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = language;
  for (const part of document.querySelectorAll('[data-word]')) part.textContent = say()[part.dataset.word];
  for (const button of document.querySelectorAll('[data-language]')) {
    button.setAttribute('aria-pressed', `${button.dataset.language === language}`);
  }
  at('status').textContent = status();
  if (shown) showResult(shown.result, shown.boxes, say(), language);
}

/** @param original the picture as it was chosen */
async function read(original) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  last = original;
  forget();
  at('key-line').hidden = true;
  at('progress').hidden = false;
  try {
    const { document: sent, images } = await facts;
    const file = await shrink(original, images);
    const note = file === original ? () => '' : () => ` ${say().shrunk(size(original), size(file))}`;
    const onSent = (share) => {
      const percent = Math.round(share * 100);
      if (share < 1) at('bar').value = share;
      else at('bar').removeAttribute('value');
      tell(() => (share < 1 ? say().sending(percent) : say().reading) + note());
    };
    onSent(0);
    const answer = await send(sent.id, file, { key: at('key').value.trim(), onSent, signal });
    await show(answer, file, note);
  } catch (error) {
    if (signal.aborted) return;
    const denied = error instanceof Unauthenticated;
    at('key-line').hidden = !denied;
    tell(() => (denied ? say().unauthenticated : say().noAnswer));
    if (denied) at('key').focus();
  } finally {
    if (running.signal === signal) at('progress').hidden = true;
  }
}

async function show(answer, file, note) {
  const result = answer.data?.ocrKtp ?? null;
  at('query').textContent = (await facts).document.text;
  at('answer').textContent = JSON.stringify(answer, null, 2);
  if (result === null) return tell(() => answer.errors.map(({ message }) => message).join(' '));
  // Laid out before anything is drawn, so that nothing jumps.
  const boxes = await drawPicture(at('frame'), file, result, say().noBoxes);
  at('picture').hidden = at('frame').childElementCount === 0;
  at('picture').querySelector('figcaption').dataset.word = boxes.size > 0 ? 'caption' : 'noBoxes';
  shown = { result, boxes };
  at('result').hidden = false;
  speak(language);
  tell(() => headline(result, say(), language) + note());
}

/** Nothing of the last card stays on the page. */
function forget() {
  shown = null;
  at('result').hidden = true;
  at('frame').replaceChildren();
  for (const id of ['query', 'answer', 'hints']) at(id).textContent = '';
  for (const list of document.querySelectorAll('#findings ul, #nik div, #fields tbody'))
    list.replaceChildren();
}

function size({ size: bytes }) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return `${number.format(bytes / 1024 / 1024)} MiB`;
}

async function readFrom(path) {
  forget();
  const answer = await fetch(path);
  const blob = await answer.blob();
  read(new File([blob], 'specimen.jpg', { type: blob.type }));
}

async function copy(text) {
  // Only pages from https or this machine may use the clipboard.
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else {
    const area = element('textarea', { value: text });
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  tell(() => say().copied);
}

for (const id of ['file', 'camera']) {
  at(id).addEventListener('change', ({ target }) => {
    if (target.files[0]) read(target.files[0]);
    // The same file may be chosen again.
    target.value = '';
  });
}
for (const button of document.querySelectorAll('[data-picture]')) {
  button.addEventListener('click', () => readFrom(button.dataset.picture));
}
for (const button of document.querySelectorAll('[data-language]')) {
  button.addEventListener('click', () => speak(button.dataset.language));
}
for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy(at(button.dataset.copy).textContent));
}
at('again').addEventListener('click', () => last && read(last));
at('cancel').addEventListener('click', () => {
  running?.abort();
  at('progress').hidden = true;
  tell(() => say().cancelled);
});
at('clear').addEventListener('click', () => {
  last = null;
  forget();
  tell(() => say().cleared);
  at('file').focus();
});
addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('over');
});
addEventListener('dragleave', () => document.body.classList.remove('over'));
addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('over');
  if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
});
document.addEventListener('paste', ({ clipboardData }) => {
  if (clipboardData.files[0]) read(clipboardData.files[0]);
});

speak(language);

const { graphiql, sandbox } = await facts;
at('graphiql').hidden = !graphiql;
if (sandbox.length > 0) {
  const first = element('option', { value: '' });
  first.dataset.word = 'pick';
  at('cases').append(first, ...sandbox.map((name) => element('option', { value: name, textContent: name })));
  at('cases').addEventListener(
    'change',
    ({ target }) => target.value && readFrom(`/sandbox/${target.value}.jpg`),
  );
  at('sandbox').hidden = false;
  speak(language);
}
