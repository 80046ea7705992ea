import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const client = (entry: string) =>
  fileURLToPath(new URL(`./packages/client/src/${entry}.ts`, import.meta.url));

/** What a test imports that starts something (a process, a server, a thread, a browser), or draws and decodes pictures. */
const STARTS =
  /from '(node:(child_process|http|net|worker_threads)|sharp|.*\/support(\/.*)?\.js|.*\/(cards|specimens)\/.*|.*\/(scripted-upstream|engine|fitter|server)\.js)'/;

/** What counts what a process holds, and what needs sharp with the formats that it began with: decoders leave it fewer or more. */
const ALONE = /getActiveResourcesInfo|memoryUsage|<svg|\/(decode-image|decoder)\.js'/;

const files = (readdirSync(new URL('test/', import.meta.url), { recursive: true }) as string[])
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file}`);
const having = (pattern: RegExp) =>
  files.filter((file) => pattern.test(readFileSync(new URL(file, import.meta.url), 'utf8')));
const whole = having(STARTS);
const alone = whole.filter((file) => having(ALONE).includes(file));

const globalSetup = 'test/support/compile.ts';

export default defineConfig({
  resolve: {
    // Dependencies load graphql's CommonJS build, our code would load the other: two copies know nothing of each other's errors.
    alias: [
      { find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') },
      // From its sources, so that no test waits for a build.
      { find: /^@ktp-gateway\/client$/, replacement: client('index') },
      { find: /^@ktp-gateway\/client\/element$/, replacement: client('element') },
      { find: /^@ktp-gateway\/client\/react$/, replacement: client('react') },
    ],
  },
  test: {
    // For two cores: a third process goes on where others wait for a time limit, a lock or a camera.
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A process loads modules once for all of its files.
    isolate: false,
    projects: [
      // Functions and values.
      {
        extends: true,
        test: { name: 'unit', include: files.filter((file) => !whole.includes(file)), pool: 'threads' },
      },
      { extends: true, test: { name: 'whole', include: whole, exclude: alone, globalSetup } },
      { extends: true, test: { name: 'alone', include: alone, isolate: true, globalSetup } },
    ],
  },
});
