/** Bundles the page at `/` with the kit of front ends. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE } from './client-bundle.js';

const ROOT = new URL('../', import.meta.url);

await build({
  ...BUNDLE,
  entryPoints: [fileURLToPath(new URL('web/page.ts', ROOT))],
  outdir: fileURLToPath(new URL('dist/page/', ROOT)),
  minify: true,
});
