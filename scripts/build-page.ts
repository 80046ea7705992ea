/** Bundles the page at `/` with the kit of front ends, and the worker that it reads with on the device. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readerBundle, WORKER } from './browser-bundle.js';

const ROOT = new URL('../', import.meta.url);
const outdir = fileURLToPath(new URL('dist/page/', ROOT));

await Promise.all([
  build({
    ...readerBundle(),
    entryPoints: [fileURLToPath(new URL('web/page.ts', ROOT))],
    outdir,
    minify: true,
  }),
  build({ ...WORKER, outdir }),
]);
