import { readFileSync } from 'node:fs';
import { SANDBOX_NAMES, sandboxPicture } from '../engine/sandbox/engine.js';
import { staticFile } from './static-file.js';

const FILES = [
  'page.js',
  'page.css',
  'picture.js',
  'result.js',
  'send.js',
  'words.js',
  'read.graphql',
  'specimen.jpg',
  'specimen-contradictions.jpg',
  'specimen-dim.jpg',
];

/** Scripts, styles and calls of this server only; no other page may frame it, no form may leave it. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface PageOptions {
  /** Whether the page may point at GraphiQL. */
  readonly graphiql: boolean;
  /** Whether the page offers the pictures of the sandbox. */
  readonly sandbox: boolean;
}

/** The page to try the gateway with, and its files: all from here, nothing from elsewhere. */
export function createPage({ graphiql, sandbox }: PageOptions) {
  const read = (file: string) => readFileSync(new URL(`../../web/${file}`, import.meta.url));
  const names = sandbox ? SANDBOX_NAMES : [];
  return {
    '/': staticFile('index.html', read('index.html'), POLICY),
    ...Object.fromEntries(FILES.map((file) => [`/${file}`, staticFile(file, read(file), POLICY)])),
    '/page.json': staticFile('page.json', Buffer.from(JSON.stringify({ graphiql, sandbox: names })), POLICY),
    ...Object.fromEntries(
      names.map((name) => [`/sandbox/${name}.jpg`, staticFile(`${name}.jpg`, sandboxPicture(name), POLICY)]),
    ),
  };
}
