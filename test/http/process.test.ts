import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CREDENTIALS,
  hang,
  later,
  ScriptedUpstream,
  success,
} from '../engine/advance-ai/scripted-upstream.js';
import { newPicture } from '../engine/advance-ai/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { compiled } from '../support/compiled.js';
import { noise } from '../support/pictures.js';
import { GatewayProcess, series, until } from '../support/process.js';

const ENVIRONMENT = { PATH: process.env.PATH, OCR_THREADS: '1' };

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

let gateway: GatewayProcess;
let upstream: ScriptedUpstream;

const start = (environment: Record<string, string> = {}) => {
  gateway = new GatewayProcess(environment);
  return gateway;
};
const withUpstream = (environment: Record<string, string> = {}) =>
  start({
    ENGINE: 'advance-ai',
    ADVANCE_BASE_URL: upstream.url,
    ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
    ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
    ...environment,
  });

beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => {
  gateway.kill();
  upstream.close();
});

async function upload(client: Connection): Promise<string> {
  const { bytes } = await newPicture();
  const { json } = await client.upload(oneUpload(READ, bytes));
  return json.data.ocrKtp.__typename;
}

describe('the gateway as a process', () => {
  it('says where it listens, gets ready, and ends with 0 on SIGTERM', async () => {
    start();
    const { url, engines } = await gateway.line('started');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(engines).toEqual(['EMBEDDED']);
    await gateway.line('ready');
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(0);
    expect(gateway.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 0 });
  });

  it('may be told to stop before it is ready', async () => {
    start();
    await gateway.line('started');
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(0);
    expect(gateway.err).toBe('');
  });
});

describe('a log that is not taken', () => {
  it('ends neither the answers nor the process, and is counted', async () => {
    const port = await freePort();
    const environment = { ...ENVIRONMENT, PORT: `${port}`, LOG_LEVEL: 'debug' };
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [compiled('src/main.ts')], {
      env: environment,
      stdio: ['ignore', full, 'inherit'],
    });
    start();
    const ask = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    await until(() =>
      ask('/ready').then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    await ask('/nothing');
    expect(series(await (await ask('/metrics')).text(), 'ktp_log_failures_total')).toBeGreaterThan(2);
    child.kill('SIGTERM');
    expect((await once(child, 'exit'))[0]).toBe(0);
    closeSync(full);
  });
});

describe('a start that fails', () => {
  it('names all faults of the configuration and exits 1', async () => {
    start({ PORT: 'four thousand', LOG_LEVEL: 'loud', HOST: '0.0.0.0' });
    expect(await gateway.end()).toBe(1);
    expect(gateway.err).toBe(
      'The configuration has 3 fault(s):\n' +
        '  PORT must be a whole number from 0 to 65535.\n' +
        '  LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.\n' +
        '  API_KEYS must be set if HOST is not a loopback address, or ALLOW_ANONYMOUS must be true.\n',
    );
  });

  it.each([
    [
      'no address of this machine',
      '203.0.113.9',
      /^The gateway did not start: listen EADDRNOTAVAIL.*choose another HOST\.\n$/,
    ],
    [
      'no address at all',
      'no.such.invalid',
      /^The gateway did not start: getaddrinfo \w+ no\.such\.invalid.*\n$/,
    ],
  ])('says so where HOST is %s, and exits 1', async (_, HOST, message) => {
    start({ HOST, API_KEYS: 'a-key-of-sixteen-or-more' });
    expect(await gateway.end()).toBe(1);
    expect(gateway.err).toMatch(message);
  });

  it('says so where the port is taken, and exits 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    start({ PORT: `${port}` });
    expect(await gateway.end()).toBe(1);
    expect(gateway.err).toMatch(
      /^The gateway did not start: .*another program listens there; choose another PORT\.\n$/,
    );
    other.close();
  });

  it('says so where the upstream refuses the credentials, and exits 1', async () => {
    withUpstream({ ADVANCE_SECRET_KEY: 'another-secret-key' });
    expect(await gateway.end()).toBe(1);
    expect(gateway.err).toMatch(/^The gateway did not start: .*\n$/);
    expect(gateway.err).toContain('signature');
    expect(gateway.err).not.toContain('another-secret-key');
  });
});

describe('SIGTERM', () => {
  it('under load loses no request', async () => {
    withUpstream({ ADVANCE_MAX_CALLS: '8' });
    const { port } = await gateway.ready();
    upstream.ocr.push(...Array.from({ length: 400 }, () => later(30, success)));
    const lost: unknown[] = [];
    let answered = 0;
    const load = Array.from({ length: 12 }, async () => {
      const client = new Connection({ port });
      for (;;) {
        try {
          expect(await upload(client)).toBe('OcrKtpSuccess');
          answered += 1;
        } catch (error) {
          client.close();
          // A connection that was never made took no request with it.
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') lost.push(error);
          return;
        }
      }
    });
    await until(() => answered >= 40);
    gateway.signal('SIGTERM');
    await Promise.all(load);
    expect(lost).toEqual([]);
    expect(await gateway.end()).toBe(0);
    expect(gateway.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 0 });
    expect(upstream.ocrRequests).toBe(answered);
  });

  it('lets load balancers take notice first, where a delay is set', async () => {
    withUpstream({ SHUTDOWN_DELAY_SECONDS: '1' });
    const { port, url } = await gateway.ready();
    gateway.signal('SIGTERM');
    await gateway.line('stopping');
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, (await ready.json()).status]).toEqual([503, 'stopping']);
    const client = new Connection({ port });
    expect(await upload(client)).toBe('OcrKtpSuccess');
    client.close();
    expect(await gateway.end()).toBe(0);
  });

  it('breaks off what the grace time is too short for, says so, and still exits 0', async () => {
    withUpstream({ SHUTDOWN_GRACE_SECONDS: '1' });
    const { port } = await gateway.ready();
    upstream.ocr.push(hang);
    const broken = upload(new Connection({ port })).catch((error: NodeJS.ErrnoException) => error.code);
    await until(() => upstream.inside === 1);
    gateway.signal('SIGTERM');
    expect(await broken).toBe('ECONNRESET');
    expect(await gateway.end()).toBe(0);
    expect(gateway.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 1 });
  });

  it('does not wait for connections on which no request came', async () => {
    withUpstream({ SHUTDOWN_GRACE_SECONDS: '600' });
    const { port } = await gateway.ready();
    const sockets = ['', 'GET /health HTTP/1.1\r\nhost'].map((begun) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      socket.write(begun);
      return socket;
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(0);
  });

  it('sent twice ends the process at once, which is no fault', async () => {
    start({ SHUTDOWN_GRACE_SECONDS: '600' });
    const { port, url } = await gateway.ready();
    const picture = await noise(1200, 1200).jpeg().toBuffer();
    for (let times = 0; times < 4; times += 1) {
      new Connection({ port }).upload(oneUpload(READ, picture)).catch(() => {});
    }
    await until(async () => series(await (await fetch(`${url}/metrics`)).text(), 'ktp_requests_open') >= 4);
    gateway.signal('SIGTERM');
    await gateway.line('stopping');
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(1);
    expect(gateway.lines().filter(({ msg }) => msg === 'fault')).toEqual([]);
  });

  it('sent twice ends the process at once, whatever the upstream does', async () => {
    withUpstream({ SHUTDOWN_GRACE_SECONDS: '600' });
    const { port } = await gateway.ready();
    upstream.ocr.push(hang);
    upload(new Connection({ port })).catch(() => {});
    await until(() => upstream.inside === 1);
    gateway.signal('SIGTERM');
    await gateway.line('stopping');
    gateway.signal('SIGTERM');
    expect(await gateway.end()).toBe(1);
    expect(gateway.out).not.toContain('"stopped"');
  });
});
