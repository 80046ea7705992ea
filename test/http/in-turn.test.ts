import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { metrics } from '../../src/observability/metrics.js';
import { ToldEngine } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { GatedEngine, numbered } from '../support/gated-engine.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { noise } from '../support/pictures.js';
import { series, until } from '../support/process.js';

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

/** Of a request. */
const HALF = 'GET /hea';

let engine: ToldEngine;
let gateway: RunningGateway;
beforeEach(async () => {
  engine = new ToldEngine();
  gateway = await startGateway({}, [engine]);
});
afterEach(() => gateway.close());

const open = async () => series(await metrics.print(), 'ktp_requests_open');

/** Of an HTTP/1.1 request, all bytes. */
function written(head: string, headers: Record<string, string> = {}, body: Buffer = Buffer.alloc(0)): Buffer {
  const lines = Object.entries({ host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`${head} HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

it('requests that are sent at once are answered in their order', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  const form = oneUpload(READ, await noise().jpeg().toBuffer());
  socket.write(
    Buffer.concat([
      written('POST /graphql', form.headers(), form.body()),
      written('GET /nowhere'),
      written('GET /health', { connection: 'close' }),
    ]),
  );
  const answers = (await text(socket)).match(/HTTP\/1\.1 \d+|OcrKtpSuccess|No such page/g);
  expect(answers).toEqual(['HTTP/1.1 200', 'OcrKtpSuccess', 'HTTP/1.1 404', 'No such page', 'HTTP/1.1 200']);
  await until(async () => (await open()) === 0);
});

it.each([
  ['no HTTP', 'NONSENSE\r\n\r\n', 'BAD_REQUEST'],
  ['large headers', `GET /health HTTP/1.1\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`, 'HEADERS_TOO_LARGE'],
  ['half a request', HALF, 'BAD_REQUEST'],
])('an upload is answered, whatever follows it while it is read: %s', async (_, follows, code) => {
  const refused = async () => series(await metrics.print(), `ktp_rejected_total{reason="${code}"}`);
  const before = await refused();
  await gateway.close();
  const gated = new GatedEngine();
  gateway = await startGateway({}, [gated]);
  const socket = connect(gateway.port, '127.0.0.1');
  const form = oneUpload(READ, numbered(0));
  const upload = written('POST /graphql', form.headers(), form.body());
  socket.write(Buffer.concat([upload, Buffer.from(follows)]));
  if (follows === HALF) socket.end();
  await until(async () => (await refused()) === before + 1);
  await gated.show(0);
  const answers = (await text(socket)).match(/HTTP\/1\.1 \d+|OcrKtpSuccess/g);
  expect(answers).toEqual(['HTTP/1.1 200', 'OcrKtpSuccess']);
  expect(gateway.faults).toEqual([]);
});

it('those behind a request that Node answers by itself hold nothing', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  socket.write(Buffer.concat([Buffer.from('GET /x HTTP/1.1\r\n\r\n'), written('GET /health')]));
  expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400']);
  expect(await open()).toBe(0);
});

it('a client that leaves right behind its request is no fault of the server', async () => {
  const body = Buffer.from('{"query":"{__typename}"}');
  const headers = { 'content-type': 'application/json', 'content-length': `${body.length}` };
  for (let times = 0; times < 20; times += 1) {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(written('POST /graphql', headers, body), () => socket.resetAndDestroy());
    await once(socket, 'close');
  }
  const client = new Connection(gateway);
  expect((await client.query('{ service { version } }')).status).toBe(200);
  client.close();
  await until(async () => (await open()) === 0);
  expect(gateway.faults).toEqual([]);
});

it('a request that breaks off in its JSON is no fault of the server', async () => {
  const socket = connect(gateway.port, '127.0.0.1');
  const headers = { 'content-type': 'application/json', 'content-length': '500' };
  socket.write(written('POST /graphql', headers, Buffer.from('{"query":')));
  await until(async () => (await open()) === 1);
  socket.resetAndDestroy();
  await until(async () => (await open()) === 0);
  expect(gateway.faults).toEqual([]);
});

it('those behind an answer that is under way are not begun when their client leaves, and hold nothing', async () => {
  engine.hangs = true;
  const socket = connect(gateway.port, '127.0.0.1');
  const form = oneUpload(READ, await noise().jpeg().toBuffer());
  const upload = written('POST /graphql', form.headers(), form.body());
  socket.write(Buffer.concat([upload, upload, upload]));
  await until(() => engine.signals.length > 0);
  expect(await open()).toBe(1);
  socket.destroy();
  await once(socket, 'close');
  await until(async () => (await open()) === 0);
  expect(engine.signals.map(({ aborted }) => aborted)).toEqual([true]);
  engine.hangs = false;
  const client = new Connection(gateway);
  expect((await client.upload(form)).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
  client.close();
});
