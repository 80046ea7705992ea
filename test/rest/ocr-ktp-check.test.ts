import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT } from 'jose';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OcrNoResultError, ServiceBusyError } from '../../src/engine/errors.js';
import { MAX_FORM_PARTS } from '../../src/rest/ocr-image.js';
import { TokenIssuer } from '../../src/rest/token-issuer.js';
import { Connection, Form } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import {
  askOcr,
  CLIENT,
  CLIENTS,
  DISABLED,
  failed,
  OCR_PATH,
  ocrForm,
  SIGNING_KEY,
  ToldEngine,
  tokenOf,
} from './support.js';

const TWO_MIB = 2 * 1024 * 1024;
const BAD_FORMAT = failed(
  'IMAGE_INVALID_FORMAT',
  'Invalid image format,image format should be one of jpeg/jpg/png,and request content type should be image/jpeg or image/png',
);
const BAD_SIZE = failed(
  'IMAGE_INVALID_SIZE',
  'Invalid image size,max image size should be less than 2M,and image dimension should be between 256 * 256 and 4096 * 4096',
);
const EMPTY = failed('EMPTY_PARAMETER_ERROR', 'Parameter should not be empty');

const engine = new ToldEngine();
let gateway: RunningGateway;
let connection: Connection;
let token: string;
let blank: Buffer;

const ofSides = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } });

beforeAll(async () => {
  const environment = {
    OPENAPI_CLIENTS: CLIENTS,
    OPENAPI_SIGNING_KEY: SIGNING_KEY,
    RATE_LIMIT_PER_KEY: '100000',
  };
  gateway = await startGateway(environment, [engine]);
  blank = await ofSides(320, 256).jpeg().toBuffer();
});
afterAll(() => gateway.close());
beforeEach(async () => {
  engine.outcome = { idNumber: '3301234506890002' };
  connection = new Connection(gateway);
  token = await tokenOf(connection);
});
afterEach(async () => {
  // Whatever a test sent, the next picture is read, and nothing was taken for a fault of ours.
  engine.outcome = {};
  engine.hangs = false;
  const next = new Connection(gateway);
  expect((await askOcr(next, token, ocrForm(blank))).json.code).toBe('SUCCESS');
  expect(gateway.faults.splice(0)).toEqual([]);
  next.close();
  connection.close();
});

const ofLength = (length: number) => Buffer.concat([blank, Buffer.alloc(length - blank.length, 7)]);

describe('a picture', () => {
  it('is answered with its reading, at what the reading cost', async () => {
    const { status, headers, json } = await askOcr(connection, token, ocrForm(blank));
    expect([status, headers['content-type']]).toEqual([200, 'application/json;charset=utf-8']);
    expect(Object.keys(json)).toEqual([
      'code',
      'message',
      'data',
      'extra',
      'transactionId',
      'pricingStrategy',
    ]);
    expect(json).toMatchObject({ code: 'SUCCESS', message: 'OK', extra: null, pricingStrategy: 'FREE' });
    expect(json.transactionId).toMatch(/^[0-9a-f]{16}$/);
    expect(json.data).toMatchObject({ idNumber: '3301234506890002', name: 'null' });
    expect(Object.keys(json.data)).toHaveLength(18);
  });

  it('without a card has no result, free where no upstream charged for it', async () => {
    engine.outcome = new OcrNoResultError({ message: 'x', quality: null, pricing: 'FREE' });
    const { json } = await askOcr(connection, token, ocrForm(blank));
    const message = 'OCR check failed,unable to find any ktp field in the uploaded picture';
    expect(json).toEqual(failed('OCR_NO_RESULT', message));
  });

  it('that nobody has time for is to be sent again later', async () => {
    engine.outcome = new ServiceBusyError({ message: 'x', retryAfterSeconds: 10 });
    const { status, headers, json } = await askOcr(connection, token, ocrForm(blank));
    expect([status, json.code, headers['retry-after']]).toEqual([200, 'SERVICE_BUSY', '10s']);
  });

  it('may be declared as what it is, or not at all', async () => {
    for (const type of ['image/jpeg', 'image/png', 'IMAGE/JPG', 'application/octet-stream']) {
      expect((await askOcr(connection, token, ocrForm(blank, type))).json.code).toBe('SUCCESS');
    }
    const undeclared = Buffer.concat([
      Buffer.from('--b\r\nContent-Disposition: form-data; name="ocrImage"; filename="x"\r\n\r\n'),
      blank,
      Buffer.from('\r\n--b--\r\n'),
    ]);
    const headers = { 'content-type': 'multipart/form-data; boundary=b', 'x-access-token': token };
    expect((await connection.send(undeclared, headers, { path: OCR_PATH })).json.code).toBe('SUCCESS');
  });

  it('is found among other parts, and is the first of its name', async () => {
    const form = new Form()
      .field('note', 'x')
      .file('other', Buffer.alloc(1000))
      .file('ocrImage', blank)
      .file('ocrImage', Buffer.from('not a picture'))
      .field('note', 'y');
    expect((await askOcr(connection, token, form)).json.code).toBe('SUCCESS');
  });

  it('is found as the last of as many parts as a form may have, and no form with more before it is read', async () => {
    const behind = (count: number) => {
      const form = new Form();
      for (let n = 0; n < count; n += 1) form.field(`note${n}`, 'x');
      return form.file('ocrImage', blank);
    };
    expect((await askOcr(connection, token, behind(MAX_FORM_PARTS - 1))).json.code).toBe('SUCCESS');
    expect((await askOcr(connection, token, behind(MAX_FORM_PARTS))).status).toBe(400);
  });

  it('of one byte below 2 MiB is read', async () => {
    expect((await askOcr(connection, token, ocrForm(ofLength(TWO_MIB - 1)))).json.code).toBe('SUCCESS');
  });

  it.each<[string, () => Form | Promise<Form>, object]>([
    ['of exactly 2 MiB', () => ocrForm(ofLength(TWO_MIB)), BAD_SIZE],
    ['of 5 MB', () => ocrForm(ofLength(5_000_000)), BAD_SIZE],
    ['of 255 pixels', async () => ocrForm(await ofSides(255, 400).jpeg().toBuffer()), BAD_SIZE],
    ['of 4097 pixels', async () => ocrForm(await ofSides(4097, 300).jpeg().toBuffer()), BAD_SIZE],
    ['that is a GIF', async () => ocrForm(await ofSides(300, 300).gif().toBuffer()), BAD_FORMAT],
    ['that is a text', () => ocrForm(Buffer.from('KTP')), BAD_FORMAT],
    ['that is declared as a GIF', () => ocrForm(blank, 'image/gif'), BAD_FORMAT],
    ['of no byte', () => ocrForm(Buffer.alloc(0)), EMPTY],
    ['under another name', () => new Form().file('image', blank), EMPTY],
    ['that is no file', () => new Form().field('ocrImage', 'base64'), EMPTY],
    ['in a form without parts', () => new Form().field('x', 'y'), EMPTY],
  ])('%s is refused free of charge', async (_, form, expected) => {
    const { status, json } = await askOcr(connection, token, await form());
    expect(json).toEqual(expected);
    expect(status).toBe(200);
  });
});

describe('who may ask', () => {
  const denied = (message: string) => failed('IAM_FAILED', message);
  const notFound = denied('Token not found or expired');
  const tickets = (key: string, secondsAgo = 0) => new TokenIssuer(key, () => Date.now() - secondsAgo * 1000);

  it.each<[string, () => Promise<string | null> | string | null, object]>([
    ['without a token', () => null, notFound],
    ['with an empty token', () => '', notFound],
    ['with something else', () => 'token', notFound],
    [
      'with a token of another server',
      async () => (await tickets('x'.repeat(64)).issue(CLIENT.accessKey, 60)).token,
      notFound,
    ],
    [
      'with a token that has ended',
      async () => (await tickets(SIGNING_KEY, 62).issue(CLIENT.accessKey, 60)).token,
      notFound,
    ],
    [
      'with a token that nobody signed',
      () =>
        `${btoa('{"alg":"none"}')}.${btoa(`{"iss":"ktp-gateway","sub":"${CLIENT.accessKey}","exp":9999999999}`)}.`,
      notFound,
    ],
    [
      'with a token without an end',
      () =>
        new SignJWT({ sub: CLIENT.accessKey, iss: 'ktp-gateway' })
          .setProtectedHeader({ alg: 'HS512' })
          .sign(Buffer.from(SIGNING_KEY)),
      notFound,
    ],
    [
      'as who is gone',
      async () => (await tickets(SIGNING_KEY).issue('gone', 60)).token,
      denied('Access Key not found'),
    ],
    [
      'as who is disabled',
      async () => (await tickets(SIGNING_KEY).issue(DISABLED.accessKey, 60)).token,
      denied('Account is disabled. Please contact your sales manager for help'),
    ],
  ])('is not one %s, and the connection stays usable', async (_, shown, expected) => {
    const refused = await askOcr(connection, await shown(), ocrForm(ofLength(1_500_000)));
    expect(refused.json).toEqual(expected);
    expect(refused.status).toBe(200);
    expect((await askOcr(connection, token, ocrForm(blank))).json.code).toBe('SUCCESS');
    expect(connection.opened).toBe(1);
  });

  it('is one whose token was issued elsewhere with the same key, a second before its end too', async () => {
    const { token: other } = await tickets(SIGNING_KEY, 58).issue(CLIENT.accessKey, 60);
    expect((await askOcr(connection, other, ocrForm(blank))).json.code).toBe('SUCCESS');
  });
});

it('is read so often for one client, and no more', async () => {
  const slow = await startGateway({ OPENAPI_CLIENTS: CLIENTS, RATE_LIMIT_PER_KEY: '2' }, [engine]);
  const visitor = new Connection(slow);
  const ticket = await tokenOf(visitor);
  expect((await askOcr(visitor, ticket, ocrForm(blank))).json.code).toBe('SUCCESS');
  const { headers, json } = await askOcr(visitor, ticket, ocrForm(blank));
  expect([json.code, json.pricingStrategy]).toEqual(['SERVICE_BUSY', 'FREE']);
  expect(headers['retry-after']).toMatch(/^([1-9]|[1-5]\d|60)s$/);
  visitor.close();
  await slow.close();
});

describe('a body that is no form', () => {
  const send = (body: Buffer | string, headers: Record<string, string>) =>
    connection.send(body, { 'x-access-token': token, ...headers }, { path: OCR_PATH });
  const badRequest = failed('CLIENT_ERROR', 'HTTP 400 - Bad Request');
  const form = { 'content-type': 'multipart/form-data; boundary=b' };

  it.each<[string, string, Record<string, string>, object]>([
    [
      'JSON',
      '{}',
      { 'content-type': 'application/json' },
      failed('CLIENT_ERROR', 'HTTP 415 - Unsupported Media Type'),
    ],
    ['undeclared', 'x', {}, failed('CLIENT_ERROR', 'HTTP 415 - Unsupported Media Type')],
    ['without a boundary', 'x', { 'content-type': 'multipart/form-data' }, badRequest],
    ['of nothing', '', form, badRequest],
    ['of no parts', 'hello', form, badRequest],
    ['that ends in a header', '--b\r\nContent-Disp', form, badRequest],
    [
      'that ends in a file',
      '--b\r\nContent-Disposition: form-data; name="ocrImage"; filename="a"\r\n\r\nxxx',
      form,
      badRequest,
    ],
    [
      'with a boundary among headers',
      '--b\r\nContent-Disposition: form-data; name="ocrImage"; filename="a"\r\n\r\n--b\r\n--',
      form,
      badRequest,
    ],
    ['with a bad header', '--b\r\n\u0000: x\r\n\r\n\r\n--b--', form, badRequest],
  ])('%s', async (_, body, headers, expected) => {
    const { status, json } = await send(body, headers);
    expect(json).toEqual(expected);
    expect(status).toBe(Number(/HTTP (\d+)/.exec(json.message)?.[1]));
  });

  it('with too much around the picture', async () => {
    const stuffed = new Form();
    for (let i = 0; i < 20; i++) stuffed.file(`part${i}`, Buffer.alloc(200_000));
    const { status, json } = await askOcr(connection, token, stuffed.file('ocrImage', blank));
    expect(json).toEqual(failed('CLIENT_ERROR', 'HTTP 413 - Payload Too Large'));
    expect(status).toBe(413);
  });

  it('damaged anywhere is answered all the same', async () => {
    const whole = ocrForm(blank).body();
    const codes = new Set<string>();
    for (let i = 0; i < 150; i++) {
      const damaged = Buffer.from(
        whole.subarray(0, i % 3 === 0 ? Math.floor((whole.length * i) / 150) : undefined),
      );
      for (let j = 0; j < 4; j++)
        damaged[(i * 7919 + j * 104_729) % Math.max(1, damaged.length)] = (i * 31 + j) % 256;
      const headers = { ...ocrForm(blank).headers(), 'content-length': `${damaged.length}` };
      codes.add((await send(damaged, headers)).json.code);
    }
    for (const code of codes) {
      expect([
        'SUCCESS',
        'CLIENT_ERROR',
        'EMPTY_PARAMETER_ERROR',
        'IMAGE_INVALID_FORMAT',
        'IMAGE_INVALID_SIZE',
      ]).toContain(code);
    }
    expect(codes.size).toBeGreaterThan(2);
  });
});

describe('a client who goes away', () => {
  it('while sending leaves nothing behind', async () => {
    const before = engine.signals.length;
    const socket = connect(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    const body = ocrForm(blank).body();
    const head = [
      `POST ${OCR_PATH} HTTP/1.1`,
      'Host: x',
      `X-ACCESS-TOKEN: ${token}`,
      `Content-Type: multipart/form-data; boundary=XxBoundaryxX`,
      `Content-Length: ${body.length}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body.subarray(0, 300));
    await wait(50);
    socket.destroy();
    await wait(50);
    expect(engine.signals.length).toBe(before);
  });

  it('while the picture is read stops the reading', async () => {
    engine.hangs = true;
    const before = engine.signals.length;
    const leaving = new Connection(gateway);
    const sent = askOcr(leaving, token, ocrForm(blank)).catch((error) => error.code);
    while (engine.signals.length === before) await wait(5);
    leaving.close();
    await sent;
    const signal = engine.signals.at(-1) as AbortSignal;
    while (!signal.aborted) await wait(5);
    expect(signal.aborted).toBe(true);
  });
});

it('answers a fault of its own as a server error, and reports it', async () => {
  engine.outcome = new TypeError('a value of a card');
  const { status, json } = await askOcr(connection, token, ocrForm(blank));
  expect(json).toEqual(failed('ERROR', 'Server error'));
  expect(status).toBe(200);
  expect(gateway.faults.splice(0)).toEqual([engine.outcome]);
});
