import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import {
  askToken,
  CLIENT,
  CLIENTS,
  DISABLED,
  failed,
  sign,
  TOKEN_PATH,
  ToldEngine,
  tokenRequest,
} from './support.js';

/** What the clock says all the while, on both sides. */
const NOW = Date.parse('2026-11-22T03:00:00.500Z');

let gateway: RunningGateway;
let connection: Connection;
beforeAll(async () => {
  // Before the gateway starts, which takes the clock that it finds.
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
  gateway = await startGateway({ OPENAPI_CLIENTS: CLIENTS }, [new ToldEngine()]);
});
afterAll(async () => {
  await gateway.close();
  vi.useRealTimers();
});
beforeEach(() => {
  connection = new Connection(gateway);
});
afterEach(() => {
  expect(gateway.faults).toEqual([]);
  connection.close();
});

const secondsOff = (seconds: number) => NOW + seconds * 1000;

describe('a token', () => {
  it.each<[string, Record<string, unknown>, number]>([
    ['an hour where no period is asked for', {}, 3600],
    ['a period of a number', { periodSecond: 120 }, 120],
    ['a period of text', { periodSecond: '86400' }, 86_400],
    ['the shortest period', { periodSecond: 60 }, 60],
    ['an empty period', { periodSecond: '' }, 3600],
  ])('is given for %s', async (_, override, seconds) => {
    const { status, headers, json } = await askToken(connection, tokenRequest(override));
    expect([status, headers['content-type']]).toEqual([200, 'application/json;charset=utf-8']);
    const { token, expiredTime } = json.data;
    expect(json).toEqual({
      code: 'SUCCESS',
      message: 'OK',
      data: { token, expiredTime },
      extra: null,
      transactionId: expect.stringMatching(/^[0-9a-f]{16}$/),
      pricingStrategy: 'FREE',
    });
    expect(expiredTime).toBe(secondsOff(seconds));
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS512' });
    const { iat = 0, exp = 0, sub } = decodeJwt(token);
    expect([exp - iat, exp, sub]).toEqual([seconds, Math.floor(expiredTime / 1000), CLIENT.accessKey]);
    expect(token).not.toContain(CLIENT.secretKey);
  });

  it.each([
    ['a number, as in the example', NOW],
    ['text, as in the table', String(NOW)],
    ['5 minutes early', secondsOff(-300)],
    ['5 minutes late', secondsOff(300)],
  ])('is given for a timestamp that is %s', async (_, timestamp) => {
    expect((await askToken(connection, tokenRequest({ timestamp }))).json.code).toBe('SUCCESS');
  });

  it('is given for a signature in capitals', async () => {
    const request = tokenRequest();
    const { json } = await askToken(connection, { ...request, signature: request.signature.toUpperCase() });
    expect(json.code).toBe('SUCCESS');
  });
});

describe('no token is given', () => {
  const empty = failed('PARAMETER_ERROR', 'Parameter should not be empty');
  const timestamp = failed('PARAMETER_ERROR', 'Timestamp error');
  const signature = failed('PARAMETER_ERROR', 'Signature error');
  const period = failed('PARAMETER_ERROR', 'periodSecond should be between 60 and 86400');
  it.each<[string, () => unknown, object]>([
    ['without parameters', () => ({}), empty],
    ['without an access key', () => tokenRequest({ accessKey: undefined }), empty],
    ['with an empty access key', () => tokenRequest({ accessKey: ' ' }), empty],
    ['without a timestamp', () => ({ ...tokenRequest(), timestamp: null }), empty],
    ['with an empty signature', () => tokenRequest({ signature: '' }), empty],
    [
      'with a clock over 5 minutes behind',
      () => tokenRequest({ timestamp: secondsOff(-300) - 1 }),
      timestamp,
    ],
    ['with a clock over 5 minutes ahead', () => tokenRequest({ timestamp: secondsOff(300) + 1 }), timestamp],
    ['with seconds for milliseconds', () => tokenRequest({ timestamp: Math.floor(NOW / 1000) }), timestamp],
    ['with a date for a timestamp', () => tokenRequest({ timestamp: '2026-11-22' }), timestamp],
    ['with a fraction', () => tokenRequest({ timestamp: NOW + 0.5 }), timestamp],
    ['with the signature of another', () => tokenRequest({ signature: sign(DISABLED, NOW) }), signature],
    [
      'with the signature of another moment',
      () => tokenRequest({ signature: sign(CLIENT, NOW - 1) }),
      signature,
    ],
    [
      'with a signature of which one digit is wrong',
      () => {
        const { signature: right, ...rest } = tokenRequest();
        return { ...rest, signature: right.slice(0, -1) + (right.endsWith('0') ? '1' : '0') };
      },
      signature,
    ],
    ['with a short signature', () => tokenRequest({ signature: 'abc' }), signature],
    [
      'to who is unknown',
      () => tokenRequest({}, { ...CLIENT, accessKey: 'nobody' }),
      failed('IAM_FAILED', 'Access Key not found'),
    ],
    [
      'to a name of an object',
      () => tokenRequest({}, { ...CLIENT, accessKey: '__proto__' }),
      failed('IAM_FAILED', 'Access Key not found'),
    ],
    ['to who is disabled', () => tokenRequest({}, DISABLED), failed('ACCOUNT_DISABLED', 'Account Disabled')],
    ['for who is disabled but signs wrongly', () => tokenRequest({ signature: 'x' }, DISABLED), signature],
    ['for 59 seconds', () => tokenRequest({ periodSecond: 59 }), period],
    ['for more than a day', () => tokenRequest({ periodSecond: '86401' }), period],
    ['for a while', () => tokenRequest({ periodSecond: 'a while' }), period],
    ['for part of a second', () => tokenRequest({ periodSecond: 60.5 }), period],
  ])('%s', async (_, body, expected) => {
    const { status, json } = await askToken(connection, body());
    expect(json).toEqual(expected);
    expect(status).toBe(200);
  });

  it.each<[string, string, Record<string, string>, number, string]>([
    ['no JSON', '{', {}, 400, 'HTTP 400 - Bad Request'],
    ['nothing', '', {}, 400, 'HTTP 400 - Bad Request'],
    ['a text', '"token, please"', {}, 400, 'HTTP 400 - Bad Request'],
    ['null', 'null', {}, 400, 'HTTP 400 - Bad Request'],
    ['an object for a key', '{"accessKey":{"a":1}}', {}, 400, 'HTTP 400 - Bad Request'],
    [
      'a form',
      'accessKey=a',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'HTTP 415 - Unsupported Media Type',
    ],
    ['far too much', `"${'x'.repeat(100_000)}"`, {}, 413, 'HTTP 413 - Payload Too Large'],
  ])('for a body of %s, and the connection stays usable', async (_, body, headers, status, message) => {
    const refused = await askToken(connection, body, headers);
    expect(refused.json).toEqual(failed('CLIENT_ERROR', message));
    expect(refused.status).toBe(status);
    expect((await askToken(connection, tokenRequest())).json.code).toBe('SUCCESS');
    expect(connection.opened).toBe(1);
  });
});

describe('another request', () => {
  it.each([
    ['GET', TOKEN_PATH, 405, 'HTTP 405 - Method Not Allowed'],
    ['PUT', '/openapi/face-recognition/v3/ocr-ktp-check', 405, 'HTTP 405 - Method Not Allowed'],
    ['POST', '/openapi/face-recognition/v4/ocr-ktp-check', 404, 'HTTP 404 - Not Found'],
    ['GET', '/openapi/', 404, 'HTTP 404 - Not Found'],
  ])('%s %s is a client error', async (method, path, status, message) => {
    const answer = await connection.send(null, {}, { method, path });
    expect(answer.json).toEqual(failed('CLIENT_ERROR', message));
    expect([answer.status, answer.headers.allow]).toEqual([status, status === 405 ? 'POST' : undefined]);
  });

  it('finds no REST API where no clients are configured', async () => {
    const plain = await startGateway({}, [new ToldEngine()]);
    const visitor = new Connection(plain);
    const { status, json } = await askToken(visitor, tokenRequest());
    expect([status, json.code]).toEqual([404, undefined]);
    visitor.close();
    await plain.close();
  });
});

describe('too many requests', () => {
  it('are told to come back, for one client only', async () => {
    const other = { accessKey: 'other', secretKey: 'secret' };
    const environment = { OPENAPI_CLIENTS: `${CLIENTS},other:secret`, RATE_LIMIT_PER_KEY: '2' };
    const slow = await startGateway(environment, [new ToldEngine()]);
    const visitor = new Connection(slow);
    const codes = [];
    for (let i = 0; i < 2; i++) codes.push((await askToken(visitor, tokenRequest())).json.code);
    expect(codes).toEqual(['SUCCESS', 'SUCCESS']);
    const { status, headers, json } = await askToken(visitor, tokenRequest());
    const message = 'Rate limit is exceeded, please retry after the suggested time in HTTP Header.';
    expect(json).toEqual(failed('SERVICE_BUSY', message));
    expect([status, headers['retry-after']]).toEqual([200, expect.stringMatching(/^([1-9]|[1-5]\d|60)s$/)]);
    expect((await askToken(visitor, tokenRequest({ signature: 'x' }))).json.message).toBe('Signature error');
    expect((await askToken(visitor, tokenRequest({}, other))).json.code).toBe('SUCCESS');
    visitor.close();
    await slow.close();
  });
});
