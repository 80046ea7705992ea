/**
 * Whether `dist` was built of the sources as they are, and is whole: exits with 0 where it is, else with 1. `--mark` says that it is,
 * after a build.
 * Goes by contents, not by times: a checkout, a copy and an editor set those as they like. In JavaScript, so that nothing is
 * compiled where nothing has to be built.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** The hash of what `dist` was built of, and the bytes of each of its files. The build removes it before it begins. */
const MARK = join(ROOT, 'dist/.built');
/** Everything that the build reads; the lock stands for the packages. */
const SOURCES = [
  'data/regions.bin',
  'models',
  'package-lock.json',
  'package.json',
  'packages/browser/src',
  'packages/client/src',
  'schema/operations',
  'scripts',
  'src',
  'tsconfig.json',
  'web',
];

/** The files of a folder, or the file itself; none where it is not there. Installed packages are no sources. */
function filesIn(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.split(sep).includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesIn(source)) {
      const content = readFileSync(join(ROOT, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** The bytes of each file that the build wrote: so what is missing or cut off is found without reading all of it. */
function sizesInDist() {
  const files = filesIn('dist').filter((file) => join(ROOT, file) !== MARK);
  return Object.fromEntries(files.map((file) => [file, statSync(join(ROOT, file)).size]));
}

/** Whether all that was built is there and stands for the sources. More files do no harm, such as types. */
function isBuilt() {
  if (!existsSync(MARK)) return false;
  const [sources, sizes = '{}'] = readFileSync(MARK, 'utf8').split('\n');
  if (sources !== hashOfSources()) return false;
  const now = sizesInDist();
  return Object.entries(JSON.parse(sizes)).every(([file, size]) => now[file] === size);
}

if (process.argv[2] === '--mark') writeFileSync(MARK, `${hashOfSources()}\n${JSON.stringify(sizesInDist())}`);
else process.exitCode = isBuilt() ? 0 : 1;
