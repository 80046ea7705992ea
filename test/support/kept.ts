import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { ROOT } from './compiled.js';

const FOLDER = join(ROOT, 'node_modules/.cache/ktp-gateway-pictures');

/**
 * Pictures that take long to draw, kept on disk from one test file and one run to the next.
 * @param kind what they are of
 * @param sources files that a picture is made of; a change in one, or another version of the libraries, has all drawn anew
 * @returns gives the picture of a name, or draws it
 */
export function keeper(
  kind: string,
  sources: readonly (string | URL)[],
): (name: string, draw: () => Promise<Buffer>) => Promise<Buffer> {
  const hash = createHash('sha256').update(JSON.stringify(sharp.versions));
  for (const source of sources) hash.update(readFileSync(source));
  const mine = hash.digest('hex').slice(0, 16);
  const folder = join(FOLDER, kind);
  return async (name, draw) => {
    const file = join(folder, mine, name);
    if (existsSync(file)) return readFileSync(file);
    const bytes = await draw();
    mkdirSync(join(folder, mine), { recursive: true });
    for (const other of readdirSync(folder)) {
      if (other !== mine) rmSync(join(folder, other), { recursive: true, force: true });
    }
    // Whole or not at all, for another test file that looks for it.
    writeFileSync(`${file}.${process.pid}`, bytes);
    renameSync(`${file}.${process.pid}`, file);
    return bytes;
  };
}
