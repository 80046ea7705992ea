import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CircuitOpenError } from '../../../src/engine/advance-ai/breaker.js';
import { QuotaExceededError, ServiceBusyError, UpstreamError } from '../../../src/engine/errors.js';
import {
  type Act,
  answer,
  coded,
  cutOff,
  hang,
  later,
  raw,
  resetAfterBody,
  resetBeforeBody,
  SAMPLE,
  ScriptedUpstream,
  success,
  tenMegabytes,
} from './scripted-upstream.js';
import { clientOf, newPicture } from './support.js';

let upstream: ScriptedUpstream;
beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => upstream.close());

const arrived = async (pictures = 1) => {
  while (upstream.pictures.length < pictures) await wait(5);
};

/** The usual success, compressed though nobody asked. */
const PAID = JSON.stringify({
  code: 'SUCCESS',
  message: 'OK',
  data: SAMPLE,
  extra: null,
  transactionId: 'cb75cfe4c926a5ab',
  pricingStrategy: 'PAY',
});

describe('an answer that is compressed unasked', () => {
  it.each([
    ['gzip', gzipSync(PAID)],
    ['x-gzip', gzipSync(PAID)],
    ['deflate', deflateSync(PAID)],
    ['br', brotliCompressSync(PAID)],
    ['deflate, GZIP', gzipSync(deflateSync(PAID))],
    ['identity', Buffer.from(PAID)],
  ])('is read and paid once: %s', async (coding, body) => {
    upstream.ocr.push(coded(coding, body));
    const { engine, read, charges } = clientOf(upstream);
    expect((await read()).raw).toMatchObject({ idNumber: SAMPLE.idNumber, religion: SAMPLE.religion });
    await engine.close();
    expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
  });
});

describe('a call that may have been charged is not repeated', () => {
  it.each<[string, Act, object]>([
    ['never answered', hang, { message: expect.stringContaining('did not answer in time') }],
    ['broken off before the picture was there', resetBeforeBody, {}],
    ['broken off after the picture was there', resetAfterBody, {}],
    ['answered in part', cutOff, {}],
    ['answered with 10 MB', tenMegabytes, {}],
    ['answered with a page', raw(502, '<html>Bad Gateway</html>'), {}],
    ['answered with half of a JSON text', raw(200, '{"code":"SUCCESS","data":{"idNum'), {}],
    ['answered with an unknown code', answer('TEAPOT', { pricing: null }), {}],
    ['answered with an empty body', raw(200, ''), {}],
    ['answered in a coding that is not known', raw(200, '', { 'content-encoding': 'zstd' }), {}],
    ['answered in another coding than it says', raw(200, '{}', { 'content-encoding': 'gzip' }), {}],
    ['answered with 10 MB in few bytes', coded('gzip', gzipSync('0'.repeat(10_000_000))), {}],
    ['sent elsewhere', raw(302, '', { location: '/elsewhere' }), {}],
  ])('%s', async (_, act, more) => {
    upstream.ocr.push(act);
    const { engine, fail, charges } = clientOf(upstream, { timeoutMs: 1000 });
    const error = await fail();
    expect(error).toBeInstanceOf(UpstreamError);
    expect(error).toMatchObject({ pricing: 'PAY', mayBeCharged: true, retryable: false, ...more });
    await engine.close();
    expect([upstream.ocrRequests, charges]).toEqual([1, ['UNKNOWN']]);
  });

  it.each([
    ['ERROR', 'FREE'],
    ['OCR_NO_RESULT', 'PAY'],
    ['IMAGE_INVALID_SIZE', 'FREE'],
    ['INSUFFICIENT_BALANCE', 'FREE'],
    ['OVER_QUERY_LIMIT', 'FREE'],
    ['CLIENT_ERROR', 'FREE'],
    ['SERVICE_BUSY', 'PAY'],
    ['RETRY_LATER', 'PAY'],
  ])('answered %s at the price of %s', async (code, pricing) => {
    upstream.ocr.push(answer(code, { pricing, message: '', headers: { 'retry-after': '0' } }));
    const { fail, charges } = clientOf(upstream);
    expect(await fail()).toMatchObject({ code, pricing });
    expect([upstream.ocrRequests, charges]).toEqual([1, [pricing]]);
  });

  it('answered that the daily quota is used up', async () => {
    const message = 'Quota exceeded: You have exceeded the daily quota for free queries';
    upstream.ocr.push(answer('SERVICE_BUSY', { message, headers: { 'retry-after': '0' } }));
    const { fail } = clientOf(upstream);
    const error = await fail();
    expect(error).toBeInstanceOf(QuotaExceededError);
    expect(error).toMatchObject({ code: 'SERVICE_BUSY', retryable: false });
    expect(upstream.ocrRequests).toBe(1);
  });
});

it('a call ends in time whatever is collected as garbage meanwhile', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage: () => void = runInNewContext('gc');
  upstream.ocr.push(hang);
  const { read } = clientOf(upstream, { timeoutMs: 400 });
  const reading = read(undefined, new AbortController().signal).catch((error) => error);
  for (let i = 0; i < 6; i++) {
    await wait(50);
    collectGarbage();
  }
  expect(await reading).toBeInstanceOf(UpstreamError);
});

describe('a call that was free is repeated', () => {
  const inASecond = () => new Date(Date.now() + 1000).toUTCString();
  it.each<[string, () => Act]>([
    ['SERVICE_BUSY, 1', () => answer('SERVICE_BUSY', { headers: { 'retry-after': '1' } })],
    ['SERVICE_BUSY, 1s', () => answer('SERVICE_BUSY', { headers: { 'retry-after': '1s' } })],
    ['RETRY_LATER, a date', () => answer('RETRY_LATER', { headers: { 'retry-after': inASecond() } })],
    ['HTTP 429, 0', () => raw(429, 'slow down', { 'retry-after': '0' })],
  ])('after %s', async (_, act) => {
    upstream.ocr.push(act());
    const { read, charges } = clientOf(upstream);
    expect((await read()).engine).toBe('ADVANCE_AI');
    expect(charges).toEqual(['FREE', 'PAY']);
  });

  it('after a busy token request', async () => {
    upstream.tokens.push(answer('SERVICE_BUSY', { headers: { 'retry-after': '0' } }), resetAfterBody);
    const { read, charges } = clientOf(upstream);
    expect((await read()).engine).toBe('ADVANCE_AI');
    expect(charges).toEqual(['PAY']);
  });

  it.each([
    ['asked for', '60s', 60],
    ['usual', null, 10],
  ])('but not where the %s wait is longer than its time', async (_, header, seconds) => {
    const headers: Record<string, string> = header ? { 'retry-after': header } : {};
    upstream.ocr.push(answer('SERVICE_BUSY', { headers }));
    const { fail } = clientOf(upstream);
    const error = await fail();
    expect(error).toBeInstanceOf(ServiceBusyError);
    expect(error).toMatchObject({ retryAfterSeconds: seconds, pricing: 'FREE' });
    expect(upstream.ocrRequests).toBe(1);
  });

  it('when nobody listened and then somebody does', async () => {
    const { port } = upstream;
    upstream.close();
    const { read, charges } = clientOf({ url: `http://127.0.0.1:${port}` });
    const reading = read();
    await wait(100);
    upstream = await new ScriptedUpstream().listen(port);
    expect((await reading).engine).toBe('ADVANCE_AI');
    expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
  });

  it.each([
    ['no server', 'http://127.0.0.1:1'],
    ['no such host', 'http://upstream.invalid'],
  ])('until its time is up: %s', async (_, url) => {
    const { fail, charges } = clientOf({ url }, { timeoutMs: 600 });
    expect(await fail()).toMatchObject({ name: 'UpstreamError', pricing: 'FREE', retryable: true });
    expect(charges).toEqual([]);
  });

  it('until its time is up where a connection never comes about', async () => {
    const silent = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as { port: number };
    // TLS is never answered, so that the connection is never made.
    const { fail, charges } = clientOf(
      { url: `https://127.0.0.1:${port}` },
      { connectTimeoutMs: 200, timeoutMs: 900 },
    );
    expect(await fail()).toMatchObject({ name: 'UpstreamError', pricing: 'FREE' });
    expect(charges).toEqual([]);
    silent.close();
  });
});

describe('the same picture twice at the same moment', () => {
  it('is one call for one caller', async () => {
    upstream.ocr.push(later(100, success));
    const { read, charges } = clientOf(upstream);
    const image = await newPicture();
    const copy = { ...image, bytes: Buffer.from(image.bytes) };
    const [one, two] = await Promise.all([read(image, undefined, 'ann'), read(copy, undefined, 'ann')]);
    expect(one).toEqual(two);
    expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
  });

  it('is two calls for two callers, and for two pictures', async () => {
    upstream.ocr.push(later(100, success), later(100, success), later(100, success));
    const { read } = clientOf(upstream);
    const image = await newPicture();
    await Promise.all([
      read(image, undefined, 'ann'),
      read(image, undefined, 'ben'),
      read(await newPicture(), undefined, 'ann'),
    ]);
    expect(upstream.ocrRequests).toBe(3);
  });

  it('is two calls when the first is over', async () => {
    const { read } = clientOf(upstream);
    const image = await newPicture();
    await read(image);
    await read(image);
    expect(upstream.ocrRequests).toBe(2);
  });

  it('is still read for the one who stays', async () => {
    upstream.ocr.push(later(100, success));
    const { read } = clientOf(upstream);
    const image = await newPicture();
    const leaving = new AbortController();
    const gone = read(image, leaving.signal).catch((error) => error);
    const stays = read(image);
    await arrived();
    leaving.abort('left');
    expect(await gone).toBe('left');
    expect((await stays).engine).toBe('ADVANCE_AI');
    expect(upstream.ocrRequests).toBe(1);
  });
});

describe('a caller who leaves', () => {
  it('before the picture is sent takes the call along', async () => {
    upstream.ocr.push(later(200, success));
    const { engine, read, charges } = clientOf(upstream, { maxCalls: 1 });
    const first = read();
    await arrived();
    const leaving = new AbortController();
    const second = read(await newPicture(), leaving.signal).catch((error) => error);
    leaving.abort('left');
    expect(await second).toBe('left');
    await first;
    await engine.close();
    expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
  });

  it('between two tries takes the second along', async () => {
    upstream.ocr.push(answer('SERVICE_BUSY', { headers: { 'retry-after': '2' } }));
    const { engine, read, charges } = clientOf(upstream);
    const leaving = new AbortController();
    const reading = read(undefined, leaving.signal).catch((error) => error);
    await arrived();
    await wait(50);
    leaving.abort('left');
    expect(await reading).toBe('left');
    await engine.close();
    expect([upstream.ocrRequests, charges]).toEqual([1, ['FREE']]);
  });

  it('after the picture was sent is let go, and the call is let run, for it may be charged', async () => {
    upstream.ocr.push(later(150, success));
    const { engine, read, charges } = clientOf(upstream);
    const leaving = new AbortController();
    const reading = read(undefined, leaving.signal).catch((error) => error);
    await arrived();
    leaving.abort('left');
    expect(await reading).toBe('left');
    expect(charges).toEqual([]);
    await engine.close();
    expect(charges).toEqual(['PAY']);
  });

  it('and comes back while the call runs gets what it came to', async () => {
    upstream.ocr.push(later(200, success));
    const { read, charges } = clientOf(upstream);
    const image = await newPicture();
    const leaving = new AbortController();
    const reading = read(image, leaving.signal).catch((error) => error);
    await arrived();
    leaving.abort('left');
    expect(await reading).toBe('left');
    expect((await read(image)).engine).toBe('ADVANCE_AI');
    expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
  });

  it('and comes back when the call was given up gets a call of his own', async () => {
    upstream.ocr.push(answer('SERVICE_BUSY', { headers: { 'retry-after': '2' } }));
    const { read } = clientOf(upstream);
    const image = await newPicture();
    const leaving = new AbortController();
    const reading = read(image, leaving.signal).catch((error) => error);
    await arrived();
    await wait(50);
    leaving.abort('left');
    const back = read(image);
    expect(await reading).toBe('left');
    expect((await back).engine).toBe('ADVANCE_AI');
    expect(upstream.ocrRequests).toBe(2);
  });
});

describe('an upstream that fails again and again', () => {
  it('is left alone, and tried with one call after a rest', async () => {
    const breaker = { failures: 3, restMs: 700 };
    const { fail, read } = clientOf(upstream, { breaker, maxCalls: 8 });
    const broken = answer('ERROR', { message: 'Server error' });
    upstream.ocr.push(broken, broken, broken);
    for (let i = 0; i < 3; i++) expect(await fail()).not.toBeInstanceOf(CircuitOpenError);
    const error = await fail();
    expect(error).toBeInstanceOf(CircuitOpenError);
    expect(error).toMatchObject({ code: 'SERVICE_BUSY', pricing: 'FREE', retryAfterSeconds: 1 });
    expect(upstream.ocrRequests).toBe(3);
    await wait(750);
    upstream.ocr.push(later(100, success));
    const probe = read();
    await arrived(4);
    expect(await fail()).toBeInstanceOf(CircuitOpenError);
    await probe;
    await read();
    expect(upstream.ocrRequests).toBe(5);
  });

  it.each(['OCR_NO_RESULT', 'OVER_QUERY_LIMIT', 'IMAGE_INVALID_FORMAT'])(
    'is not one that answers %s',
    async (code) => {
      upstream.ocr.push(...Array.from({ length: 4 }, () => answer(code)));
      const { fail, read } = clientOf(upstream, { breaker: { failures: 2, restMs: 60_000 } });
      for (let i = 0; i < 4; i++) expect((await fail()).code).toBe(code);
      await read();
    },
  );
});
