import { adviceOf, isDoubted, type Language, wordsOf } from '../packages/client/src/index.js';
import { at, element } from './dom.js';
import type { Card, Failure, Field, Finding, Result } from './reading.js';
import { dateIn, valueIn } from './values.js';
import { FIELDS, type Tag, WORDS } from './words.js';

/** A picture that was read or not, and where its fields stand on it. */
export interface Shown {
  readonly result: Result;
  readonly outlines: ReadonlyMap<string, Element>;
}

/** Where so much of what was read is doubted, single doubts are no help. */
const POOR = 0.4;

const languageOf = (tag: Tag): Language => (tag === 'id' ? 'ID' : 'EN');
const titleOf = (name: string, tag: Tag) => FIELDS[name]?.[tag] ?? name;

/** What a result comes to, in one line. */
export function headline(result: Result, tag: Tag): string {
  if (result.__typename !== 'OcrKtpSuccess') return wordsOf(result, languageOf(tag)).title;
  const { card, inconsistencies } = result;
  const read = card.fields.filter(({ raw }) => raw !== null);
  const doubted = read.filter(isDoubted);
  if (read.length === 0 || doubted.length > POOR * read.length) return WORDS[tag].poor;
  const findings = inconsistencies.filter(({ severity }) => severity !== 'INFO');
  return WORDS[tag].read(doubted.length + findings.length);
}

/** Everything about one picture. Called again in the other language, it says the same in that one. */
export function showResult({ result, outlines }: Shown, tag: Tag): void {
  const read = result.__typename === 'OcrKtpSuccess' ? result : null;
  at('error').hidden = read !== null;
  if (result.__typename !== 'OcrKtpSuccess') showError(result, tag);
  showHints(result, read !== null, tag);
  for (const id of ['who', 'findings', 'nik', 'fields']) at(id).hidden = read === null;
  if (read === null) return;
  const { card } = read;
  showPerson(card, tag);
  const doubts = card.fields.filter((field) => field.raw !== null && isDoubted(field));
  const things = [
    ...doubts.map((field) => doubt(field, outlines, tag)),
    ...read.inconsistencies.map((each) => finding(each, tag)),
  ];
  if (things.length === 0)
    things.push(element('li', { className: 'good', textContent: `✓ ${WORDS[tag].nothing}` }));
  listIn('findings').replaceChildren(...things);
  at('nik-parts').replaceChildren(...nikParts(card.nik, tag));
  at('fields')
    .querySelector('tbody')!
    .replaceChildren(...card.fields.map((field) => row(field, outlines, tag)));
}

const listIn = (id: string) => at(id).querySelector('ul')!;

/** First of all who it is. */
function showPerson({ fields, nik }: Card, tag: Tag): void {
  const name = fields.find((field) => field.name === 'NAME')?.normalised;
  at('name').textContent = name ?? WORDS[tag].unread;
  const number = nik?.number ?? '';
  // As it is made: the region, the date, the serial number.
  const groups = /^(\d{6})(\d{6})(\d{4})$/.exec(number)?.slice(1) ?? [number || WORDS[tag].noNik];
  at('number').replaceChildren(...groups.map((textContent) => element('span', { textContent })));
}

function showError(failure: Failure, tag: Tag): void {
  const { title, advice } = wordsOf(failure, languageOf(tag));
  at('error-title').textContent = title;
  at('error-text').textContent = advice;
  const say = WORDS[tag];
  const wait = 'retryAfterSeconds' in failure ? `Retry-After: ${failure.retryAfterSeconds} s` : '';
  const parts = [
    `${say.code} ${failure.code}`,
    failure.message,
    wait,
    // What was read on the device has none.
    failure.transactionId && `${say.transaction} ${failure.transactionId}`,
  ];
  at('error-detail').textContent = parts.filter(Boolean).join(' · ');
}

function showHints(result: Result, wasRead: boolean, tag: Tag): void {
  const hints = ('imageQuality' in result && result.imageQuality?.hints) || [];
  at('retake').hidden = hints.length === 0;
  at('retake-title').textContent = wasRead ? WORDS[tag].mayImprove : WORDS[tag].takeAgain;
  at('hints').replaceChildren(
    ...hints.map((hint) => element('li', { textContent: adviceOf(hint, languageOf(tag)) })),
  );
}

/** A field that a person should compare with the card. */
function doubt(field: Field, outlines: Shown['outlines'], tag: Tag): HTMLLIElement {
  const badge = element('span', { className: 'badge WARNING', textContent: titleOf(field.name, tag) });
  const value = field.normalised === null ? field.raw! : valueIn(tag, field.name, field.normalised);
  const line = element('div', {}, element('strong', { textContent: value }));
  const words = element('span', { className: 'small', textContent: WORDS[tag].doubted });
  const item = element('li', {}, badge, line, words);
  const outline = outlines.get(field.name);
  if (outline) {
    item.addEventListener('mouseenter', () => outline.classList.add('shown'));
    item.addEventListener('mouseleave', () => outline.classList.remove('shown'));
  }
  return item;
}

function finding(each: Finding, tag: Tag): HTMLLIElement {
  const say = WORDS[tag];
  const { severity, code, fields, expected, found } = each;
  const badge = element('span', { className: `badge ${severity}`, textContent: say[severity] });
  const places = fields.map((name) => titleOf(name, tag)).join(', ');
  const values = [expected && `${say.expected} ${expected}`, found && `${say.found} ${found}`];
  const detail = element('span', {
    className: 'small',
    textContent: [places, ...values, code].filter(Boolean).join(' · '),
  });
  const message = element('div', { textContent: tag === 'id' ? each.pesan : each.message });
  return element('li', {}, badge, message, detail);
}

function nikParts(nik: Card['nik'], tag: Tag): HTMLElement[] {
  const say = WORDS[tag];
  if (nik === null) return [element('p', { textContent: say.noNik })];
  const { number, valid, repaired, runnerUp, problems } = nik;
  const badge = element('span', {
    className: `badge ${valid ? 'good' : 'bad'}`,
    textContent: valid ? `✓ ${say.valid}` : `✗ ${say.invalid}`,
  });
  const notes = [repaired ? say.repaired : '', runnerUp ? `${say.runnerUp} ${runnerUp}` : ''].filter(Boolean);
  return [
    badge,
    /^\d{16}$/.test(number) ? digits(nik, tag) : element('p', { textContent: number }),
    ...notes.map((textContent) => element('p', { className: 'small', textContent })),
    element('ul', {}, ...problems.map((problem) => finding(problem, tag))),
  ];
}

function digits(
  { number, province, regency, district, birthDate, gender, serial }: NonNullable<Card['nik']>,
  tag: Tag,
): HTMLDListElement {
  const say = WORDS[tag];
  const date = birthDate ? dateIn(tag, birthDate) : say.unread;
  const person = [`${say.born} ${date}`, gender && say[gender]].filter(Boolean).join(', ');
  const part = (from: number, to: number, text: string) => [
    element('dt', { textContent: number.slice(from, to) }),
    element('dd', { textContent: text }),
  ];
  return element(
    'dl',
    { className: 'digits' },
    ...part(0, 2, province?.name ?? say.unread),
    ...part(2, 4, regency?.name ?? say.unread),
    ...part(4, 6, district?.name ?? say.unread),
    ...part(6, 12, person),
    ...part(12, 16, `${say.serial} ${serial ?? ''}`),
  );
}

function row(field: Field, outlines: Shown['outlines'], tag: Tag): HTMLTableRowElement {
  const say = WORDS[tag];
  const { name, raw, normalised, confidence } = field;
  const title = titleOf(name, tag);
  const outline = outlines.get(name);
  // The roles are said, for on a phone rows and cells are laid out as none.
  const head = element('th', { scope: 'row' });
  head.setAttribute('role', 'rowheader');
  const line = element('tr', {}, head);
  line.setAttribute('role', 'row');
  if (outline) {
    const button = element('button', { type: 'button', textContent: title });
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => point(line, button, outline));
    line.addEventListener('mouseenter', () => outline.classList.add('shown'));
    line.addEventListener('mouseleave', () => {
      if (!line.classList.contains('shown')) outline.classList.remove('shown');
    });
    head.append(button);
  } else head.textContent = title;
  const doubted = raw !== null && isDoubted(field);
  const sure = confidence === null ? '' : `${Math.round(confidence * 100)}%${doubted ? '\u00a0?' : ''}`;
  const words = element('span', { className: 'hidden', textContent: doubted ? say.unsure : '' });
  const cells = [
    element('td', { textContent: raw ?? say.unread, lang: 'id' }),
    element('td', { textContent: normalised === null ? say.unread : valueIn(tag, name, normalised) }),
    element('td', { className: doubted ? 'doubt' : '' }, sure, words),
  ];
  for (const cell of cells) cell.setAttribute('role', 'cell');
  line.append(...cells);
  return line;
}

/** Shows one field on the picture, or none when it was shown already. */
function point(line: HTMLElement, button: HTMLElement, outline: Element): void {
  const shown = !line.classList.contains('shown');
  for (const other of document.querySelectorAll('.shown')) other.classList.remove('shown');
  for (const other of line.parentElement!.querySelectorAll('[aria-pressed]'))
    other.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-pressed', `${shown}`);
  line.classList.toggle('shown', shown);
  outline.classList.toggle('shown', shown);
}
