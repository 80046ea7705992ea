import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseCommand, type ReadCommand } from '../../src/cli/arguments.js';
import { openFileOutput } from '../../src/cli/output/file.js';
import { JSON_LINES } from '../../src/cli/output/jsonl.js';
import { passedOverLine } from '../../src/cli/passed-over.js';
import { findPictures } from '../../src/cli/pictures.js';
import { runRead } from '../../src/cli/read-command.js';
import { temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
});
afterEach(() => folder.remove());

const put = (...names: string[]) => {
  for (const name of names) {
    const path = folder.path(name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, '');
  }
};

it('a picture that is named in two ways is read once, as it was named first', async () => {
  put('a.jpg');
  const from = relative(process.cwd(), folder.path());
  expect(await findPictures([`${from}/a.jpg`, folder.path(), folder.path('a.jpg')])).toEqual({
    pictures: [join(from, 'a.jpg')],
    passedOver: [],
  });
});

it('what folders hold besides pictures is passed over, each once, but for a file that is named', async () => {
  put('in/a.jpg', 'in/b.HEIC', 'in/c.pdf', 'in/.d.jpg', 'in/.e/f.jpg', 'in/g/h.png', 'in/g/i', 'in/j.webp');
  symlinkSync(folder.path('in/g'), folder.path('in/k'));
  const paths = ['in/j.webp', 'in', 'in/g'].map((each) => folder.path(each));
  expect(await findPictures(paths)).toEqual({
    pictures: ['in/j.webp', 'in/a.jpg', 'in/g/h.png'].map((each) => folder.path(each)),
    passedOver: ['.d.jpg', '.e', 'b.HEIC', 'c.pdf', 'i', 'k'],
  });
});

it('a pipe and a link to one are passed over, for nothing may ever come out of it', async () => {
  put('in/a.jpg');
  execFileSync('mkfifo', [folder.path('in/b.jpg')]);
  symlinkSync('b.jpg', folder.path('in/c.jpg'));
  symlinkSync('nowhere', folder.path('in/d.jpg'));
  expect(await findPictures([folder.path('in')])).toEqual({
    pictures: ['in/a.jpg', 'in/d.jpg'].map((each) => folder.path(each)),
    passedOver: ['b.jpg', 'c.jpg'],
  });
});

it('a folder without pictures is refused by what it holds', async () => {
  put('in/b.HEIC');
  await expect(findPictures([folder.path('in')])).rejects.toThrow(
    /: no file in this folder ends with \.jpg, .*\.avif; 1 passed over: b\.HEIC$/,
  );
});

it('at most 20 names are said, without what steers a terminal', () => {
  const names = Array.from({ length: 23 }, (_, n) => `${n}.pdf`);
  const first = names.slice(0, 20).join(', ');
  expect(passedOverLine(names)).toBe(`23 passed over: ${first} and 3 more`);
  expect(passedOverLine(names.slice(0, 20))).toBe(`20 passed over: ${first}`);
  expect(passedOverLine(['a\n\u001b[31m.pdf'])).toBe('1 passed over: a??[31m.pdf');
  expect(passedOverLine([])).toBeNull();
});

it.each([
  [[], /^1 picture: 0 read, .* s\n2 passed over: b\.HEIC, c\.pdf\n$/],
  [['--quiet'], /^$/],
])('the summary says what was passed over, where there is one: %s', async (options, said) => {
  put('in/a.jpg', 'in/b.HEIC', 'in/c.pdf');
  const path = folder.path('rows.jsonl');
  const output = await openFileOutput({ path, format: JSON_LINES, retry: [] });
  const row = { file: folder.path('in/a.jpg'), code: 'OCR_NO_RESULT', message: 'A.', retryable: false };
  await output.write(row);
  await output.close();
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const command = parseCommand(['read', folder.path('in'), '--out', path, ...options]) as ReadCommand;
  const stop = new AbortController().signal;
  expect(await runRead(command, { environment: {}, stdout, stderr, stop })).toBe(2);
  stderr.end();
  expect(await text(stderr)).toMatch(said);
});
