import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  cutOff,
  later,
  SAMPLE,
  type ScriptedUpstream,
  success,
} from '../../engine/advance-ai/scripted-upstream.js';
import { newPicture } from '../../engine/advance-ai/support.js';
import { askOcr, CLIENT, OCR_PATH, ocrForm, tokenOf } from '../../rest/support.js';
import { Connection, oneUpload } from '../../support/client.js';
import { CALLERS, NAME, Reader, startUpstream, WHOLE } from './support.js';

const KEY = '8e03978e-40d5-43dd-bc93-6894a57f9324';
const REUSED =
  'This Idempotency-Key was sent before with another picture, other pictures or another engine; send a new key with every new reading.';

let upstream: ScriptedUpstream;
let reader: Reader;
let one: Buffer;
let other: Buffer;
beforeEach(async () => {
  upstream = await startUpstream();
  reader = await Reader.start(upstream, { OPENAPI_CLIENTS: `${CLIENT.accessKey}:${CLIENT.secretKey}` });
  [{ bytes: one }, { bytes: other }] = await Promise.all([newPicture(), newPicture()]);
});
afterEach(async () => {
  await reader.gateway.close();
  upstream.close();
  expect(reader.gateway.faults).toEqual([]);
});

const paidOnce = (transactionId: string) =>
  answer('SUCCESS', { data: SAMPLE, pricing: 'PAY', transactionId });

describe('the same picture under the same key', () => {
  it('is read and paid once, whatever is selected of it, with the key in quotes or without', async () => {
    upstream.ocr.push(paidOnce('the-first'), paidOnce('the-second'));
    const first = await reader.read(one, { key: KEY });
    expect(first).toMatchObject({
      pricing: 'PAY',
      transactionId: 'the-first',
      card: { raw: { name: SAMPLE.name } },
    });
    expect(await reader.read(one, { key: `"${KEY}"` })).toEqual(first);
    expect(await reader.read(one, { key: KEY, query: NAME })).toEqual({
      transactionId: 'the-first',
      card: { raw: { name: SAMPLE.name, birthday: SAMPLE.birthday } },
    });
    expect(upstream.ocrRequests).toBe(1);
  });

  it('is read whole by an engine that reads what is selected', async () => {
    reader.free.outcome = { idNumber: '3301234506890002', name: 'SITI AMINAH', birthday: '1989/06/01' };
    const number =
      'mutation ($image: Upload!) { ocrKtp(image: $image, options: { engine: EMBEDDED }) { ... on OcrKtpSuccess { transactionId card { nik { number } } } } }';
    const first = await reader.read(one, { key: KEY, query: number });
    const again = await reader.read(one, { key: KEY, engine: 'EMBEDDED' });
    expect(again).toMatchObject({
      transactionId: first.transactionId,
      card: { raw: { name: 'SITI AMINAH' } },
    });
    expect(reader.free.signals).toHaveLength(1);
  });

  it('is read anew without a key, by another caller, and under another key', async () => {
    await reader.read(one);
    await reader.read(one);
    await reader.read(one, { key: KEY });
    await reader.read(one, { key: KEY, caller: CALLERS[1] });
    await reader.read(one, { key: `${KEY}2` });
    expect(upstream.ocrRequests).toBe(5);
  });

  it('is waited for where it is being read', async () => {
    upstream.ocr.push(later(300, success));
    const [first, second] = await Promise.all([
      reader.read(one, { key: KEY }),
      reader.read(one, { key: KEY }),
    ]);
    expect(first.__typename).toBe('OcrKtpSuccess');
    expect(second).toEqual(first);
    expect(upstream.ocrRequests).toBe(1);
  });

  it('is answered, not paid again, where the client left before its answer', async () => {
    upstream.ocr.push(later(300, success));
    const form = oneUpload(WHOLE, one);
    const gone = new Connection(reader.gateway);
    const sent = gone.upload(form, { 'x-api-key': CALLERS[0], 'idempotency-key': KEY });
    while (upstream.pictures.length === 0) await wait(5);
    gone.close();
    await expect(sent).rejects.toThrow();
    while (upstream.inside > 0) await wait(5);
    expect((await reader.read(one, { key: KEY })).card.raw.name).toBe(SAMPLE.name);
    expect(upstream.ocrRequests).toBe(1);
  });

  it('stops being read where it costs nothing and nobody waits for it', async () => {
    reader.free.hangs = true;
    const gone = new Connection(reader.gateway);
    const query = WHOLE.replace('= AUTO', '= EMBEDDED');
    const sent = gone.upload(oneUpload(query, one), { 'x-api-key': CALLERS[0], 'idempotency-key': KEY });
    while (reader.free.signals.length === 0) await wait(5);
    gone.close();
    await expect(sent).rejects.toThrow();
    while (!reader.free.signals[0]?.aborted) await wait(5);
    reader.free.hangs = false;
    expect((await reader.read(one, { key: KEY, engine: 'EMBEDDED' })).__typename).toBe('OcrKtpSuccess');
  });
});

describe('what is kept', () => {
  it('is an error that may have been charged', async () => {
    upstream.ocr.push(cutOff);
    const first = await reader.read(one, { key: KEY });
    expect(first).toMatchObject({ code: 'ERROR', pricing: 'PAY', mayBeCharged: true, retryable: false });
    expect(await reader.read(one, { key: KEY })).toEqual(first);
    expect(upstream.ocrRequests).toBe(1);
    // Told once to who runs the gateway, when it happened.
    expect(reader.gateway.faults.splice(0)).toHaveLength(1);
  });

  it('is that there is no card in the picture', async () => {
    upstream.ocr.push(answer('OCR_NO_RESULT', { pricing: 'FREE', transactionId: 'no-card' }));
    const first = await reader.read(one, { key: KEY });
    expect(first).toMatchObject({
      __typename: 'OcrNoResultError',
      transactionId: 'no-card',
      pricing: 'FREE',
    });
    expect(await reader.read(one, { key: KEY })).toEqual(first);
    expect(upstream.ocrRequests).toBe(1);
  });

  it('is no error that cost nothing', async () => {
    upstream.ocr.push(answer('ERROR'));
    expect(await reader.read(one, { key: KEY })).toMatchObject({ code: 'ERROR', retryable: true });
    expect((await reader.read(one, { key: KEY })).__typename).toBe('OcrKtpSuccess');
    expect(upstream.ocrRequests).toBe(2);
  });

  it('is gone after its time', async () => {
    const short = await Reader.start(upstream, { IDEMPOTENCY_SECONDS: '1' });
    await short.read(one, { key: KEY });
    await short.read(one, { key: KEY });
    expect(upstream.ocrRequests).toBe(1);
    while (upstream.ocrRequests === 1) {
      await wait(100);
      await short.read(one, { key: KEY });
    }
    await short.gateway.close();
  });
});

describe('a key that was used', () => {
  it('is refused with another picture, or for another engine', async () => {
    await reader.read(one, { key: KEY });
    for (const refused of [
      await reader.post(other, { key: KEY }),
      await reader.post(one, { key: KEY, engine: 'EMBEDDED' }),
    ]) {
      expect([refused.status, refused.json.errors[0].message, refused.json.errors[0].extensions]).toEqual([
        422,
        REUSED,
        { code: 'IDEMPOTENCY_KEY_REUSED' },
      ]);
    }
    expect([upstream.ocrRequests, reader.free.signals.length]).toEqual([1, 0]);
  });

  it('may be used again where nothing was read', async () => {
    const refused = await reader.read(Buffer.from('no picture'), { key: KEY });
    expect(refused.code).toBe('IMAGE_INVALID_FORMAT');
    expect((await reader.read(one, { key: KEY })).__typename).toBe('OcrKtpSuccess');
    expect((await reader.post(Buffer.from('no picture'), { key: KEY })).status).toBe(422);
  });
});

describe('a batch', () => {
  it('is read once as a whole; what failed for free is read again', async () => {
    upstream.ocr.push(paidOnce('one'), answer('ERROR', { transactionId: 'failed' }), paidOnce('two'));
    const pictures = [one, other, one];
    const first = await reader.results(pictures, KEY);
    const ids = (results: { transactionId: string }[]) => results.map(({ transactionId }) => transactionId);
    expect(new Set(ids(first))).toEqual(new Set(['one', 'failed']));
    const second = await reader.results(pictures, KEY);
    expect(new Set(ids(second))).toEqual(new Set(['one', 'two']));
    expect(await reader.results(pictures, KEY)).toEqual(second);
    expect(upstream.ocrRequests).toBe(3);
  });

  it('of other pictures, or in another order, is refused', async () => {
    await reader.results([one, other], KEY);
    for (const pictures of [[one], [other, one], [one, other, one]]) {
      const { status, json } = await reader.batch(pictures, KEY);
      expect([status, json.errors[0].extensions.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    }
    expect(upstream.ocrRequests).toBe(2);
  });
});

describe('a header that is no key', () => {
  it.each(['', '""', '"', 'a b', '"a', 'ä', 'a,b', `"${'x'.repeat(256)}"`, '1\\2'])(
    'is refused before the picture is read: %s',
    async (key) => {
      const { status, json } = await reader.post(one, { key: Buffer.from(key).toString('latin1') });
      expect([status, json.errors[0].extensions.code]).toEqual([400, 'BAD_IDEMPOTENCY_KEY']);
      expect(json.errors[0].message).toBe(
        'The Idempotency-Key has another form than it may: 1 to 255 letters, digits and -._~:+/=, such as a UUID, in double quotes or without.',
      );
    },
  );

  it('is any where nothing is kept', async () => {
    const off = await Reader.start(upstream, { IDEMPOTENCY_SECONDS: '0' });
    const { status, json } = await off.post(one, { key: KEY });
    expect([status, json.errors[0].message]).toEqual([
      400,
      'This server keeps no readings, so it heeds no Idempotency-Key; leave it out.',
    ]);
    expect((await off.read(one)).__typename).toBe('OcrKtpSuccess');
    await off.gateway.close();
  });
});

describe('the REST API', () => {
  it('reads once under a key, and refuses in its own form', async () => {
    upstream.ocr.push(paidOnce('rest'));
    const connection = new Connection(reader.gateway);
    const token = await tokenOf(connection);
    const ask = (bytes: Buffer, key: string) => {
      const form = ocrForm(bytes);
      const headers = { ...form.headers(), 'x-access-token': token, 'idempotency-key': key };
      return connection.send(form.body(), headers, { path: OCR_PATH });
    };
    const first = await ask(one, KEY);
    expect(first.json).toMatchObject({ code: 'SUCCESS', transactionId: 'rest', pricingStrategy: 'PAY' });
    expect((await ask(one, KEY)).json).toEqual(first.json);
    expect(upstream.ocrRequests).toBe(1);
    const reused = await ask(other, KEY);
    expect([reused.status, reused.json]).toMatchObject([
      422,
      {
        code: 'CLIENT_ERROR',
        message: 'HTTP 422 - Unprocessable Entity',
        extra: REUSED,
        pricingStrategy: 'FREE',
      },
    ]);
    const bad = await ask(other, 'a b');
    expect([bad.status, bad.json.message]).toEqual([400, 'HTTP 400 - Bad Request']);
    expect(bad.json.extra).toContain('1 to 255 letters');
    expect((await askOcr(connection, token, ocrForm(one))).json.code).toBe('SUCCESS');
    expect(upstream.ocrRequests).toBe(2);
    connection.close();
  });
});
