/** The program as JavaScript in `dist`, with source maps. Its declarations are only made for the package: `npm run build:types`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { compile } from './compilation.js';

for (const { path, contents } of await compile(['src'], {
  outbase: 'src',
  outdir: 'dist',
  sourcemap: true,
})) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
