import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './page.css';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { bodyOf } from './upload.js';

const pictures = document.getElementById('pictures');
const picked = document.getElementById('picked');
pictures.addEventListener('change', () => {
  picked.textContent = [...pictures.files].map(({ name }) => name).join(', ') || 'None picked.';
});

/** Forgotten with the page: queries and variables may hold numbers of cards. */
function createMemory() {
  const kept = new Map();
  return {
    get length() {
      return kept.size;
    },
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

async function fetcher(params, { headers = {} } = {}) {
  try {
    const body = bodyOf(params, [...pictures.files]);
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
    storage: createMemory(),
    // Put in when it is built: schema/operations.
    defaultTabs: OPERATIONS.map(({ query, variables }) => ({ query, variables, headers: null })),
  }),
);
