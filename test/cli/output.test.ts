import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CSV } from '../../src/cli/output/csv.js';
import { openFileOutput } from '../../src/cli/output/file.js';
import type { Format } from '../../src/cli/output/format.js';
import { JSON_LINES } from '../../src/cli/output/jsonl.js';
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
});
