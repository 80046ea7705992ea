/** Builds the package of front ends, `packages/client`: JavaScript bundled with the rules and words it shares with the server, and types. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLE } from './client-bundle.js';

const PACKAGE = fileURLToPath(new URL('../packages/client/', import.meta.url));
const TSC = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

rmSync(`${PACKAGE}dist`, { recursive: true, force: true });
await build({
  ...BUNDLE,
  entryPoints: ['index', 'element', 'react']
    .map((name) => `${PACKAGE}src/${name}.ts`)
    .filter((file) => existsSync(file)),
  outdir: `${PACKAGE}dist`,
  // What both entries need stands once.
  splitting: true,
  chunkNames: 'shared-[hash]',
});
execFileSync(process.execPath, [TSC, '-p', PACKAGE], { stdio: 'inherit' });
