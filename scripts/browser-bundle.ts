import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { ASSET_NAMES, type AssetName } from '../packages/browser/src/assets.js';
import { BUNDLE } from './client-bundle.js';

const ROOT = new URL('../', import.meta.url);
const RUNTIME = new URL('.', import.meta.resolve('onnxruntime-web/wasm'));
/** What the runtime's WebAssembly is started by; it is code of the page's, and as such not compressed in a file of its own. */
export const GLUE = 'ort-wasm-simd-threaded.mjs';

/** Where a file of the reader lies in a checkout. */
function sourceOf(name: AssetName): URL {
  if (name.endsWith('.wasm')) return new URL(name, RUNTIME);
  return new URL(name === 'regions.bin' ? `data/${name}` : `models/${name}`, ROOT);
}

/** The content of a file of the reader. */
export function assetOf(name: AssetName): Buffer {
  return readFileSync(sourceOf(name));
}

/** A file of the runtime. */
export function runtimeFile(name: string): Buffer {
  return readFileSync(new URL(name, RUNTIME));
}

/** How code with `createReader` in it is bundled: it knows the hashes of the files that it loads. */
export function readerBundle() {
  const hashes = ASSET_NAMES.map((name) => [name, createHash('sha256').update(assetOf(name)).digest('hex')]);
  return {
    ...BUNDLE,
    define: { KTP_ASSET_HASHES: JSON.stringify(Object.fromEntries(hashes)) },
  } as const satisfies BuildOptions;
}

/** How the worker is bundled: with the engine, and with the runtime's JavaScript, which loads its WebAssembly from the folder of assets. */
export const WORKER = {
  ...BUNDLE,
  entryPoints: { worker: fileURLToPath(new URL('packages/browser/src/worker', ROOT)) },
  conditions: ['onnxruntime-web-use-extern-wasm'],
  minify: true,
} as const satisfies BuildOptions;

/** Writes a folder of assets: the worker, what starts the runtime, and each file that they load, compressed once. */
export async function writeAssets(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({ ...WORKER, outdir: folder });
  writeFileSync(`${folder}/${GLUE}`, runtimeFile(GLUE));
  for (const name of ASSET_NAMES) {
    writeFileSync(`${folder}/${name}.gz`, gzipSync(assetOf(name), { level: 9 }));
  }
}

/** What each file of the folder of assets weighs compressed, in bytes. */
export async function readerSizes(): Promise<{ readonly name: string; readonly gzipped: number }[]> {
  const { outputFiles } = await build({ ...WORKER, outdir: '/', write: false });
  const files: [string, Uint8Array][] = [
    ['worker.js', outputFiles[0]!.contents],
    [GLUE, runtimeFile(GLUE)],
    ...ASSET_NAMES.map((name): [string, Buffer] => [name, assetOf(name)]),
  ];
  return files.map(([name, content]) => ({ name, gzipped: gzipSync(content, { level: 9 }).length }));
}
