import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/process.js';
import { CARDS, CommandProcess, csvFile, jsonFile, run, temporary } from './support.js';

let folder: ReturnType<typeof temporary>;
beforeEach(() => {
  folder = temporary();
  mkdirSync(folder.path('in'));
});
afterEach(() => folder.remove());

const NAMES = ['clean-woman', 'clean-man', 'dated', 'foreigner', 'mild'];
/** Copies of cards, `00-clean-woman.jpg` and so on; their paths. */
const copies = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const name = NAMES[n % NAMES.length] as string;
    const path = folder.path('in', `${String(n).padStart(2, '0')}-${name}.jpg`);
    copyFileSync(join(CARDS, `${name}.jpg`), path);
    return path;
  });
const text = (path: string) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
const lines = (path: string) => text(path).split('\n').length - 1;

describe('a command that is run again', () => {
  it.each([
    ['jsonl', jsonFile],
    ['csv', csvFile],
  ])('reads what has no row yet, a row that was cut off included: %s', async (ending, rowsOf) => {
    const files = copies(3);
    const out = folder.path(`rows.${ending}`);
    expect((await run(['read', folder.path('in'), '-o', out, '-c', '1'])).code).toBe(0);
    const before = text(out);
    truncateSync(out, statSync(out).size - 40);
    const { code, err } = await run(['read', folder.path('in'), '-o', out]);
    expect(code).toBe(0);
    expect(err).toMatch(/^3 pictures: 1 read, 0 not read, 2 done before \(0 of them not read\), /);
    expect(
      rowsOf(out)
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(files);
    const whole = before.split('\n').slice(0, -2).join('\n');
    expect(text(out).startsWith(`${whole}\n`)).toBe(true);
  });

  it('goes on where a killed one stopped: every picture has one row', async () => {
    const files = copies(7);
    const out = folder.path('rows.jsonl');
    const killed = new CommandProcess(['read', folder.path('in'), '-o', out]);
    await until(() => lines(out) >= 2);
    killed.child.kill('SIGKILL');
    expect((await killed.end()).signal).toBe('SIGKILL');
    const done = lines(out);
    expect(done).toBeLessThan(7);
    expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
    expect(
      jsonFile(out)
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(files);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'goes on where %s stopped it; what was being read was read to its end',
    async (signal, exitCode) => {
      const files = copies(7);
      const out = folder.path('rows.csv');
      const stopped = new CommandProcess(['read', folder.path('in'), '-o', out]);
      await until(() => lines(out) >= 2);
      stopped.child.kill(signal);
      const { code, err } = await stopped.end();
      expect(code).toBe(exitCode);
      expect(err).toContain('Stopping');
      expect(err).toMatch(/7 pictures: \d+ read, 0 not read, \d+ left/);
      const done = csvFile(out);
      expect(done.length).toBeLessThan(7);
      expect(text(out).endsWith('\r\n')).toBe(true);
      expect((await run(['read', folder.path('in'), '-o', out])).code).toBe(0);
      expect(csvFile(out).slice(0, done.length)).toEqual(done);
      expect(
        csvFile(out)
          .map(({ file }) => file)
          .toSorted(),
      ).toEqual(files);
    },
  );

  it.each(['jsonl', 'csv'])(
    'with --retry reads again what may be read later, and only that: %s',
    async (ending) => {
      const [file = ''] = copies(1);
      writeFileSync(folder.path('in/text.jpg'), 'no picture');
      symlinkSync(folder.path('later.jpg'), folder.path('in/later.jpg'));
      const out = folder.path(`rows.${ending}`);
      const args = ['read', folder.path('in'), '-o', out];
      expect((await run(args)).code).toBe(2);
      copyFileSync(file, folder.path('later.jpg'));
      expect((await run(args)).err).toContain('3 done before (2 of them not read)');
      const { code, err } = await run([...args, '--retry']);
      expect(code).toBe(2);
      expect(err).toContain('3 pictures: 1 read, 0 not read, 2 done before (1 of them not read)');
      const rows = ending === 'csv' ? csvFile(out) : jsonFile(out);
      expect(Object.fromEntries(rows.map((row) => [row.file?.split('/').at(-1), row.code]))).toEqual({
        '00-clean-woman.jpg': 'SUCCESS',
        'text.jpg': 'IMAGE_INVALID_FORMAT',
        'later.jpg': 'SUCCESS',
      });
      expect(rows).toHaveLength(3);
      expect(statSync(out).mode & 0o777).toBe(0o600);
    },
  );
});
