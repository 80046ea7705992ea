import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFitter } from '../../../src/engine/fitting/fitter.js';
import { type CardImage, probe } from '../../../src/engine/image/probe.js';
import { ENGINE_LIMITS, FITTED_INTAKE } from '../../../src/image-limits.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { card } from '../../support/cards.js';
import { Connection, oneUpload } from '../../support/client.js';
import { compiled } from '../../support/compiled.js';
import { PHOTO, photo } from '../../support/photos.js';
import { GatewayProcess } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { ScriptedUpstream, success } from '../advance-ai/scripted-upstream.js';
import { clientOf } from '../advance-ai/support.js';
import { KEY, Machines, NEVER, ToldReader } from '../queue/support.js';

let bytes: Buffer;
let image: CardImage;
beforeAll(async () => {
  const fitter = createFitter({ threads: 1 });
  bytes = await photo(9, 6);
  image = await fitter.fit(await probe({ bytes, cut: false }, FITTED_INTAKE), NEVER);
  await fitter.close();
}, 60_000);

it('the upstream gets a JPEG within its own limits', async () => {
  const upstream = await new ScriptedUpstream().listen();
  upstream.ocr.push(success);
  const client = clientOf(upstream);
  await client.read(image);
  const [sent] = upstream.pictures;
  expect(sent?.head).toMatch(/filename="ocrImage\.jpg"\r\nContent-Type: image\/jpeg/);
  expect(sent?.bytes.equals(image.bytes)).toBe(true);
  // It throws for what is not.
  const { width, height } = await probe({ bytes: sent?.bytes as Buffer, cut: false });
  expect(width / height).toBeCloseTo(4 / 3, 2);
  await client.engine.close();
  upstream.close();
});

describe.skipIf(!HAS_REDIS)('the queue', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  it('carries what was fitted, and what was sent in words', async () => {
    const machines = new Machines(redis);
    const reader = new ToldReader();
    machines.worker(reader);
    await (await machines.gateway()).read(image, ALL_FIELDS, NEVER);
    expect(reader.asked[0]?.image).toEqual(image);
    expect(image.bytes.length).toBeLessThan(ENGINE_LIMITS.maxBytes);
    await machines.close();
  });

  it('has a photo read by a worker, fitted by the gateway and spoken of as it was sent', async () => {
    const environment = { REDIS_URL: redis.url, QUEUE_KEY: KEY.toString('base64'), QUEUE_NAME: 'ktp-photos' };
    const worker = new GatewayProcess(environment, { args: [compiled('src/worker.ts')] });
    const gateway = new GatewayProcess({ ...environment, ENGINE: 'queue', FIT_IMAGES: 'true' });
    await worker.line('ready');
    const connection = new Connection(await gateway.ready());
    const query = `mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess {
      card { raw { idNumber } } imageQuality { width height bytes mimeType hints { code } }
    } } }`;
    const { json } = await connection.upload(oneUpload(query, bytes));
    expect(json.data.ocrKtp).toEqual({
      card: { raw: { idNumber: card('clean-man').printed.idNumber } },
      imageQuality: {
        width: PHOTO.height,
        height: PHOTO.width,
        bytes: bytes.length,
        mimeType: 'image/jpeg',
        hints: [],
      },
    });
    connection.close();
    for (const each of [gateway, worker]) each.signal('SIGTERM');
    expect([await gateway.end(), await worker.end()]).toEqual([0, 0]);
  }, 60_000);
});
