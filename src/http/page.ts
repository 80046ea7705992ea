import { existsSync, readFileSync } from 'node:fs';
import { Kind, parse, print } from 'graphql';
import { SANDBOX_NAMES, sandboxPicture } from '../engine/sandbox/engine.js';
import { type PersistedDocuments, readManifest } from '../graphql/document-manifest.js';
import type { Handler } from './handler.js';
import { createReaderFiles } from './reader-files.js';
import { sendJson } from './responses.js';
import { staticFile } from './static-file.js';

const WEB = new URL('../../web/', import.meta.url);
/** What `npm run build` makes of the page's sources and the kit. */
const SCRIPT = new URL('../../dist/page/page.js', import.meta.url);

const FILES = ['page.css', 'specimen.jpg', 'specimen-contradictions.jpg', 'specimen-dim.jpg'];

/** Scripts, styles and calls of this server only; no other page may frame it, no form may leave it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface PageOptions {
  /** Whether the page may point at GraphiQL. */
  readonly graphiql: boolean;
  /** Whether the page offers the pictures of the sandbox. */
  readonly sandbox: boolean;
}

/** The documents that the page sends, by their hashes; the gateway takes them whatever else it takes. */
export function pageDocuments(): PersistedDocuments {
  const file = new URL('generated/persisted-documents.json', WEB);
  const documents = readManifest(file);
  if (documents === null) throw new Error(`${file.pathname} is missing or no manifest of documents.`);
  return documents;
}

/** The page to try the gateway with, and its files: all from here, nothing from elsewhere. */
export function createPage({ graphiql, sandbox }: PageOptions) {
  const read = (file: string) => readFileSync(new URL(file, WEB));
  const names = sandbox ? SANDBOX_NAMES : [];
  const documents = Array.from(pageDocuments(), ([id, text]) => ({ id, text: legible(text) }));
  const named = (name: string) => documents.find(({ text }) => text.includes(` ${name}(`));
  const facts = { graphiql, sandbox: names, document: named('ReadForPage'), check: named('CheckReading') };
  return {
    '/': staticFile('index.html', read('index.html'), POLICY),
    ...Object.fromEntries(FILES.map((file) => [`/${file}`, staticFile(file, read(file), POLICY)])),
    '/page.js': existsSync(SCRIPT) ? staticFile('page.js', readFileSync(SCRIPT), POLICY) : notBuilt,
    ...createReaderFiles(),
    '/page.json': staticFile('page.json', Buffer.from(JSON.stringify(facts)), POLICY),
    ...Object.fromEntries(
      names.map((name) => [`/sandbox/${name}.jpg`, staticFile(`${name}.jpg`, sandboxPicture(name), POLICY)]),
    ),
  };
}

const notBuilt: Handler = (_, response) =>
  sendJson(response, 503, { error: 'The page is not built here; run `npm run build` and start again.' });

/** Code generators write a document in one line, its fragments first. */
function legible(text: string): string {
  const { definitions, ...document } = parse(text);
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const operations = definitions.filter((definition) => !fragments.includes(definition));
  return print({ ...document, definitions: [...operations, ...fragments] });
}
