import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  AccessDeniedError,
  InvalidParameterError,
  QuotaExceededError,
  ServiceBusyError,
} from '../../../src/engine/errors.js';
import {
  answer,
  CREDENTIALS,
  hang,
  later,
  raw,
  SAMPLE,
  ScriptedUpstream,
  success,
} from './scripted-upstream.js';
import { clientOf, newPicture } from './support.js';

let upstream: ScriptedUpstream;
beforeEach(async () => {
  upstream = await new ScriptedUpstream().listen();
});
afterEach(() => upstream.close());

const staleToken = answer('IAM_FAILED', { message: 'Token not found or expired' });

describe('a reading', () => {
  it('is what the upstream read', async () => {
    const { read, charges } = clientOf(upstream);
    const reading = await read();
    expect(reading).toMatchObject({
      engine: 'ADVANCE_AI',
      pricing: 'PAY',
      transactionId: 'cb75cfe4c926a5ab',
    });
    expect(reading.raw).toEqual(SAMPLE);
    expect(charges).toEqual(['PAY']);
  });

  it.each(['jpeg', 'png'] as const)('sends a %s as it is, in a body of known length', async (format) => {
    const { read } = clientOf(upstream);
    const image = await newPicture(format);
    await read(image);
    const [sent] = upstream.pictures;
    expect(sent?.bytes.equals(image.bytes)).toBe(true);
    expect(sent?.contentLength).toBe(sent?.length);
    expect(sent?.head).toBe(
      '--BOUNDARY\r\n' +
        `Content-Disposition: form-data; name="ocrImage"; filename="ocrImage.${format === 'png' ? 'png' : 'jpg'}"\r\n` +
        `Content-Type: image/${format}\r\n\r\n`,
    );
  });

  it.each([
    [{}, 'PAY'],
    [{ pricing: 'FREE' }, 'FREE'],
    [{ pricing: null }, 'PAY'],
  ])('costs what the answer says: %j', async (options, pricing) => {
    upstream.ocr.push(answer('SUCCESS', { data: SAMPLE, pricing: 'PAY', ...options }));
    const { read, charges } = clientOf(upstream);
    expect((await read()).pricing).toBe(pricing);
    expect(charges).toEqual([pricing]);
  });

  it.each([[null], ['text'], [[]]])(
    'is none where a success has %j for data, though it was paid',
    async (data) => {
      upstream.ocr.push(answer('SUCCESS', { data, pricing: 'PAY' }));
      const { fail, charges } = clientOf(upstream);
      expect(await fail()).toMatchObject({ name: 'UpstreamError', pricing: 'PAY' });
      expect([upstream.ocrRequests, charges]).toEqual([1, ['PAY']]);
    },
  );
});

describe('the token', () => {
  it('is asked for once, however many pictures wait for it', async () => {
    const { read } = clientOf(upstream);
    await Promise.all(Array.from({ length: 6 }, () => read()));
    expect(upstream.tokenRequests).toEqual([
      {
        accessKey: CREDENTIALS.accessKey,
        signature: expect.stringMatching(/^[0-9a-f]{64}$/),
        timestamp: expect.any(Number),
        periodSecond: 3600,
      },
    ]);
    expect(String(upstream.tokenRequests[0]?.timestamp)).toMatch(/^\d{13}$/);
    expect(new Set(upstream.pictures.map(({ token }) => token))).toEqual(new Set(['token-1']));
  });

  it('is renewed before it ends', async () => {
    upstream.lifetime = 3;
    const { read } = clientOf(upstream);
    await read();
    await read();
    await new Promise((resolve) => setTimeout(resolve, 2800));
    await read();
    expect(upstream.pictures.map(({ token }) => token)).toEqual(['token-1', 'token-1', 'token-2']);
  });

  it("lives by the upstream's clock where ours is minutes off", async () => {
    const token = 'token-of-another-clock';
    const theirs = Date.now() - 200_000;
    const data = { token, expiredTime: theirs + 100_000 };
    const headers = { date: new Date(theirs).toUTCString() };
    upstream.tokens.push(answer('SUCCESS', { data, headers }));
    const { read } = clientOf(upstream);
    upstream.ocr.push(staleToken, success);
    await read();
    // By our clock it had ended before it came, and would not have been used at all.
    expect(upstream.pictures.map((picture) => picture.token)).toEqual([token, 'token-1']);
  });

  it('that ends in mid-flight is renewed once for all calls, and each call repeated once', async () => {
    const { read, charges } = clientOf(upstream);
    await read();
    upstream.expireTokens();
    const pictures = [await newPicture(), await newPicture(), await newPicture()];
    const readings = await Promise.all(pictures.map((picture) => read(picture)));
    expect(readings.map(({ engine }) => engine)).toEqual(['ADVANCE_AI', 'ADVANCE_AI', 'ADVANCE_AI']);
    expect(upstream.tokenRequests).toHaveLength(2);
    expect(charges.filter((charge) => charge === 'PAY')).toHaveLength(4);
    expect(upstream.ocrRequests).toBe(1 + 3 * 2);
  });

  it('that was renewed while a call with the old one was under way is not renewed again', async () => {
    upstream.ocr.push(staleToken, later(200, staleToken));
    const { read } = clientOf(upstream);
    const pictures = [await newPicture(), await newPicture()];
    await Promise.all(pictures.map((picture) => read(picture)));
    expect(upstream.tokenRequests).toHaveLength(2);
  });

  it('that is refused again is not renewed again', async () => {
    upstream.ocr.push(staleToken, staleToken);
    const { fail } = clientOf(upstream);
    expect(await fail()).toBeInstanceOf(AccessDeniedError);
    expect([upstream.tokenRequests.length, upstream.ocrRequests]).toEqual([2, 2]);
  });

  it('is not renewed where something else is refused', async () => {
    upstream.ocr.push(answer('IAM_FAILED', { message: 'Account not authorized for this country' }));
    const { fail } = clientOf(upstream);
    expect(await fail()).toBeInstanceOf(AccessDeniedError);
    expect([upstream.tokenRequests.length, upstream.ocrRequests]).toEqual([1, 1]);
  });

  it('does not make a call be repeated that was charged all the same', async () => {
    upstream.ocr.push(answer('IAM_FAILED', { message: 'Token not found or expired', pricing: 'PAY' }));
    const { fail } = clientOf(upstream);
    expect(await fail()).toMatchObject({ name: 'AccessDeniedError', pricing: 'PAY' });
    expect(upstream.ocrRequests).toBe(1);
  });

  it.each([
    ['Signature error', 'secret key'],
    ['Timestamp error', 'clock'],
    ['Parameter should not be empty', 'parameter'],
  ])('that is not given, "%s", fails the reading before a picture is sent', async (message, word) => {
    upstream.tokens.push(answer('PARAMETER_ERROR', { message }));
    const { fail, charges } = clientOf(upstream);
    const error = await fail();
    expect(error).toBeInstanceOf(InvalidParameterError);
    expect(error.message).toContain(word);
    expect([upstream.ocrRequests, charges]).toEqual([0, []]);
  });

  it.each([
    ['no data', answer('SUCCESS')],
    ['no token', answer('SUCCESS', { data: { expiredTime: 1 } })],
    ['no end', answer('SUCCESS', { data: { token: 'x', expiredTime: 'soon' } })],
    ['a page', raw(200, '<html>')],
  ])('that cannot be understood, %s, costs nothing', async (_, act) => {
    upstream.tokens.push(act);
    const { fail } = clientOf(upstream);
    expect(await fail()).toMatchObject({ name: 'UpstreamError', pricing: 'FREE' });
    expect(upstream.ocrRequests).toBe(0);
  });

  it('is in no error, nor are the keys', async () => {
    const { accessKey, secretKey } = CREDENTIALS;
    const telling = `${accessKey} ${secretKey} token-1 is disabled`;
    upstream.ocr.push(answer('ACCOUNT_DISABLED', { message: telling }));
    const { fail } = clientOf(upstream);
    const error = await fail();
    const everything = `${error.stack}${JSON.stringify(error)}${JSON.stringify(error.cause)}`;
    for (const secret of [accessKey, secretKey, 'token-1']) expect(everything).not.toContain(secret);
  });
});

describe('being ready', () => {
  it.each([
    ['PARAMETER_ERROR', 'Signature error', InvalidParameterError],
    ['ACCOUNT_DISABLED', 'Account Disabled', AccessDeniedError],
    ['IAM_FAILED', 'Access Key not found', AccessDeniedError],
  ])('is refused for good with credentials that are wrong: %s', async (code, message, kind) => {
    upstream.tokens.push(answer(code, { message }));
    await expect(clientOf(upstream).engine.ready()).rejects.toBeInstanceOf(kind);
  });

  it('does not wait for an upstream that is away', async () => {
    const { engine, read } = clientOf(upstream);
    upstream.tokens.push(answer('ERROR', { message: 'Server error' }));
    await engine.ready();
    expect((await read()).engine).toBe('ADVANCE_AI');
  });
});

describe('closing', () => {
  it('lets running calls end and takes no more', async () => {
    upstream.ocr.push(later(200, success));
    const { engine, read, fail } = clientOf(upstream);
    await engine.ready();
    const running = read();
    while (upstream.inside === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = engine.close();
    expect(await fail()).toBeInstanceOf(ServiceBusyError);
    await closed;
    expect((await running).engine).toBe('ADVANCE_AI');
  });
});

describe('many pictures', () => {
  it('are read a few at a time, and those beyond the queue are told to come later', async () => {
    upstream.ocr.push(...Array.from({ length: 10 }, () => later(50, success)));
    const { read } = clientOf(upstream, { maxCalls: 2, maxQueue: 3 });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => read()));
    const refused = results.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(3);
    expect(refused[0]?.reason).toBeInstanceOf(ServiceBusyError);
    expect(refused[0]?.reason).toMatchObject({ pricing: 'FREE', retryAfterSeconds: 5 });
    expect([upstream.ocrRequests, upstream.most]).toEqual([5, 2]);
  });

  it('do not wait in the queue for ever', async () => {
    upstream.ocr.push(hang);
    const { read, fail } = clientOf(upstream, { maxCalls: 1, queueTimeoutMs: 100, timeoutMs: 1000 });
    const stuck = read().catch((error) => error.name);
    while (upstream.inside === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await fail()).toMatchObject({ name: 'ServiceBusyError', pricing: 'FREE' });
    expect(upstream.ocrRequests).toBe(1);
    expect(await stuck).toBe('UpstreamError');
  });

  it('stop being paid for at the daily limit', async () => {
    upstream.ocr.push(
      answer('OCR_NO_RESULT', { pricing: 'PAY' }),
      answer('ERROR', { pricing: 'FREE' }),
      success,
    );
    const { fail, read, charges } = clientOf(upstream, { dailyPaidLimit: 2 });
    await fail();
    await fail();
    await read();
    const error = await fail();
    expect(error).toBeInstanceOf(QuotaExceededError);
    expect(error).toMatchObject({ code: 'OVER_QUERY_LIMIT', pricing: 'FREE', retryable: false });
    expect(charges).toEqual(['PAY', 'FREE', 'PAY']);
    expect(upstream.ocrRequests).toBe(3);
  });
});
