import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './page.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { bodyOf } from './upload.js';

const pictures = document.getElementById('pictures');
const picked = document.getElementById('picked');
let files = [];

function pick(chosen) {
  files = chosen;
  picked.textContent = files.map(({ name }) => name).join(', ') || 'None picked.';
}

pictures.addEventListener('change', () => pick([...pictures.files]));
document.getElementById('specimen').addEventListener('click', async () => {
  const blob = await (await fetch('/specimen.jpg')).blob();
  pictures.value = '';
  pick([new File([blob], 'specimen.jpg', { type: blob.type })]);
});

async function fetcher(params, { headers = {} } = {}) {
  try {
    const body = bodyOf(params, files);
    const type = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
    const answer = await fetch('/graphql', {
      method: 'POST',
      body,
      headers: { accept: 'application/json', 'apollo-require-preflight': 'true', ...type, ...headers },
    });
    return await answer.json();
  } catch ({ message }) {
    return { errors: [{ message }] };
  }
}

/** CodeMirror's text areas have no names of their own. */
const NAMES = [
  ['.graphiql-query-editor textarea', 'Query'],
  ['.graphiql-editor-tool textarea', 'Variables and headers'],
  ['.result-window textarea', 'Answer'],
];
new MutationObserver(() => {
  for (const [selector, name] of NAMES) {
    for (const area of document.querySelectorAll(selector)) area.ariaLabel ??= name;
  }
}).observe(document.getElementById('graphiql'), { childList: true, subtree: true });

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, {
    fetcher,
    // Edits outlive a reload, and not the tab: queries and variables may hold numbers of cards.
    storage: sessionStorage,
    // Put in when it is built: schema/operations.
    defaultTabs: OPERATIONS.map(({ query, variables }) => ({ query, variables, headers: null })),
  }),
);
