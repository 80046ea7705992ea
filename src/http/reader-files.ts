import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Handler } from './handler.js';
import { sendJson } from './responses.js';
import { staticFile } from './static-file.js';

const ROOT = new URL('../../', import.meta.url);
/** What `npm run build` makes of the worker, and copies of the runtime. */
const [BUILT, RUNTIME] = [new URL('dist/page/', ROOT), new URL('dist/runtime/', ROOT)];

const SCRIPTS = { 'worker.js': BUILT, 'ort-wasm-simd-threaded.mjs': RUNTIME };
/** Served compressed, under their names with `.gz` behind. */
const CONTENTS = {
  'detector.onnx': new URL('models/', ROOT),
  'reader.onnx': new URL('models/', ROOT),
  'visibility.onnx': new URL('models/', ROOT),
  'regions.bin': new URL('data/', ROOT),
  'ort-wasm-simd-threaded.wasm': RUNTIME,
};

/** The worker reads pictures and loads its own files; it alone may compile WebAssembly. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const LEVEL = 9;
const compress = promisify(gzip);

/** The files that the page reads with on the device (`packages/browser`), at `/reader/`. Each is loaded and compressed when it is first asked for. */
export function createReaderFiles(): Record<string, Handler> {
  const scripts = Object.entries(SCRIPTS).map(([name, folder]) => [
    `/reader/${name}`,
    once(name.replace(/\.mjs$/, '.js'), new URL(name, folder), (content) => Promise.resolve(content)),
  ]);
  const contents = Object.entries(CONTENTS).map(([name, folder]) => [
    `/reader/${name}.gz`,
    once(`${name}.gz`, new URL(name, folder), (content) => compress(content, { level: LEVEL })),
  ]);
  return Object.fromEntries([...scripts, ...contents]);
}

function once(name: string, place: URL, made: (content: Buffer) => Promise<Buffer>): Handler {
  let handler: Promise<Handler> | undefined;
  const load = async () => staticFile(name, await made(await readFile(place)), POLICY);
  return async (request, response) => {
    if (handler === undefined && !existsSync(place)) return notBuilt(request, response);
    handler ??= load();
    await (await handler)(request, response);
  };
}

const notBuilt: Handler = (_, response) =>
  sendJson(response, 503, { error: 'The reader is not built here; run `npm run build` and start again.' });
