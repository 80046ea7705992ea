import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeInBrowser } from './browser/support.js';
import { card } from './support/cards.js';
import { Connection, oneUpload } from './support/client.js';
import { GatewayProcess } from './support/process.js';
import { HAS_REDIS, RedisServer } from './support/redis.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const MEBIBYTE = 1024 * 1024;
const QUERY =
  'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } name } } } }';
const run = promisify(execFile);
// Whole installations start here, on whatever machine.
vi.setConfig({ testTimeout: 300_000 });

let folder: string;
let tarball: string;
/** An empty folder with the package installed, and nothing else. */
let home: string;
const at = (...parts: string[]) => join(home, 'node_modules', 'ktp-gateway', ...parts);
/** As somebody's own machine has it: no settings of this project's. */
const environment = { PATH: process.env.PATH as string, HOME: process.env.HOME as string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ktp-package-'));
  home = join(folder, 'home');
  mkdirSync(home);
  const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: ROOT });
  tarball = join(folder, JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')))[0].filename);
  await run('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: home, env: environment });
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module of somebody's who has installed the package; what it prints, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: the assertions judge it.
async function imported(name: string, source: string): Promise<any> {
  writeFileSync(join(home, name), source);
  return JSON.parse((await run(process.execPath, [name], { cwd: home, env: environment })).stdout);
}

describe('the package', () => {
  it('is under 8 MB, and its installation under 150 MB, without the native runtime', async () => {
    expect(statSync(tarball).size).toBeLessThan(8_000_000);
    const { stdout } = await run('du', ['-sk', 'node_modules'], { cwd: home });
    expect(Number.parseInt(stdout, 10) / 1024).toBeLessThan(150);
    expect(existsSync(join(home, 'node_modules/onnxruntime-node'))).toBe(false);
  });

  it('holds what runs, and no sources, tests, maps or registry', async () => {
    const files = (await run('tar', ['tzf', tarball])).stdout.split('\n').map((file) => file.slice(8));
    const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]));
    expect([...folders].sort()).toEqual(['data', 'deploy', 'dist', 'docs', 'models', 'schema', 'web']);
    expect(files.filter((file) => /\.map$|tsbuildinfo|^data\/sources|baseline/.test(file))).toEqual([]);
  });

  it('passes publint and attw', async () => {
    await run('npx', ['publint', '--strict', tarball], { cwd: ROOT });
    const data = ['./schema.graphql', './openapi.json', './regions.bin', './operations/*'];
    const args = ['attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', ...data];
    await run('npx', args, { cwd: ROOT });
  });
});

describe('its command', () => {
  const command = (...args: string[]) => ({ args: [at('dist/cli.js'), ...args], cwd: home });

  it('tells the version by npx', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const { stdout } = await run('npx', ['ktp-gateway', '--version'], { cwd: home, env: environment });
    expect(stdout).toBe(`${version}\n`);
  });

  it('serves, with a file of settings, and reads a card', async () => {
    writeFileSync(join(home, 'settings.env'), 'API_KEYS=a-key-of-sixteen-or-more\n');
    const gateway = new GatewayProcess({}, command('serve', '--env-file', 'settings.env'));
    try {
      const { port, url } = await gateway.ready();
      const { picture, printed } = card('clean-woman');
      const client = new Connection({ port });
      const key = { 'x-api-key': 'a-key-of-sixteen-or-more' };
      expect((await client.upload(oneUpload(QUERY, picture), {})).status).toBe(401);
      const { json } = await client.upload(oneUpload(QUERY, picture), key);
      expect(json.data.ocrKtp.card).toEqual({ nik: { number: printed.idNumber }, name: printed.name });
      client.close();
      const sdl = await (await fetch(`${url}/schema.graphql`)).text();
      expect(sdl).toBe(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'));
      expect((await fetch(`${url}/graphiql/graphiql.js`)).status).toBe(200);
      gateway.signal('SIGTERM');
      expect(await gateway.end()).toBe(0);
    } finally {
      gateway.kill();
    }
  });

  it.skipIf(!HAS_REDIS)('is a worker', async () => {
    const redis = await RedisServer.start();
    const settings = { REDIS_URL: redis.url, QUEUE_KEY: '0f'.repeat(32) };
    const worker = new GatewayProcess(settings, command('worker'));
    try {
      await worker.line('ready');
      worker.signal('SIGTERM');
      expect(await worker.end()).toBe(0);
    } finally {
      worker.kill();
      await redis.kill();
    }
  });
});

describe('in production', () => {
  let production: string;
  const dist = (...parts: string[]) => join(production, 'node_modules/ktp-gateway/dist', ...parts);

  beforeAll(async () => {
    production = join(folder, 'production');
    mkdirSync(production);
    // What `npm install ktp-gateway` left in an empty folder is all that a machine is given.
    copyFileSync(join(home, 'package-lock.json'), join(production, 'package-lock.json'));
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    // As `npm init` names it.
    const named = { name: 'production', version: '1.0.0', ...manifest };
    writeFileSync(join(production, 'package.json'), JSON.stringify(named));
    const options = { cwd: production, env: environment };
    await run('npm', ['ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], options);
  });

  it('starts as its unit of systemd starts it, reads, and tells no schema', async () => {
    const settings = { NODE_ENV: 'production', HOST: '0.0.0.0', API_KEYS: 'a-key-of-sixteen-or-more' };
    const gateway = new GatewayProcess(settings, { args: [dist('main.js')], cwd: production });
    try {
      const { port } = await gateway.ready();
      const { picture, printed } = card('clean-woman');
      const client = new Connection({ port });
      const key = { 'x-api-key': settings.API_KEYS };
      const { json } = await client.upload(oneUpload(QUERY, picture), key);
      expect(json.data.ocrKtp.card.nik.number).toBe(printed.idNumber);
      const hidden = await client.query('{ __schema { queryType { name } } }', {}, key);
      expect(hidden.json.data).toBeUndefined();
      expect(hidden.text).toContain('introspection');
      const statuses: number[] = [];
      for (const path of ['/schema.graphql', '/graphiql', '/']) {
        statuses.push((await client.send(null, key, { method: 'GET', path })).status);
      }
      expect(statuses).toEqual([404, 404, 200]);
      client.close();
      gateway.signal('SIGTERM');
      expect(await gateway.end()).toBe(0);
    } finally {
      gateway.kill();
    }
  });

  it('has a bill of materials of its own', async () => {
    const { stdout } = await run('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
      cwd: production,
      env: environment,
      maxBuffer: 1e8,
    });
    const names = JSON.parse(stdout).components.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining(['ktp-gateway', 'graphql', 'sharp', 'undici']));
    expect(names).not.toContain('vitest');
  });

  it('starts by npm start where its file is unpacked', async () => {
    await run('tar', ['xzf', tarball, '-C', folder]);
    const unpacked = join(folder, 'package');
    // What `npm install --omit=dev` puts there.
    symlinkSync(join(production, 'node_modules'), join(unpacked, 'node_modules'));
    const start = run('npm', ['start'], { cwd: unpacked, env: { ...environment, PORT: 'none' } });
    await expect(start).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('PORT must be a whole number from 0 to 65535.'),
    });
  });
});

describe('its library', () => {
  it('ktp: takes numbers, lines and cards apart, with the table that the caller loads', async () => {
    const found = await imported(
      'ktp.mjs',
      `import { readFileSync } from 'node:fs';
       import { checkKtp, loadRegions, parseBirthPlaceBirthday, parseNik } from 'ktp-gateway/ktp';
       const regions = loadRegions(readFileSync(new URL(import.meta.resolve('ktp-gateway/regions.bin'))));
       const { card, inconsistencies } = checkKtp(
         { idNumber: '3374015708450001', birthPlaceBirthday: 'SEMARANG, 18-08-1945', gender: 'PEREMPUAN' },
         { regions, today: '2026-01-01' });
       console.log(JSON.stringify({
         nik: parseNik('33.74.01 570845-0001', { regions }),
         birth: parseBirthPlaceBirthday('SEMARANG, 17-08-1945'),
         card, codes: inconsistencies.map(({ code }) => code),
         found: regions.search('Semarang Tengah', { first: 1 })[0].region.code }));`,
    );
    expect(found.nik).toMatchObject({ number: '3374015708450001', valid: true, birthDate: '1945-08-17' });
    expect(found.nik.district).toMatchObject({ code: '337401', name: 'Semarang Tengah' });
    expect(found.birth).toEqual({ birthPlace: 'SEMARANG', birthDate: '1945-08-17' });
    expect(found.card).toMatchObject({
      birthDate: '1945-08-18',
      gender: 'FEMALE',
      raw: { gender: 'PEREMPUAN' },
    });
    expect(found.codes).toContain('NIK_BIRTHDATE_MISMATCH');
    expect(found.found).toBe('337401');
  });

  it('reader: reads a card, all of it or some fields, and tells what it cannot read', async () => {
    const { picture, printed } = card('clean-woman');
    writeFileSync(join(home, 'card.jpg'), picture);
    const found = await imported(
      'reader.mjs',
      `import { readFileSync } from 'node:fs';
       import { createReader, ImageInvalidFormatError } from 'ktp-gateway/reader';
       const reader = createReader({ threads: 1 });
       const picture = readFileSync('card.jpg');
       const all = await reader.read(picture);
       const some = await reader.read(new Uint8Array(picture), { fields: ['NAME'] });
       const none = await reader.read(Buffer.from('no picture')).catch((error) => error);
       await reader.close();
       console.log(JSON.stringify({ all, some, refused: none instanceof ImageInvalidFormatError, code: none.code }));`,
    );
    expect(found.all.card).toMatchObject({ nik: { number: printed.idNumber }, name: printed.name });
    expect(found.all.fields).toHaveLength(19);
    expect(found.all.imageQuality.mimeType).toBe('image/jpeg');
    expect(found.some).toMatchObject({
      fields: [{ name: 'NAME', raw: printed.name }],
      inconsistencies: null,
      imageQuality: null,
    });
    expect([found.refused, found.code]).toEqual([true, 'IMAGE_INVALID_FORMAT']);
  });

  it('schema: has the contract and the operations as text', async () => {
    const found = await imported(
      'schema.mjs',
      `import { operations, sdl } from 'ktp-gateway/schema';
       console.log(JSON.stringify({ sdl, operations }));`,
    );
    expect(found.sdl).toBe(readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8'));
    expect(found.operations.CheckNik).toContain('query CheckNik($nik: String!)');
  });

  it('server: answers inside a server of somebody else, and names settings that it cannot use', async () => {
    const found = await imported(
      'server.mjs',
      `import { createServer } from 'node:http';
       import { ConfigError, createGateway } from 'ktp-gateway/server';
       let faults;
       try { createGateway({ OCR_THREADS: 'many' }); } catch (error) { faults = error instanceof ConfigError && error.faults; }
       const gateway = createGateway({ OCR_THREADS: '1' });
       const server = createServer(gateway.handler).listen(0, '127.0.0.1');
       await gateway.ready();
       const answer = await fetch(\`http://127.0.0.1:\${server.address().port}/graphql\`, {
         method: 'POST', headers: { 'content-type': 'application/json' },
         body: JSON.stringify({ query: '{ checkNik(nik: "3374015708450001") { valid } service { version } }' }) });
       const { data } = await answer.json();
       server.close();
       server.closeAllConnections();
       await gateway.close();
       console.log(JSON.stringify({ faults, data }));`,
    );
    expect(found.faults).toEqual(['OCR_THREADS must be a whole number from 1 to 64.']);
    expect(found.data.checkNik).toEqual({ valid: true });
  });
});

describeInBrowser('ktp in a browser', () => {
  it('is bundled without anything of Node, and checks a NIK without a server', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          "import { loadRegions, parseNik } from 'ktp-gateway/ktp'; Object.assign(window, { loadRegions, parseNik });",
        resolveDir: home,
      },
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'esm',
      write: false,
    });
    const bundle = outputFiles[0]?.text ?? '';
    expect(Buffer.byteLength(bundle)).toBeLessThan(0.1 * MEBIBYTE);
    // Two files from somewhere; nothing that answers.
    const files: Record<string, [string, string | Buffer]> = {
      '/': ['text/html', '<!doctype html><script type="module" src="/bundle.js"></script>'],
      '/bundle.js': ['text/javascript', bundle],
      '/regions.bin': ['application/octet-stream', readFileSync(at('data/regions.bin'))],
    };
    const server = createServer((request, response) => {
      const [type, body] = files[request.url ?? ''] ?? ['text/plain', ''];
      response.writeHead(200, { 'content-type': type }).end(body);
    }).listen(0, '127.0.0.1');
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
      const nik = await page.evaluate(`(async () => {
        const regions = loadRegions(await (await fetch('/regions.bin')).arrayBuffer());
        return parseNik('3374015708450001', { regions });
      })()`);
      expect(nik).toMatchObject({ valid: true, gender: 'FEMALE', birthDate: '1945-08-17' });
    } finally {
      await browser.close();
      server.close();
    }
  });
});
