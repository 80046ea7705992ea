import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { askOcr, CLIENTS, ocrForm, ToldEngine, tokenOf } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { noise } from '../support/pictures.js';
import { series, until } from '../support/process.js';

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
const LARGE = 1_900_000;
const ONE = { 'x-forwarded-for': '192.0.2.1' };
const OVERLOADS = 'ktp_rejected_total{reason="OVERLOADED"}';
const OTHER = { 'x-forwarded-for': '192.0.2.2' };

const running: RunningGateway[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

async function start(environment: Record<string, string>, engine = new ToldEngine()) {
  const gateway = await startGateway(environment, [engine]);
  running.push(gateway);
  return gateway;
}

/** A picture that is so large, the rest of it after its end mark. */
async function large(): Promise<Buffer> {
  const jpeg = await noise().jpeg().toBuffer();
  return Buffer.concat([jpeg, Buffer.alloc(LARGE - jpeg.length, 7)]);
}

async function upload(gateway: RunningGateway, picture: Buffer, headers: Record<string, string> = {}) {
  const client = new Connection(gateway);
  const answer = await client.upload(oneUpload(READ, picture), headers);
  client.close();
  return answer;
}

/** A client that announces a whole upload and sends a little of it. */
async function slowSender(gateway: RunningGateway, picture: Buffer, share = 0.01): Promise<Socket> {
  const form = oneUpload(READ, picture);
  const socket = connect(gateway.port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  const head = Object.entries(form.headers()).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`POST /graphql HTTP/1.1\r\nhost: x\r\n${head.join('')}\r\n`);
  socket.write(form.body().subarray(0, Math.ceil(LARGE * share)));
  await once(socket, 'connect');
  return socket;
}

describe('more bytes at once than may be held', () => {
  it('are read one after the other', async () => {
    const gateway = await start({ MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '60' });
    const picture = await large();
    const answers = await Promise.all(Array.from({ length: 40 }, () => upload(gateway, picture)));
    expect(answers.map(({ status, json }) => [status, json.data?.ocrKtp.__typename])).toEqual(
      Array.from({ length: 40 }, () => [200, 'OcrKtpSuccess']),
    );
  });

  it('are no trouble to a server with its usual settings: 200 uploads, 40 at a time', async () => {
    const gateway = await start({});
    const picture = await large();
    let left = 200;
    const statuses = new Set<number>();
    const lane = async () => {
      while (left-- > 0) statuses.add((await upload(gateway, picture)).status);
    };
    await Promise.all(Array.from({ length: 40 }, lane));
    expect([...statuses]).toEqual([200]);
  });

  it('are refused for now where there is no room in time, and taken again afterwards', async () => {
    const engine = new ToldEngine();
    const environment = {
      MAX_MEBIBYTES_IN_FLIGHT: '8',
      ADMISSION_TIMEOUT_SECONDS: '0',
      OPENAPI_CLIENTS: CLIENTS,
    };
    const gateway = await start(environment, engine);
    const picture = await large();
    const client = new Connection(gateway);
    const token = await tokenOf(client);
    engine.hangs = true;
    // One caller may hold three quarters.
    const held = Array.from({ length: 3 }, () => new Connection(gateway));
    for (const each of held) each.upload(oneUpload(READ, picture)).catch(() => {});
    while (engine.signals.length < held.length) await wait(10);

    const refused = await upload(gateway, picture);
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect(refused.json.errors[0]).toEqual({
      message: 'The server is overloaded; try again in 5 s.',
      extensions: { code: 'OVERLOADED' },
    });
    const rest = await askOcr(client, token, ocrForm(picture));
    expect([rest.status, rest.json.code, rest.headers['retry-after']]).toEqual([200, 'SERVICE_BUSY', '5s']);
    // What is small passes.
    expect((await client.query('{ service { version } }')).status).toBe(200);

    engine.hangs = false;
    for (const each of held) each.close();
    while (engine.signals.some(({ aborted }) => !aborted)) await wait(10);
    expect((await upload(gateway, picture)).status).toBe(200);
    client.close();
  });

  it('are not held by who announces much and sends 1 kB, on however many connections', async () => {
    const gateway = await start({ MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '0' });
    const picture = await large();
    await Promise.all(Array.from({ length: 200 }, () => slowSender(gateway, picture, 0.0005)));
    await wait(200);
    const answers = [await upload(gateway, picture), await upload(gateway, picture)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('count as no overload where their sender leaves', async () => {
    const gateway = await start({});
    const picture = await large();
    const metrics = async () => (await fetch(`${gateway.url}/metrics`)).text();
    // So little that it is not known yet whether there is more to come.
    const left = await slowSender(gateway, picture, 0.0005);
    await until(async () => series(await metrics(), 'ktp_requests_open') === 2);
    const overloads = series(await metrics(), OVERLOADS);
    left.destroy();
    await until(async () => series(await metrics(), 'ktp_requests_open') === 1);
    expect(series(await metrics(), OVERLOADS)).toBe(overloads);
  });

  it('leave room for another caller, who need not wait', async () => {
    const engine = new ToldEngine();
    const gateway = await start(
      { MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '0', TRUSTED_PROXIES: 'loopback' },
      engine,
    );
    const picture = await large();
    engine.hangs = true;
    const held = Array.from({ length: 3 }, () => new Connection(gateway));
    for (const each of held) each.upload(oneUpload(READ, picture), ONE).catch(() => {});
    while (engine.signals.length < held.length) await wait(10);
    engine.hangs = false;
    expect((await upload(gateway, picture, ONE)).status).toBe(503);
    expect((await upload(gateway, picture, OTHER)).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
    for (const each of held) each.close();
  });

  it('are let in in turns, whoever came first', async () => {
    const engine = new ToldEngine();
    const gateway = await start(
      { MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '60', TRUSTED_PROXIES: 'loopback' },
      engine,
    );
    const picture = await large();
    engine.hangs = true;
    // Two callers hold all there is.
    const held = Array.from({ length: 4 }, () => new Connection(gateway));
    for (const each of held.slice(0, 3)) each.upload(oneUpload(READ, picture), ONE).catch(() => {});
    while (engine.signals.length < 3) await wait(10);
    held[3]?.upload(oneUpload(READ, picture), OTHER).catch(() => {});
    while (engine.signals.length < 4) await wait(10);
    engine.hangs = false;
    const order: string[] = [];
    const come = async (name: string, headers: Record<string, string>) => {
      const answer = upload(gateway, picture, headers).then(({ status }) => order.push(`${name} ${status}`));
      await wait(100);
      return answer;
    };
    const waiting: Promise<number>[] = [];
    for (let i = 0; i < 4; i += 1) waiting.push(come('one', ONE));
    await wait(500);
    waiting.push(come('third', { 'x-forwarded-for': '192.0.2.3' }));
    await wait(300);
    expect(order).toEqual([]);
    // Room for one, and then for all.
    held[0]?.close();
    while (order.length === 0) await wait(10);
    for (const each of held) each.close();
    await Promise.all(waiting);
    expect(order).toEqual(['third 200', ...Array.from({ length: 4 }, () => 'one 200')]);
  });

  it('wait in the middle where a slow sender goes on when there is no room, and are told so', async () => {
    const engine = new ToldEngine();
    const gateway = await start(
      { MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '1', TRUSTED_PROXIES: 'loopback' },
      engine,
    );
    const picture = await large();
    const slow = await slowSender(gateway, picture, 0.05);
    // It is found slow, and keeps what it sent.
    await wait(2_500);
    engine.hangs = true;
    const held = Array.from({ length: 4 }, () => new Connection(gateway));
    for (const [i, each] of held.entries()) {
      each.upload(oneUpload(READ, picture), { 'x-forwarded-for': `192.0.2.${i}` }).catch(() => {});
    }
    while (engine.signals.length < held.length) await wait(10);
    const told = wholeText(slow);
    slow.write(
      oneUpload(READ, picture)
        .body()
        .subarray(Math.ceil(LARGE * 0.05), -1),
    );
    const [head = '', body = ''] = (await told).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 503 [\s\S]*\r\nretry-after: 5\r\n/);
    expect(JSON.parse(body).errors[0]).toEqual({
      message: 'The server is overloaded; try again in 5 s.',
      extensions: { code: 'OVERLOADED' },
    });
    for (const each of held) each.close();
    expect(gateway.faults).toEqual([]);
  });

  it('come whole from a slow sender where there is room', async () => {
    const gateway = await start({ MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '0' });
    const picture = await large();
    const slow = await slowSender(gateway, picture, 0.05);
    await wait(2_500);
    const told = wholeText(slow);
    slow.write(
      oneUpload(READ, picture)
        .body()
        .subarray(Math.ceil(LARGE * 0.05)),
    );
    await once(slow, 'data');
    slow.end();
    expect(await told).toContain('"OcrKtpSuccess"');
  });

  it('are not held by who announces much and sends little', async () => {
    const gateway = await start({ MAX_MEBIBYTES_IN_FLIGHT: '8', ADMISSION_TIMEOUT_SECONDS: '20' });
    const picture = await large();
    await Promise.all(Array.from({ length: 8 }, () => slowSender(gateway, picture)));
    await wait(200);
    expect((await upload(gateway, picture)).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
  });
});

describe('a hundred slow senders', () => {
  it('are each told that their time is over, and keep nobody waiting', async () => {
    const gateway = await start({ REQUEST_TIMEOUT_SECONDS: '5', ADMISSION_TIMEOUT_SECONDS: '60' });
    const picture = await large();
    const slow = await Promise.all(Array.from({ length: 100 }, () => slowSender(gateway, picture)));
    const dripping = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('x');
    }, 100);
    const small = await noise().jpeg().toBuffer();
    expect((await upload(gateway, small)).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
    const answers = await Promise.all(slow.map(lastWords));
    clearInterval(dripping);
    expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
    expect((await upload(gateway, picture)).status).toBe(200);
    expect(gateway.faults).toEqual([]);
  });
});

/** The first line that a connection got before it was closed. */
async function lastWords(socket: Socket): Promise<string | undefined> {
  return (await wholeText(socket)).split('\r\n', 1)[0];
}

/** All that a connection got before it was closed. */
async function wholeText(socket: Socket): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  if (!socket.closed) await once(socket, 'close');
  return text;
}
