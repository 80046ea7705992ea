import { DOUBT } from './picture.js';
import { ERRORS, FIELDS } from './words.js';

export const at = (id) => document.getElementById(id);

/** What a result comes to, in one line. */
export function headline(result, say, language) {
  if (result.__typename !== 'OcrKtpSuccess') return errorWords(result, language)[0];
  return say.read(result.inconsistencies.filter(({ severity }) => severity !== 'INFO').length);
}

/** Everything below the picture. Called again in the other language, it says the same in that one. */
export function showResult(result, boxes, say, language) {
  const card = result.card ?? null;
  showError(result, say, language);
  showHints(result.imageQuality?.hints ?? [], card, say, language);
  for (const id of ['findings', 'nik', 'fields']) at(id).hidden = card === null;
  if (card === null) return;
  const findings = result.inconsistencies.map((each) => finding(each, say, language));
  if (findings.length === 0)
    findings.push(element('li', { className: 'good', textContent: `✓ ${say.nothing}` }));
  at('findings')
    .querySelector('ul')
    .replaceChildren(...findings);
  at('nik')
    .querySelector('div')
    .replaceChildren(...nikParts(card.nik, say, language));
  const rows = card.fields.map((field) => row(field, boxes, say, language));
  at('fields')
    .querySelector('tbody')
    .replaceChildren(...rows);
}

function showError(result, say, language) {
  at('error').hidden = result.__typename === 'OcrKtpSuccess';
  if (at('error').hidden) return;
  const [title, text] = errorWords(result, language);
  at('error-title').textContent = title;
  at('error-text').textContent = text;
  const { code, message, transactionId, retryAfterSeconds } = result;
  const wait = retryAfterSeconds ? `Retry-After: ${retryAfterSeconds} s` : '';
  const parts = [`${say.code} ${code}`, message, wait, `${say.transaction} ${transactionId}`];
  at('error-detail').textContent = parts.filter(Boolean).join(' · ');
}

function errorWords({ __typename, reason }, language) {
  return (ERRORS[reason] ?? ERRORS[__typename] ?? ERRORS.other)[language];
}

function showHints(hints, card, say, language) {
  at('retake').hidden = hints.length === 0;
  at('retake-title').textContent = card ? say.mayImprove : say.takeAgain;
  const advice = language === 'id' ? 'advice' : 'adviceInEnglish';
  at('hints').replaceChildren(...hints.map((hint) => element('li', { textContent: hint[advice] })));
}

function finding(each, say, language) {
  const { severity, code, fields, expected, found } = each;
  const badge = element('span', { className: `badge ${severity}`, textContent: say[severity] });
  const places = fields.map((name) => FIELDS[name]?.[language] ?? name).join(', ');
  const values = [expected && `${say.expected} ${expected}`, found && `${say.found} ${found}`];
  const detail = element('span', {
    className: 'small',
    textContent: [places, ...values, code].filter(Boolean).join(' · '),
  });
  return element(
    'li',
    {},
    badge,
    element('div', { textContent: language === 'id' ? each.pesan : each.message }),
    detail,
  );
}

function nikParts(nik, say, language) {
  if (nik === null) return [element('p', { textContent: say.noNik })];
  const { number, valid, repaired, runnerUp, problems } = nik;
  const badge = element('span', {
    className: `badge ${valid ? 'good' : 'bad'}`,
    textContent: valid ? `✓ ${say.valid}` : `✗ ${say.invalid}`,
  });
  const notes = [repaired && say.repaired, runnerUp && `${say.runnerUp} ${runnerUp}`].filter(Boolean);
  return [
    badge,
    /^\d{16}$/.test(number) ? digits(nik, say, language) : element('p', { textContent: number }),
    ...notes.map((textContent) => element('p', { className: 'small', textContent })),
    element('ul', {}, ...problems.map((problem) => finding(problem, say, language))),
  ];
}

function digits({ number, province, regency, district, birthDate, gender, serial }, say, language) {
  const date = birthDate ? dateOf(birthDate, language) : say.unread;
  const person = [`${say.born} ${date}`, gender && say[gender]].filter(Boolean).join(', ');
  const part = (from, to, text) => [
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

function dateOf(day, language) {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(`${day}T00:00:00Z`));
}

function row({ name, raw, normalised, confidence }, boxes, say, language) {
  const title = FIELDS[name]?.[language] ?? name;
  const box = boxes.get(name);
  // The roles are said, for on a phone rows and cells are laid out as none.
  const head = element('th', { scope: 'row', role: 'rowheader' });
  const line = element('tr', { role: 'row' }, head);
  if (box) {
    const button = element('button', { type: 'button', textContent: title });
    button.setAttribute('aria-pressed', 'false');
    button.addEventListener('click', () => point(line, button, box));
    line.addEventListener('mouseenter', () => box.classList.add('shown'));
    line.addEventListener(
      'mouseleave',
      () => line.classList.contains('shown') || box.classList.remove('shown'),
    );
    head.append(button);
  } else head.textContent = title;
  const doubt = confidence !== null && confidence < DOUBT;
  const sure = confidence === null ? '' : `${Math.round(confidence * 100)}%${doubt ? '\u00a0?' : ''}`;
  const words = element('span', { className: 'hidden', textContent: doubt ? say.unsure : '' });
  line.append(
    element('td', { role: 'cell', textContent: raw ?? say.unread, lang: 'id' }),
    element('td', { role: 'cell', textContent: normalised ?? say.unread }),
    element('td', { role: 'cell', className: doubt ? 'doubt' : '' }, sure, words),
  );
  return line;
}

/** Shows one field on the picture, or none when it was shown already. */
function point(line, button, box) {
  const shown = !line.classList.contains('shown');
  for (const other of document.querySelectorAll('.shown')) other.classList.remove('shown');
  for (const other of line.parentElement.querySelectorAll('[aria-pressed]'))
    other.setAttribute('aria-pressed', 'false');
  button.setAttribute('aria-pressed', `${shown}`);
  line.classList.toggle('shown', shown);
  box.classList.toggle('shown', shown);
  if (shown) box.scrollIntoView({ block: 'nearest' });
}

export function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}
