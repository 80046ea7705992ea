import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { makeSpecimen, type Specimen, type SpecimenWish } from '../../specimens/specimen.js';
import { loadRegions } from '../../src/regions/store.js';
import { ROOT } from './compiled.js';
import { keeper } from './kept.js';

const regions = loadRegions();

/** All modules of ours that draw, their fonts, and the versions of the libraries and fonts that are packages. */
function sources(): string[] {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: ['specimens/specimen.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    metafile: true,
    write: false,
  });
  const fonts = readdirSync(join(ROOT, 'specimens/fonts')).map((font) => `specimens/fonts/${font}`);
  const files = [...Object.keys(metafile.inputs), ...fonts, 'data/regions.bin', 'package-lock.json'];
  return files.sort().map((file) => join(ROOT, file));
}

let kept: ReturnType<typeof keeper> | undefined;

/** What `makeSpecimen` draws for a wish, kept from run to run until something changes that draws. */
export async function keptSpecimen(wish: SpecimenWish): Promise<Specimen> {
  kept ??= keeper('specimens', sources());
  const name = `${createHash('sha256').update(JSON.stringify(wish)).digest('hex')}.json`;
  const file = await kept(name, async () => {
    const { jpeg, ...told } = await makeSpecimen(wish, regions);
    return Buffer.from(JSON.stringify({ ...told, jpeg: jpeg.toString('base64') }));
  });
  const { jpeg, ...told } = JSON.parse(file.toString());
  return { ...told, jpeg: Buffer.from(jpeg, 'base64') };
}
