import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  answer,
  CREDENTIALS,
  hang,
  later,
  SAMPLE,
  type ScriptedUpstream,
  success,
} from '../../engine/advance-ai/scripted-upstream.js';
import { newPicture } from '../../engine/advance-ai/support.js';
import { Connection, oneUpload } from '../../support/client.js';
import { GatewayProcess } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { CALLERS, Reader, startUpstream, WHOLE } from './support.js';

describe.skipIf(!HAS_REDIS)('gateways that share a Redis', () => {
  let redis: RedisServer;
  let upstream: ScriptedUpstream;
  let readers: Reader[] = [];
  let picture: Buffer;
  let uuid: string;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());
  beforeEach(async () => {
    upstream = await startUpstream();
    picture = (await newPicture()).bytes;
    uuid = randomUUID();
  });
  afterEach(async () => {
    await Promise.all(readers.map(({ gateway }) => gateway.close()));
    readers = [];
    upstream.close();
    // What it knows of one upstream, such as a token, is of no use at the next.
    await redis.kill();
    await redis.start();
  });

  const start = async () => {
    const reader = await Reader.start(upstream, { REDIS_URL: redis.url });
    readers.push(reader);
    return reader;
  };

  /** A gateway that reads through the upstream, as a process of its own. */
  const startProcess = async () => {
    const gateway = new GatewayProcess({
      API_KEYS: CALLERS.join(),
      REDIS_URL: redis.url,
      ENGINE: 'advance-ai',
      ADVANCE_BASE_URL: upstream.url,
      ADVANCE_ACCESS_KEY: CREDENTIALS.accessKey,
      ADVANCE_SECRET_KEY: CREDENTIALS.secretKey,
    });
    return { gateway, ...(await gateway.ready()) };
  };

  /** Has the picture sent to the upstream, for a client that leaves before its answer. */
  const sentAndLeft = async ({ port }: { port: number }) => {
    const client = new Connection({ port });
    const headers = { 'x-api-key': CALLERS[0], 'idempotency-key': uuid };
    client.upload(oneUpload(WHOLE, picture), headers).catch(() => {});
    while (upstream.pictures.length === 0) await wait(20);
    client.close();
  };

  it('read a picture once, at whichever of them it comes', async () => {
    const [one, two] = [await start(), await start()];
    upstream.ocr.push(later(500, success));
    const [first, second] = await Promise.all([
      one.read(picture, { key: uuid }),
      two.read(picture, { key: uuid }),
    ]);
    expect(first).toMatchObject({ __typename: 'OcrKtpSuccess', card: { raw: { name: SAMPLE.name } } });
    expect(second).toEqual(first);
    const third = await start();
    expect(await third.read(picture, { key: uuid })).toEqual(first);
    expect((await third.post((await newPicture()).bytes, { key: uuid })).status).toBe(422);
    expect(upstream.ocrRequests).toBe(1);
  });

  it('leave nothing in it that says what was read, of whom, or under which key, and nothing for good', async () => {
    const reader = await start();
    upstream.ocr.push(
      answer('SUCCESS', { data: { ...SAMPLE, idNumber: '3301234506890002' }, pricing: 'PAY' }),
    );
    await reader.read(picture, { key: uuid });
    const dump = (await redis.dump()).filter(({ key }) => key.startsWith('ktp-idempotency:'));
    expect(dump.map(({ key }) => key.split(':').length).toSorted()).toEqual(expect.arrayContaining([3, 4]));
    for (const { key, bytes, pttl } of dump) {
      expect(key).toMatch(/^ktp-idempotency:[0-9a-f]{16}:[0-9a-f]{32}(?::[0-9a-f]{32})?$/);
      expect(pttl).toBeGreaterThan(0);
      expect(pttl).toBeLessThanOrEqual(86_400_000);
      const text = bytes.toString('latin1');
      const secrets = ['3301234506890002', ...Object.values(SAMPLE), uuid, CALLERS[0], 'reading', 'idNumber'];
      // Short ones may be there by chance.
      expect(secrets.filter((secret) => secret.length > 4 && `${key} ${text}`.includes(secret))).toEqual([]);
      const stretch = picture.subarray(picture.length / 2, picture.length / 2 + 12).toString('latin1');
      expect(text.includes(stretch)).toBe(false);
    }
  });

  it('do not pay again for what a gateway died of', async () => {
    upstream.ocr.push(hang);
    const dying = await startProcess();
    await sentAndLeft(dying);
    dying.gateway.kill();
    await dying.gateway.end();
    const reader = await start();
    const first = await reader.read(picture, { key: uuid });
    expect(first).toMatchObject({
      __typename: 'UpstreamError',
      mayBeCharged: true,
      retryable: false,
      message:
        'A reading under this Idempotency-Key was broken off and may have been charged, so it was not repeated; to read the picture anyway, send a new key.',
    });
    expect(await reader.read(picture, { key: uuid })).toEqual(first);
    expect(upstream.ocrRequests).toBe(1);
    expect((await reader.read(picture, { key: `${uuid}2` })).__typename).toBe('OcrKtpSuccess');
  });

  it('keep what was paid for by a gateway that was told to stop, though its client had left', async () => {
    upstream.ocr.push(later(1500, success));
    const stopping = await startProcess();
    await sentAndLeft(stopping);
    stopping.gateway.signal('SIGTERM');
    expect(await stopping.gateway.end()).toBe(0);
    const reader = await start();
    expect((await reader.read(picture, { key: uuid })).card.raw.name).toBe(SAMPLE.name);
    expect(upstream.ocrRequests).toBe(1);
  });

  it('send nothing that is paid while Redis is away, and read what is free', async () => {
    const reader = await start();
    await redis.kill();
    expect(await reader.read(picture, { key: uuid })).toMatchObject({
      __typename: 'ServiceBusyError',
      code: 'SERVICE_BUSY',
      retryable: true,
      mayBeCharged: false,
    });
    const batch = await reader.results([picture, picture], uuid);
    expect(batch).toMatchObject([{ code: 'SERVICE_BUSY' }, { code: 'SERVICE_BUSY' }]);
    expect(upstream.ocrRequests).toBe(0);
    const free = await reader.read(picture, { key: uuid, engine: 'EMBEDDED' });
    expect(free.__typename).toBe('OcrKtpSuccess');
    expect(await reader.read(picture, { key: uuid, engine: 'EMBEDDED' })).toEqual(free);
    expect(reader.free.signals).toHaveLength(1);
    expect((await reader.read(picture)).__typename).toBe('OcrKtpSuccess');
  });
});
