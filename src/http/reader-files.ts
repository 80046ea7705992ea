import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Handler } from './handler.js';
import { sendJson } from './responses.js';
import { staticFile } from './static-file.js';

const ROOT = new URL('../../', import.meta.url);
/** What `npm run build` makes of the worker, and copies of the runtime. */
const SCRIPTS = ['dist/page/worker.js', 'dist/runtime/ort-wasm-simd-threaded.mjs'];
/** Served compressed, under their names with `.gz` behind. */
const CONTENTS = [
  'models/detector.onnx',
  'models/reader.onnx',
  'models/visibility.onnx',
  'data/regions.bin',
  'dist/runtime/ort-wasm-simd-threaded.wasm',
];

/** The worker reads pictures and loads its own files; it alone may compile WebAssembly. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const LEVEL = 9;
const compress = promisify(gzip);

/** Where the files are. */
export const READER_ROOT = '/reader/';

/**
 * The files that the page reads with on the device (`packages/browser`). Each is loaded and compressed when it is first
 * asked for. If that fails, the next request tries again.
 * @param root the folder of the project
 */
export function createReaderFiles(root = ROOT): Record<string, Handler> {
  const scripts = SCRIPTS.map((path) => [
    `${READER_ROOT}${basename(path)}`,
    once(basename(path).replace(/\.mjs$/, '.js'), new URL(path, root), async (content) => content),
  ]);
  const contents = CONTENTS.map((path) => [
    `${READER_ROOT}${basename(path)}.gz`,
    once(`${basename(path)}.gz`, new URL(path, root), (content) => compress(content, { level: LEVEL })),
  ]);
  return Object.fromEntries([...scripts, ...contents]);
}

function once(name: string, place: URL, made: (content: Buffer) => Promise<Buffer>): Handler {
  let handler: Promise<Handler> | undefined;
  const load = async () => staticFile(name, await made(await readFile(place)), POLICY);
  return async (request, response) => {
    if (handler === undefined && !existsSync(place)) return notBuilt(request, response);
    handler ??= load();
    const loaded = await handler.catch((error) => {
      handler = undefined;
      throw error;
    });
    await loaded(request, response);
  };
}

const notBuilt: Handler = (_, response) =>
  sendJson(response, 503, { error: 'The reader is not built here; run `npm run build` and start again.' });
