import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { ASSET_NAMES } from '../../packages/browser/src/assets.js';
import type { createReader, ReadOptions, ReadResult } from '../../packages/browser/src/index.js';
import { assetOf, GLUE, readerBundle, runtimeFile, WORKER } from '../../scripts/browser-bundle.js';
import { BUNDLE } from '../../scripts/client-bundle.js';

/** What the page has as globals: the package, and the reader that a test made of it. */
export interface ReaderGlobals {
  kit: { createReader: typeof createReader };
  reader: ReturnType<typeof createReader>;
}

export interface ReaderSite {
  readonly url: string;
  /** Every path that was asked for, with the bytes of the request's body. */
  readonly asked: { readonly path: string; readonly bytes: number }[];
  /** What is served from now on in place of a file of the folder of assets; null for nothing. */
  readonly instead: Map<string, Uint8Array | null>;
  close(): void;
}

/** A page of somebody's own site with `@ktp-gateway/browser` and its folder of assets, under a policy as strict as it runs with. */
export async function startReaderSite(isolated = false): Promise<ReaderSite> {
  files ??= built();
  const served = await files;
  const asked: ReaderSite['asked'][number][] = [];
  const instead: ReaderSite['instead'] = new Map();
  const isolation = {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://page').pathname;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      asked.push({ path: request.url ?? '', bytes });
      const changed = instead.get(path);
      const headers: OutgoingHttpHeaders = { 'content-security-policy': POLICY, ...(isolated && isolation) };
      const [type, body] = served[path] ?? ['text/plain', null];
      const content = changed === undefined ? body : changed;
      response.writeHead(content === null ? 404 : 200, { ...headers, 'content-type': type }).end(content);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    instead,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Files = Record<string, [string, string | Uint8Array]>;

/** The same for all sites of a test. */
let files: Promise<Files> | undefined;

async function built(): Promise<Files> {
  const source = fileURLToPath(new URL('../../packages/browser/src/index', import.meta.url));
  const client = fileURLToPath(new URL('../../packages/client/src/element', import.meta.url));
  const [kit, worker, element] = await Promise.all([
    build({ ...readerBundle(), entryPoints: [source], write: false }),
    build({ ...WORKER, write: false, outdir: '/' }),
    build({ ...BUNDLE, entryPoints: [client], write: false }),
  ]);
  const script = 'text/javascript';
  const all: Files = {
    '/': ['text/html', PAGE],
    '/page.js': [script, "import * as kit from '/kit.js'; globalThis.kit = kit;"],
    '/kit.js': [script, kit.outputFiles[0]!.contents],
    '/capture': ['text/html; charset=utf-8', CAPTURE],
    '/capture.js': [script, "import '/element.js'; import '/page.js';"],
    '/element.js': [script, element.outputFiles[0]!.contents],
    '/capture.css': ['text/css', STYLE],
    '/reader/worker.js': [script, worker.outputFiles[0]!.contents],
    [`/reader/${GLUE}`]: [script, runtimeFile(GLUE)],
  };
  for (const name of ASSET_NAMES) {
    all[`/reader/${name}.gz`] = ['application/gzip', gzipSync(assetOf(name), { level: 1 })];
  }
  return all;
}

/** All that reading on the device needs. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src data: blob:; style-src 'self'";

const PAGE =
  '<!doctype html><title>A form</title><link rel="icon" href="data:," /><script type="module" src="/page.js"></script>';

/** The same with `<ktp-capture>`, which reads with it. */
const CAPTURE = `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>A form</title><link rel="icon" href="data:," />
<meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="color-scheme" content="light dark" />
<link rel="stylesheet" href="/capture.css" /><script type="module" src="/capture.js"></script></head>
<body><main><h1>Open an account</h1><ktp-capture on-device url="/graphql"></ktp-capture></main></body></html>`;

const STYLE =
  ':root { font: 16px/1.5 system-ui, sans-serif } main { margin: auto; max-width: 40rem; padding: 1rem }';

/** Makes the page's reader, ready to read. */
export async function makeReader(page: Page, options: { readonly threads?: number } = {}): Promise<void> {
  await page.waitForFunction('globalThis.kit');
  await page.evaluate(async (given) => {
    const page = globalThis as unknown as ReaderGlobals;
    page.reader = page.kit.createReader({ assets: '/reader/', ...given });
    await page.reader.ready();
  }, options);
}

/** Reads a file with the page's reader: its reading and the milliseconds that it took, or the error by its name and values. */
export function readInPage(
  page: Page,
  file: Buffer,
  options: Pick<ReadOptions, 'fields'> = {},
): Promise<{ result: ReadResult | null; error: Record<string, unknown> | null; ms: number }> {
  return page.evaluate(
    async ([base64, given]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const started = performance.now();
      try {
        const { reader } = globalThis as unknown as ReaderGlobals;
        const result = await reader.read(new Blob([bytes]), given);
        return { result, error: null, ms: performance.now() - started };
      } catch (error) {
        const { name, message } = error as Error;
        return {
          result: null,
          error: { ...(error as object), name, message },
          ms: performance.now() - started,
        };
      }
    },
    [file.toString('base64'), options] as const,
  );
}
