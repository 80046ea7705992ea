import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile as compileFolders } from '../../scripts/compilation.js';
import { COMPILED, ROOT } from './compiled.js';

const FOLDERS = [
  'bench',
  'packages/browser/src',
  'packages/client/src',
  'scripts',
  'specimens',
  'src',
  'test',
  'training',
];
/** What programs read beside themselves. */
const BESIDE = ['data', 'dist', 'models', 'package.json', 'schema', 'test/fixtures', 'web'];

/** Before the first test file of a run: writes what `compiled` names, as `npm run build` does. */
export default async function compile(): Promise<void> {
  const outputFiles = await compileFolders(FOLDERS, { outbase: '.', outdir: COMPILED });
  for (const { path, text } of outputFiles) {
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) write(path, text);
  }
  // Scripts that build write here; a link to nothing cannot be made a folder.
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  for (const name of BESIDE) {
    try {
      symlinkSync(join(ROOT, name), join(COMPILED, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Whole or not at all, for whatever another run of tests has started from it. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}`;
  writeFileSync(part, text);
  renameSync(part, path);
}
