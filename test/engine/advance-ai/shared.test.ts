import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QuotaExceededError, UpstreamError } from '../../../src/engine/errors.js';
import { until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { answer, CREDENTIALS, later, ScriptedUpstream, success } from './scripted-upstream.js';
import { type Client, clientOf } from './support.js';

let redis: RedisServer;
let upstream: ScriptedUpstream;
const clients: Client[] = [];

/** A gateway's connection to the upstream, one of several that share Redis. */
function gateway(options: Parameters<typeof clientOf>[1] = {}): Client {
  const client = clientOf(upstream, { redisUrl: redis.url, ...options });
  clients.push(client);
  return client;
}

const dump = async () =>
  (await redis.dump()).map(({ key, bytes }) => `${key} ${bytes.toString('latin1')}`).join();
const account = createHash('sha256').update(CREDENTIALS.accessKey).digest('hex').slice(0, 16);

describe.skipIf(!HAS_REDIS)('gateways that share a Redis', () => {
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());
  beforeEach(async () => {
    upstream = await new ScriptedUpstream().listen();
  });
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(({ engine }) => engine.close()));
    upstream.close();
    await redis.kill();
    await redis.start();
  });

  it('ask for one token, however many start and read at the same moment', async () => {
    const all = [gateway(), gateway(), gateway()];
    await Promise.all(all.map(({ engine }) => engine.ready()));
    await Promise.all(all.flatMap((each) => [each.read(), each.read()]));
    expect(upstream.tokenRequests).toHaveLength(1);
    expect(new Set(upstream.pictures.map(({ token }) => token))).toEqual(new Set(['token-1']));
    expect(upstream.pictures).toHaveLength(6);
  });

  it('keep it where only they can read it, and no longer than it is good for', async () => {
    upstream.lifetime = 600;
    await gateway().read();
    const [ticket] = await redis.dump();
    expect(ticket?.key).toBe(`ktp-ticket:${account}`);
    // Ten minutes less the margin before their end, and some seconds for the upstream's clock.
    expect(ticket?.pttl).toBeGreaterThan(500_000);
    expect(ticket?.pttl).toBeLessThanOrEqual(540_000);
    const text = await dump();
    for (const secret of ['token-1', CREDENTIALS.accessKey, CREDENTIALS.secretKey]) {
      expect(text).not.toContain(secret);
    }
  });

  it('renew it once when the upstream refuses it, and pay once for each picture', async () => {
    const all = [gateway(), gateway(), gateway()];
    await Promise.all(all.map((each) => each.read()));
    upstream.expireTokens();
    await Promise.all(all.map((each) => each.read()));
    expect(upstream.tokenRequests).toHaveLength(2);
    expect(all.flatMap(({ charges }) => charges).filter((charge) => charge === 'PAY')).toHaveLength(6);
  });

  it('take over from one that was to renew it and died', async () => {
    const { Redis } = await import('ioredis');
    const dead = new Redis(redis.url);
    await dead.set(`ktp-ticket:${account}:lock`, 'of a gateway that is gone', 'PX', 500);
    dead.disconnect();
    await gateway().read();
    expect(upstream.tokenRequests).toHaveLength(1);
  });

  it('tell all who wait when the upstream gives no token', async () => {
    const refused = answer('ACCOUNT_DISABLED', { message: 'Account Disabled' });
    upstream.tokens.push(refused, refused);
    const failures = await Promise.all([gateway(), gateway()].map((each) => each.fail()));
    expect(failures.map(({ code }) => code)).toEqual(['ACCOUNT_DISABLED', 'ACCOUNT_DISABLED']);
  });

  it('count paid readings together', async () => {
    const [one, two] = [gateway({ dailyPaidLimit: 3 }), gateway({ dailyPaidLimit: 3 })];
    upstream.ocr.push(answer('INSUFFICIENT_BALANCE'));
    await one.fail();
    const outcomes = await Promise.allSettled([one.read(), two.read(), one.read(), two.read(), two.read()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await two.fail()).toBeInstanceOf(QuotaExceededError);
    expect((await one.fail()).message).toBe(
      "These servers' own limit of 3 paid readings a day is reached; the day ends at midnight in Jakarta.",
    );
    expect([...one.charges, ...two.charges].filter((charge) => charge === 'PAY')).toHaveLength(3);
    expect((await redis.dump()).find(({ key }) => key === `ktp-paid:${account}:2026-11-22`)).toMatchObject({
      type: 'string',
      bytes: Buffer.from('"3"'),
    });
  });

  it('give back what a slow Redis counted after nobody waited for it', async () => {
    const client = gateway({ dailyPaidLimit: 5 });
    await client.read();
    const { Redis } = await import('ioredis');
    const other = new Redis(redis.url);
    await other.call('CLIENT', 'PAUSE', '1500', 'WRITE');
    const failures = await Promise.all([client.fail(), client.fail(), client.fail()]);
    expect(failures.every((error) => error instanceof UpstreamError)).toBe(true);
    await until(async () => (await other.get(`ktp-paid:${account}:2026-11-22`)) === '1');
    other.disconnect();
    for (let i = 0; i < 4; i++) await client.read();
    expect(await client.fail()).toBeInstanceOf(QuotaExceededError);
    expect(upstream.ocrRequests).toBe(5);
  });

  it('send nothing while the count cannot be reached, and go on where it was when Redis lost it', async () => {
    const client = gateway({ dailyPaidLimit: 3 });
    await client.read();
    await client.read();
    await redis.kill();
    await until(async () => (await client.fail()) instanceof UpstreamError);
    const failed = await client.fail();
    expect([failed.pricing, failed.retryable]).toEqual(['FREE', true]);
    expect(failed.message).toContain('was not sent');
    expect(upstream.ocrRequests).toBe(2);
    await redis.start();
    await until(() =>
      client.read().then(
        () => true,
        () => false,
      ),
    );
    expect(await client.fail()).toBeInstanceOf(QuotaExceededError);
    expect(upstream.ocrRequests).toBe(3);
  });

  it('neither lose nor pay twice what is under way when Redis dies and comes back', async () => {
    const all = [gateway({ dailyPaidLimit: 9 }), gateway({ dailyPaidLimit: 9 })];
    await Promise.all(all.map((each) => each.read()));
    upstream.ocr.push(...Array.from({ length: 4 }, () => later(400, success)));
    const readings = all.flatMap((each) => [each.read(), each.read()]);
    await until(() => upstream.inside === 4);
    await redis.kill();
    await Promise.all(readings);
    await redis.start();
    expect(upstream.ocrRequests).toBe(6);
    expect(all.flatMap(({ charges }) => charges)).toEqual(Array(6).fill('PAY'));
    // The count goes on from the last number that one of them heard, two behind at most.
    const outcomes: boolean[] = [];
    for (let i = 0; i < 20; i++) {
      outcomes.push(
        await (all[i % 2] as Client).read().then(
          () => true,
          () => false,
        ),
      );
    }
    expect(upstream.ocrRequests).toBeLessThanOrEqual(9 + 2);
    expect(upstream.ocrRequests).toBe(6 + outcomes.filter(Boolean).length);
  });

  it('each have a token of their own while Redis is away, where nothing is counted', async () => {
    await redis.kill();
    const [one, two] = [gateway(), gateway()];
    await Promise.all([one.read(), two.read()]);
    expect(upstream.tokenRequests).toHaveLength(2);
    await redis.start();
  });
});
