import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { askOcr, CLIENTS, ocrForm, ToldEngine, tokenOf } from '../openapi/support.js';
import { Connection, oneUpload, type RunningGateway, startGateway } from '../support/gateway.js';
import { noise } from '../support/pictures.js';

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
const LARGE = 1_900_000;

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

async function upload(gateway: RunningGateway, picture: Buffer) {
  const client = new Connection(gateway);
  const answer = await client.upload(oneUpload(READ, picture));
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
    const held = Array.from({ length: 4 }, () => new Connection(gateway));
    for (const each of held) each.upload(oneUpload(READ, picture)).catch(() => {});
    while (engine.signals.length < held.length) await wait(10);

    const refused = await upload(gateway, picture);
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect(refused.json.errors[0]).toEqual({
      message: 'The server holds as much as it can; try again in 5 s.',
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
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  if (!socket.closed) await once(socket, 'close');
  return text.split('\r\n', 1)[0];
}
