/** Bundles the page at `/` with the kit of front ends, and the worker that it reads with on the device. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readerBundle, WORKER } from './browser-bundle.js';

const ROOT = new URL('../', import.meta.url);
const outdir = fileURLToPath(new URL('dist/page/', ROOT));

const built = await Promise.all([
  build({
    ...readerBundle(),
    entryPoints: [fileURLToPath(new URL('web/page.ts', ROOT))],
    outdir,
    minify: true,
    write: false,
  }),
  build({ ...WORKER, outdir, write: false }),
]);

for (const { path, contents } of built.flatMap(({ outputFiles }) => outputFiles)) {
  // Put in place whole: a gateway that runs meanwhile serves the file as it was or as it is.
  const written = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(written, contents);
  renameSync(written, path);
}
