import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** A checkout's files, as far as the build and the program read them. */
const CHECKOUT = [
  'data',
  'models',
  'package-lock.json',
  'package.json',
  'packages/browser/src',
  'packages/client/src',
  'schema',
  'scripts',
  'src',
  'tsconfig.json',
  'web',
];
const run = promisify(execFile);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ktp-start-'));
  for (const path of CHECKOUT) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What `npm start` writes; the program finds a wrong setting, says so and exits. */
async function start(): Promise<{ built: boolean; said: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: 'none' };
  const { stdout, stderr } = await run('npm', ['start'], { cwd: folder, env }).catch((failed) => failed);
  return { built: stdout.includes('scripts/build.ts'), said: stderr };
}
const program = { said: expect.stringContaining('PORT must be a whole number') };
const write = (text: string) => writeFileSync(join(folder, 'src/main.ts'), text);

it('npm start builds what was not built of the sources as they are, and nothing else', async () => {
  expect(await start()).toEqual({ ...program, built: true });
  expect(await start()).toEqual({ ...program, built: false });

  // Another text of the same length, as little as an editor can change.
  write("process.stderr.write('another program');");
  expect(await start()).toEqual({ built: true, said: 'another program' });
  write("process.stderr.write('ANOTHER program');");
  expect(await start()).toEqual({ built: true, said: 'ANOTHER program' });
  expect(await start()).toEqual({ built: false, said: 'ANOTHER program' });

  // What a build that broke off left behind is not started, nor taken for built once its sources are as before.
  write('no program');
  expect(await start()).toEqual({ built: true, said: expect.stringContaining('[ERROR]') });
  write("process.stderr.write('ANOTHER program');");
  expect(await start()).toEqual({ built: true, said: 'ANOTHER program' });

  // Of what is missing or cut off, all is built again.
  rmSync(join(folder, 'dist/main.js'));
  expect(await start()).toEqual({ built: true, said: 'ANOTHER program' });
  truncateSync(join(folder, 'dist/main.js'));
  expect(await start()).toEqual({ built: true, said: 'ANOTHER program' });
  expect(await start()).toEqual({ built: false, said: 'ANOTHER program' });
});
