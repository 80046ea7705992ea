import { execFileSync, execSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { card } from './support/cards.js';
import { Connection, oneUpload } from './support/client.js';
import { GatewayProcess } from './support/process.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const KEY = 'a-key-of-sixteen-or-more';

interface Instruction {
  readonly keyword: string;
  readonly rest: string;
}

/** The instructions in order, each on one line. */
function instructions(): Instruction[] {
  return text('Dockerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [keyword = ''] = line.split(' ', 1);
      return { keyword, rest: line.slice(keyword.length + 1) };
    });
}

const only = (keyword: string) =>
  instructions()
    .filter((each) => each.keyword === keyword)
    .map(({ rest }) => rest);

/** What `.dockerignore` lets into the build. */
const context = text('.dockerignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

describe('the Dockerfile', () => {
  it('is valid', () => {
    expect(validate(text('Dockerfile'))).toEqual([]);
  });

  it('copies only what is there and let in', () => {
    const sources = only('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1))
      .map((source) => source.replace(/^\.\//, ''));
    expect(sources.filter((source) => !existsSync(join(ROOT, source)))).toEqual([]);
    expect(sources.filter((source) => !context.includes(source))).toEqual([]);
    expect(context.filter((source) => !sources.includes(source))).toEqual([]);
  });

  it('ends as a user who is not root, by number', () => {
    expect(only('USER')).toEqual(['1000:1000']);
    const order = instructions().map(({ keyword }) => keyword);
    expect(order.lastIndexOf('RUN')).toBeLessThan(order.indexOf('USER'));
  });
});

describe('compose.yaml', () => {
  const { services } = parse(text('compose.yaml'));

  it.each(Object.keys(services))('gives %s nothing it does not need', (name) => {
    const service = services[name];
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect(service.tmpfs).toHaveLength(1);
    expect(service.mem_limit).toBeDefined();
    expect(service.privileged).toBeUndefined();
    expect(service.volumes).toBeUndefined();
  });

  it('opens the gateway to this machine only, with keys, and gives it time to stop', () => {
    expect(services.gateway.ports).toEqual(['127.0.0.1:4000:4000']);
    expect(services.gateway.environment.API_KEYS).toMatch(/^\$\{API_KEYS:\?/);
    const settings = readFileSync(join(ROOT, 'src/config/gateway.ts'), 'utf8');
    for (const name of Object.keys(services.gateway.environment)) expect(settings).toContain(` ${name}: `);
    expect(Number.parseInt(services.gateway.stop_grace_period, 10)).toBeGreaterThan(20 + 5);
    expect(services.redis.ports).toBeUndefined();
    expect(services.redis.healthcheck.test).toContain('ping');
  });

  it('has a companion for workers, with settings there are, one key, and a Redis that forgets nothing by itself', () => {
    const { gateway, worker, redis } = parse(text('compose.queue.yaml')).services;
    const settings = readFileSync(join(ROOT, 'src/config/gateway.ts'), 'utf8');
    const names = [...Object.keys(gateway.environment), ...Object.keys(worker.environment)];
    for (const name of names) expect(settings).toContain(` ${name}: `);
    expect(gateway.environment.ENGINE).toBe('queue');
    expect(worker.environment.QUEUE_KEY).toBe(gateway.environment.QUEUE_KEY);
    // The image's health check asks this port of the worker.
    expect(worker.environment.WORKER_PORT).toBe(/PORT=(\d+)/.exec(only('ENV')[0] ?? '')?.[1]);
    expect(existsSync(join(ROOT, worker.command[1].replace('dist', 'src').replace('.js', '.ts')))).toBe(true);
    expect([worker.read_only, worker.cap_drop, worker.volumes, worker.ports]).toEqual([
      true,
      ['ALL'],
      undefined,
      undefined,
    ]);
    expect(redis.command).toContain('noeviction');
  });
});

describe('the image, its steps replayed without Docker', () => {
  let folder: string;
  let image: string;
  let environment: Record<string, string>;
  const root = process.getuid?.() === 0;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ktp-image-'));
    [image, environment] = replay(folder);
    execFileSync('chmod', ['-R', 'a-w,a+rX', folder]);
    chmodSync(folder, 0o755);
  }, 600_000);
  afterAll(() => {
    execFileSync('chmod', ['-R', 'u+w', folder]);
    rmSync(folder, { recursive: true });
  });

  const run = (more: Record<string, string>) => {
    const [program = '', ...args] = JSON.parse(only('CMD').at(-1) as string);
    expect(program).toBe('node');
    // As the image's user, who can write nothing there; the tests can only become one who is not root where they are root.
    const user = root ? { uid: 1000, gid: 1000 } : {};
    return new GatewayProcess({ ...environment, ...more }, { cwd: image, args, ...user });
  };
  const healthcheck = (port: number) =>
    new Promise<number | null>((resolve) => {
      const command = JSON.parse(only('HEALTHCHECK')[0]?.replace(/^.*?CMD /, '') as string);
      const env = { PATH: process.env.PATH, ...environment, PORT: `${port}` };
      spawn(command[0], command.slice(1), { cwd: image, env }).once('exit', resolve);
    });

  it('holds no packages for development, and the network runtime of one system', () => {
    const { devDependencies, dependencies } = JSON.parse(text('package.json'));
    const at = (name: string) => existsSync(join(image, 'node_modules', name, 'package.json'));
    expect(Object.keys(dependencies).filter((name) => !at(name))).toEqual([]);
    expect(
      ['vitest', 'typescript', '@biomejs/biome'].filter((name) => name in devDependencies && at(name)),
    ).toEqual([]);
    const systems = execSync('ls -d node_modules/onnxruntime-node/bin/*/*/*', { cwd: image })
      .toString()
      .trim();
    expect(systems.split('\n')).toEqual([expect.stringMatching(`/linux/${process.arch}$`)]);
  });

  it('reads a card as its user, from files nobody can write, and passes its own health check', async () => {
    const port = await freePort();
    const gateway = run({ API_KEYS: KEY, PORT: `${port}` });
    try {
      await gateway.ready();
      expect(await healthcheck(port)).toBe(0);
      const client = new Connection({ port });
      const { picture, printed } = card('clean-woman');
      const query =
        'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } } } } }';
      const { json } = await client.upload(oneUpload(query, picture), { 'x-api-key': KEY });
      expect(json.data.ocrKtp.card.nik.number).toBe(printed.idNumber);
      client.close();
      gateway.signal('SIGTERM');
      expect(await gateway.end()).toBe(0);
      expect(await healthcheck(port)).toBe(1);
    } finally {
      gateway.kill();
    }
  });

  it('does not start without keys', async () => {
    const gateway = run({});
    expect(await gateway.end()).toBe(1);
    expect(gateway.err).toContain('API_KEYS must be set');
  });
});

/** Goes through the Dockerfile in a folder per stage; the packages for development are those of this checkout. */
function replay(folder: string): [string, Record<string, string>] {
  const stages = new Map<string, string>();
  let here = '';
  let environment: Record<string, string> = {};
  for (const { keyword, rest } of instructions()) {
    const words = rest.split(' ');
    switch (keyword) {
      case 'FROM': {
        here = join(folder, `stage-${stages.size}`);
        mkdirSync(here);
        stages.set(words[2] ?? 'last', here);
        environment = {};
        break;
      }
      case 'ENV':
        environment = {
          ...environment,
          ...Object.fromEntries(words.filter(Boolean).map((word) => word.split('=', 2))),
        };
        break;
      case 'COPY':
        copy(words, here, stages);
        break;
      case 'RUN':
        if (rest === 'npm ci') symlinkSync(join(ROOT, 'node_modules'), join(here, 'node_modules'));
        else execSync(rest, { cwd: here, stdio: 'pipe' });
        break;
    }
  }
  return [here, environment];
}

function copy(words: readonly string[], here: string, stages: ReadonlyMap<string, string>): void {
  const from = words[0]?.startsWith('--from=') ? words[0].slice('--from='.length) : null;
  const sources = words.slice(from === null ? 0 : 1, -1);
  const target = words.at(-1) as string;
  for (const source of sources) {
    const path =
      from === null ? join(ROOT, source) : join(stages.get(from) as string, source.replace(/^\/app\//, ''));
    const to = target.endsWith('/') || sources.length > 1 ? join(here, target, source) : join(here, target);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(path, to, { recursive: true, verbatimSymlinks: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
