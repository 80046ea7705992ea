const QUERY = `mutation Read($image: Upload!) {
  ocrKtp(image: $image) {
    __typename
    ... on OcrKtpSuccess {
      card {
        fields { name raw normalised confidence }
        nik { number valid birthDate gender province { name } regency { name } district { name } }
      }
      inconsistencies { severity code message expected found }
      imageQuality { hints { code advice(language: EN) } }
    }
    ... on OcrNoResultError { imageQuality { hints { code advice(language: EN) } } }
    ... on OcrKtpError { code message retryable }
  }
}`;

const at = (id) => document.getElementById(id);
let shown = null;

at('file').addEventListener('change', ({ target }) => target.files[0] && read(target.files[0]));
at('specimen').addEventListener('click', async () => {
  const blob = await (await fetch('/specimen.jpg')).blob();
  read(new File([blob], 'specimen.jpg', { type: blob.type }));
});
at('drop').addEventListener('dragover', (event) => {
  event.preventDefault();
  at('drop').classList.add('over');
});
at('drop').addEventListener('dragleave', () => at('drop').classList.remove('over'));
at('drop').addEventListener('drop', (event) => {
  event.preventDefault();
  at('drop').classList.remove('over');
  if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
});
document.addEventListener('paste', ({ clipboardData }) => {
  if (clipboardData.files[0]) read(clipboardData.files[0]);
});

async function read(file) {
  show(file);
  at('status').textContent = 'Reading …';
  at('result').hidden = true;
  try {
    const answer = await send(file);
    const result = answer.data?.ocrKtp;
    at('status').textContent = result
      ? headline(result)
      : answer.errors.map(({ message }) => message).join(' ');
    fill(result ?? {}, answer);
  } catch {
    at('status').textContent = 'The server did not answer. Is it running?';
  }
}

async function send(file) {
  const body = new FormData();
  body.set('operations', JSON.stringify({ query: QUERY, variables: { image: null } }));
  body.set('map', JSON.stringify({ 0: ['variables.image'] }));
  body.set('0', file);
  const key = at('key').value.trim();
  const headers = { 'apollo-require-preflight': 'true', ...(key && { authorization: `Bearer ${key}` }) };
  const response = await fetch('/graphql', { method: 'POST', body, headers });
  return response.json();
}

function show(file) {
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(file);
  at('image').src = shown;
}

function headline(result) {
  if (result.__typename === 'OcrKtpSuccess') return 'The card was read.';
  return `${result.code}: ${result.message}`;
}

function fill(result, answer) {
  const hints = (result.imageQuality?.hints ?? []).map(({ code, advice }) => ({
    title: advice,
    detail: code,
  }));
  const findings = (result.inconsistencies ?? []).map(({ severity, code, message, expected, found }) => ({
    title: `${severity}: ${message}`,
    detail: [code, expected && `expected ${expected}`, found && `found ${found}`].filter(Boolean).join(' · '),
  }));
  at('findings').replaceChildren(...[...findings, ...hints].map(finding));
  at('fields').replaceChildren(...(result.card?.fields ?? []).map(row));
  at('fields').parentElement.hidden = !result.card;
  at('query').textContent = QUERY;
  at('answer').textContent = JSON.stringify(answer, null, 2);
  at('result').hidden = false;
}

function finding({ title, detail }) {
  const item = element('li', title);
  item.append(document.createElement('br'), element('small', detail));
  return item;
}

function row({ name, raw, normalised, confidence }) {
  const line = document.createElement('tr');
  const sure = confidence === null ? '' : `${Math.round(confidence * 100)} %`;
  const title = element('th', name.replaceAll('_', ' ').toLowerCase());
  title.scope = 'row';
  line.append(title, ...[raw ?? '', normalised ?? '', sure].map((text) => element('td', text)));
  return line;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
