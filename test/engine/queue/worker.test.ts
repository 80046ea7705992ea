import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { probe } from '../../../src/engine/image/probe.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { card } from '../../support/cards.js';
import { Connection, oneUpload } from '../../support/client.js';
import { compiled } from '../../support/compiled.js';
import { GatewayProcess, series, until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { KEY, Machines, NEVER, nothingLeft } from './support.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const WORKER = { args: [compiled('src/worker.ts')] };
const { picture, printed } = card('clean-woman');

describe('a worker that cannot start', () => {
  it('names all faults of its configuration and exits 1', async () => {
    const worker = new GatewayProcess(
      { OCR_THREADS: 'many', QUEUE_KEY: 'topsecret', PORT: 'no matter' },
      WORKER,
    );
    expect(await worker.end()).toBe(1);
    expect(worker.err).toBe(
      'The configuration has 3 fault(s):\n' +
        '  QUEUE_KEY must be 32 bytes in hexadecimal or base64, such as openssl rand -hex 32 prints.\n' +
        '  OCR_THREADS must be a whole number from 1 to 64.\n' +
        '  REDIS_URL must be set to read through the queue.\n',
    );
  });
});

describe.skipIf(!HAS_REDIS)('a worker', () => {
  let redis: RedisServer;
  let machines: Machines;
  const workers: GatewayProcess[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
    machines = new Machines(redis);
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) worker.kill();
    await machines.close();
  });
  afterAll(() => redis.kill());

  function start(environment: Record<string, string> = {}): GatewayProcess {
    const worker = new GatewayProcess(
      {
        REDIS_URL: redis.url,
        QUEUE_KEY: KEY.toString('base64'),
        QUEUE_NAME: 'ktp-test',
        QUEUE_STALLED_SECONDS: '2',
        ...environment,
      },
      WORKER,
    );
    workers.push(worker);
    return worker;
  }

  it('finishes on SIGTERM what it reads, leaves the rest to others, and ends with 0', async () => {
    const first = start();
    await first.line('ready');
    const gateway = await machines.gateway();
    const image = await probe({ bytes: picture, cut: false });
    const readings = Array.from({ length: 4 }, () => gateway.read(image, ALL_FIELDS, NEVER));
    await until(() => gateway.state().reading > 0);
    first.signal('SIGTERM');
    expect(await first.end()).toBe(0);
    expect(first.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 0 });
    await until(() => gateway.state().reading === 0);
    expect(gateway.state().waiting).toBeGreaterThan(0);
    await until(() => !gateway.state().able);
    start();
    const read = await Promise.all(readings);
    expect(read.map(({ raw }) => raw.idNumber)).toEqual(Array(4).fill(printed.idNumber));
    await nothingLeft(redis);
  });

  it('tells its health and metrics on a port of its own, to those with a key', async () => {
    const worker = start({ WORKER_PORT: '0', API_KEYS: 'a-key-of-sixteen-or-more' });
    const { url } = await worker.ready();
    const gateway = await machines.gateway();
    await gateway.read(await probe({ bytes: picture, cut: false }), ALL_FIELDS, NEVER);
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', parts: { EMBEDDED: true, REDIS: true } },
    ]);
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const answer = await fetch(`${url}/metrics`, { headers: { 'x-api-key': 'a-key-of-sixteen-or-more' } });
    const text = await answer.text();
    expect(series(text, 'ktp_readings_total{engine="EMBEDDED",outcome="SUCCESS"}')).toBe(1);
    expect(series(text, 'ktp_workers{engine="EMBEDDED"}')).toBe(1);
    expect((await fetch(`${url}/graphql`)).status).toBe(404);
  });

  it('waits for a Redis that is not there yet, and ends where it refuses the password', async () => {
    await redis.kill();
    const worker = start();
    expect(await worker.line('waiting')).toMatchObject({ level: 40, cause: 'REDIS_AWAY' });
    expect(worker.lines().filter(({ msg }) => msg === 'fault')).toMatchObject([
      { name: 'RedisError', code: 'ECONNREFUSED' },
    ]);
    expect(worker.lines().some(({ msg }) => msg === 'ready')).toBe(false);
    await redis.start();
    await worker.line('ready');
    const gateway = await machines.gateway();
    const reading = await gateway.read(await probe({ bytes: picture, cut: false }), ALL_FIELDS, NEVER);
    expect(reading.raw.idNumber).toBe(printed.idNumber);
    const admin = new Redis(redis.url);
    await admin.call('ACL', 'SETUSER', 'somebody', 'on', '>right', '+@all', '~*', '&*');
    admin.disconnect();
    const refused = start({ REDIS_URL: redis.url.replace('//', '//somebody:topsecret@') });
    expect(await refused.end()).toBe(1);
    expect(refused.err).toMatch(/^The worker did not start: WRONGPASS /);
    expect(refused.err + refused.out).not.toContain('topsecret');
  });

  it('goes on reading where its log is not taken, and ends when it is told to', async () => {
    const full = openSync('/dev/full', 'w');
    const worker = spawn(process.execPath, WORKER.args, {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        OCR_THREADS: '1',
        LOG_LEVEL: 'debug',
        REDIS_URL: redis.url,
        QUEUE_KEY: KEY.toString('base64'),
        QUEUE_NAME: 'ktp-test',
      },
      stdio: ['ignore', full, 'inherit'],
    });
    closeSync(full);
    const gateway = await machines.gateway();
    const reading = await gateway.read(await probe({ bytes: picture, cut: false }), ALL_FIELDS, NEVER);
    expect(reading.raw.idNumber).toBe(printed.idNumber);
    worker.kill('SIGTERM');
    expect(await once(worker, 'exit')).toEqual([0, null]);
  });

  it('and a gateway are started by the commands in docs/operating.md', async () => {
    const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8');
    const commands = page.match(/```sh\n(export REDIS_URL=[^`]*)```/)?.[1] as string;
    const { scripts } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    // What they run is compiled from what runs here.
    const sourceOf = (script: string) => `src/${/dist\/(\w+)\.js$/.exec(script)?.[1]}.ts`;
    const lines = commands
      .replace('redis://127.0.0.1:6379', redis.url)
      .replace('npm start', `PORT=0 node ${compiled(sourceOf(scripts.start))}`)
      .replace('npm run worker', `OCR_THREADS=1 node ${compiled(sourceOf(scripts.worker))}`)
      .trim()
      .split('\n')
      .map((line) => line.replace(/ +#.*/, ''));
    expect(lines).toHaveLength(3);
    expect([scripts.start, scripts.worker].map(sourceOf).every((file) => existsSync(`${ROOT}/${file}`))).toBe(
      true,
    );
    const script = `${lines[0]}; ${lines
      .slice(1)
      .map((line) => `${line} &`)
      .join(' ')} wait`;
    const both: ChildProcess = spawn('sh', ['-c', script], { cwd: ROOT, detached: true });
    try {
      let out = '';
      both.stdout?.on('data', (chunk) => {
        out += chunk;
      });
      await until(() => out.split('"msg":"ready"').length === 3);
      const port = Number(/"url":"http:\/\/127\.0\.0\.1:(\d+)"/.exec(out)?.[1]);
      const client = new Connection({ port });
      const query =
        'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } } } } }';
      const { json } = await client.upload(oneUpload(query, picture));
      client.close();
      expect(json.data.ocrKtp.card.nik.number).toBe(printed.idNumber);
    } finally {
      process.kill(-(both.pid as number), 'SIGKILL');
      await once(both, 'close');
    }
  });
});
