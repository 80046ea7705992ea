import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, normalize, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CSV } from '../../src/cli/output/csv.js';
import { openFileOutput } from '../../src/cli/output/file.js';
import type { Format } from '../../src/cli/output/format.js';
import { JSON_LINES } from '../../src/cli/output/jsonl.js';
import { findPictures } from '../../src/cli/pictures.js';
import { temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

const FORMATS: [string, Format][] = [
  ['jsonl', JSON_LINES],
  ['csv', CSV],
];
const failure = (file: string, retryable: boolean) => ({
  file,
  code: retryable ? 'OCR_TIMEOUT' : 'OCR_NO_RESULT',
  message: 'A message.',
  retryable,
});
const open = (format: Format, retry: readonly string[] = []) =>
  openFileOutput({ path: folder.path('rows'), format, retry });
/** An output with these rows. */
const written = async (format: Format, ...rows: [file: string, retryable: boolean][]) => {
  const output = await open(format);
  for (const row of rows) await output.write(failure(...row));
  await output.close();
};
const files = (format: Format) =>
  readFileSync(folder.path('rows'), 'utf8')
    .split(format.lineEnd)
    .slice(format.header === null ? 0 : 1, -1)
    .map((line) => format.row(line).file);

describe.each(FORMATS)('rows of earlier runs: %s', (_, format) => {
  it('are taken out to be tried again where the run names their picture and it may be read later, and only there', async () => {
    await written(format, ['a.jpg', true], ['b.jpg', false], ['other/a.jpg', true], ['c.jpg', true]);
    const output = await open(format, ['a.jpg', 'b.jpg', 'c.jpg', 'new.jpg']);
    expect(files(format)).toEqual(['b.jpg', 'other/a.jpg']);
    const known = ['a.jpg', 'b.jpg', 'c.jpg', 'other/a.jpg'].filter((file) => output.earlier(file));
    expect(known).toEqual(['b.jpg', 'other/a.jpg']);
    await output.write(failure('a.jpg', true));
    await output.close();
    expect(files(format)).toEqual(['b.jpg', 'other/a.jpg', 'a.jpg']);
    expect(statSync(folder.path('rows')).mode & 0o777).toBe(0o600);
  });

  it('stay as they are, to the byte, where none of them is tried again', async () => {
    await written(format, ['a.jpg', true], ['b.jpg', false]);
    const before = readFileSync(folder.path('rows'));
    for (const retry of [[], ['b.jpg', 'other.jpg']]) {
      await (await open(format, retry)).close();
      expect(readFileSync(folder.path('rows'))).toEqual(before);
    }
  });

  it('are known again whatever way the folder is spelt', async () => {
    const here = folder.path('in');
    const from = relative(process.cwd(), here);
    const spellings = [here, `${here}/`, `${here}/../in`, from, `./${from}`, `${from}/./`];
    mkdirSync(here);
    const names = ["'=b.jpg", '=a.jpg', 'c "d", e.jpg', 'two\nlines.jpg'];
    for (const name of names) writeFileSync(join(here, name), '');
    for (const [n, spelling] of spellings.entries()) {
      const path = folder.path(String(n));
      const { pictures: found } = await findPictures([spelling]);
      expect(found).toEqual(names.map((name) => join(normalize(spelling), name)));
      const output = await openFileOutput({ path, format, retry: [] });
      for (const file of found) await output.write(failure(file, true));
      await output.close();
      for (const other of spellings) {
        const again = await openFileOutput({ path, format, retry: [] });
        const known = (await findPictures([other])).pictures.map((file) => again.earlier(file)?.retryable);
        expect(known).toEqual([true, true, true, true]);
        await again.close();
      }
      const retried = await openFileOutput({
        path,
        format,
        retry: (await findPictures([spellings.at(-1 - n) ?? ''])).pictures,
      });
      expect(found.map((file) => retried.earlier(file))).toEqual(names.map(() => undefined));
      await retried.close();
    }
  });

  it('are known again where the folder is the one the run is in, and a name begins as a formula does', async () => {
    await written(format, ['=a.jpg', true], ['-b.jpg', false]);
    const output = await open(format);
    const place = (file: string) => join(process.cwd(), file);
    expect(output.earlier(place('=a.jpg'))?.retryable).toBe(true);
    expect(output.earlier(place('-b.jpg'))?.retryable).toBe(false);
    expect(output.earlier(place('b.jpg'))).toBeUndefined();
    await output.close();
  });
});
