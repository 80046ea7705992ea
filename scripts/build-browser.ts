/** Builds `packages/browser`: the reader for pages, its types, and the folder of assets that pages serve. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { readerBundle, writeAssets } from './browser-bundle.js';

const PACKAGE = fileURLToPath(new URL('../packages/browser/', import.meta.url));
const TSC = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

rmSync(`${PACKAGE}dist`, { recursive: true, force: true });
await build({ ...readerBundle(), entryPoints: [`${PACKAGE}src/index.ts`], outdir: `${PACKAGE}dist` });
await writeAssets(`${PACKAGE}dist/assets`);
execFileSync(process.execPath, [TSC, '-p', PACKAGE], { stdio: 'inherit' });
