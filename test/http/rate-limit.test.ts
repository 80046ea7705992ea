import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askToken, CLIENTS, ToldEngine, tokenRequest } from '../rest/support.js';
import { Connection, manyUploads, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { HAS_REDIS, RedisServer } from '../support/redis.js';

const KEY = 'a-key-of-sixteen-or-more';
const OTHER = 'another-key-of-this-server';
const QUERY = '{ service { version } }';

const running: RunningGateway[] = [];
const clients: Connection[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

async function start(environment: Record<string, string>): Promise<Connection> {
  const gateway = await startGateway(environment, [new ToldEngine()]);
  running.push(gateway);
  return connect(gateway);
}

function connect(gateway: RunningGateway): Connection {
  const client = new Connection(gateway);
  clients.push(client);
  return client;
}

/** The statuses of so many queries, one after the other. */
async function statuses(client: Connection, times: number, headers: Record<string, string> = {}) {
  const found: number[] = [];
  for (let i = 0; i < times; i += 1) found.push((await client.query(QUERY, {}, headers)).status);
  return found;
}

describe('a key', () => {
  it('has its own count, and is told when it may come again', async () => {
    const client = await start({ API_KEYS: `${KEY},${OTHER}`, RATE_LIMIT_PER_KEY: '2' });
    expect(await statuses(client, 3, { 'x-api-key': KEY })).toEqual([200, 200, 429]);
    expect(await statuses(client, 3, { 'x-api-key': OTHER })).toEqual([200, 200, 429]);
    const { headers, json } = await client.query(QUERY, {}, { 'x-api-key': KEY });
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(json.errors[0]).toEqual({
      message: `Too many requests with this key; try again in ${seconds} s.`,
      extensions: { code: 'RATE_LIMITED' },
    });
  });

  it('is refused before its upload is read, and its connection can be used again', async () => {
    const client = await start({ API_KEYS: KEY, RATE_LIMIT_PER_KEY: '1' });
    await statuses(client, 1, { 'x-api-key': KEY });
    const query = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
    const { status } = await client.upload(oneUpload(query, Buffer.alloc(1_900_000)), { 'x-api-key': KEY });
    expect(status).toBe(429);
    expect(await statuses(client, 1)).toEqual([401]);
    expect(client.opened).toBe(1);
  });
});

describe('a batch', () => {
  const BATCH = 'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { succeeded failed } }';
  const batch = (pictures: number) =>
    manyUploads(
      BATCH,
      Array.from({ length: pictures }, (_, i) => [`${i}.jpg`, Buffer.alloc(1_000, i)] as const),
    );
  const limits = { API_KEYS: `${KEY},${OTHER}`, RATE_LIMIT_PER_KEY: '5', RATE_LIMIT_PER_ADDRESS: '100' };

  it('counts as many requests as it has pictures', async () => {
    const client = await start(limits);
    const key = { 'x-api-key': KEY };
    expect((await client.upload(batch(4), key)).json.data.ocrKtpBatch).toEqual({ succeeded: 0, failed: 4 });
    expect(await statuses(client, 2, key)).toEqual([200, 429]);
    expect(await statuses(client, 1, { 'x-api-key': OTHER })).toEqual([200]);
  });

  it('is refused as a whole where it is too much, and its connection can be used again', async () => {
    const client = await start(limits);
    const { status, headers, json } = await client.upload(batch(6), { 'x-api-key': KEY });
    const seconds = Number(headers['retry-after']);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect([status, json.errors[0].message, json.errors[0].extensions]).toEqual([
      429,
      `Too many requests with these 6 pictures; try again in ${seconds} s.`,
      { code: 'RATE_LIMITED' },
    ]);
    expect(await statuses(client, 1, { 'x-api-key': OTHER })).toEqual([200]);
    expect(client.opened).toBe(1);
  });

  it('counts for its address as well', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '5' });
    expect((await client.upload(batch(4))).status).toBe(200);
    expect(await statuses(client, 2)).toEqual([200, 429]);
  });
});

describe('an address', () => {
  it('has one count for whatever it asks, so that keys cannot be tried out', async () => {
    const client = await start({ API_KEYS: KEY, RATE_LIMIT_PER_ADDRESS: '3', OPENAPI_CLIENTS: CLIENTS });
    expect(await statuses(client, 2, { 'x-api-key': 'a guess of enough letters' })).toEqual([401, 401]);
    expect((await client.send(null, {}, { method: 'GET', path: '/metrics' })).status).toBe(401);
    expect(await statuses(client, 1, { 'x-api-key': KEY })).toEqual([429]);
    expect((await client.send(null, {}, { method: 'GET', path: '/metrics' })).status).toBe(429);
    const { status, headers, json } = await askToken(client, tokenRequest());
    expect([status, json.code]).toEqual([200, 'SERVICE_BUSY']);
    expect(headers['retry-after']).toMatch(/^\d+s$/);
  });

  it('may always ask whether the server lives, and for the page', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '1' });
    expect(await statuses(client, 2)).toEqual([200, 429]);
    for (const path of ['/health', '/ready', '/']) {
      expect((await client.send(null, {}, { method: 'GET', path })).status).toBe(200);
    }
  });

  it('is the connection’s, whatever a header claims', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '1' });
    expect(await statuses(client, 1, { 'x-forwarded-for': '192.0.2.1' })).toEqual([200]);
    expect(await statuses(client, 1, { 'x-forwarded-for': '192.0.2.2' })).toEqual([429]);
  });

  it('is what a trusted proxy says, the last it did not say itself', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '1', TRUSTED_PROXIES: 'loopback' });
    const from = (forwarded: string) => statuses(client, 1, { 'x-forwarded-for': forwarded });
    expect(await from('192.0.2.1')).toEqual([200]);
    expect(await from('192.0.2.2')).toEqual([200]);
    expect(await from('198.51.100.7, 192.0.2.2')).toEqual([429]);
    expect(await from('192.0.2.1, 127.0.0.1')).toEqual([429]);
  });

  it('is a network where it is of IPv6, and one with its IPv4 form', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '1', TRUSTED_PROXIES: 'loopback' });
    const from = (forwarded: string) => statuses(client, 1, { 'x-forwarded-for': forwarded });
    expect(await from('2001:db8:1:2::1')).toEqual([200]);
    expect(await from('2001:db8:1:2:ffff::9')).toEqual([429]);
    expect(await from('2001:db8:1:3::1')).toEqual([200]);
    expect(await from('192.0.2.1')).toEqual([200]);
    expect(await from('::ffff:192.0.2.1')).toEqual([429]);
    expect(await from('192.0.2.7:50000')).toEqual([200]);
    expect(await from('192.0.2.7:50001')).toEqual([429]);
    expect(await from('[2001:db8:1:4::1]:443')).toEqual([200]);
    expect(await from('2001:db8:1:4::2')).toEqual([429]);
    expect(await from('no address')).toEqual([200]);
    expect(await from('none either')).toEqual([429]);
  });
});

describe('a client of the REST API', () => {
  it('has its own count, like a key', async () => {
    const client = await start({ OPENAPI_CLIENTS: CLIENTS, RATE_LIMIT_PER_KEY: '1' });
    expect((await askToken(client, tokenRequest())).json.code).toBe('SUCCESS');
    expect((await askToken(client, tokenRequest())).json.code).toBe('SERVICE_BUSY');
  });
});

describe.skipIf(!HAS_REDIS)('several gateways', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  /** Until Redis is there, each gateway counts for itself. */
  async function isReady(client: Connection, ready: boolean): Promise<void> {
    for (;;) {
      const { json } = await client.send(null, {}, { method: 'GET', path: '/ready' });
      if (json.parts.REDIS === ready) return;
      await wait(20);
    }
  }

  it('count together, and each for itself while Redis is away', async () => {
    const environment = { API_KEYS: KEY, RATE_LIMIT_PER_KEY: '3', REDIS_URL: redis.url };
    const [one, two] = [await start(environment), await start(environment)];
    await Promise.all([isReady(one, true), isReady(two, true)]);
    const key = { 'x-api-key': KEY };
    expect(await statuses(one, 2, key)).toEqual([200, 200]);
    expect(await statuses(two, 2, key)).toEqual([200, 429]);
    expect(await statuses(one, 1, key)).toEqual([429]);

    await redis.kill();
    await Promise.all([isReady(one, false), isReady(two, false)]);
    const other = await start({ ...environment });
    expect(await statuses(other, 4, key)).toEqual([200, 200, 200, 429]);

    // All have tried to get it back, so all have told of it.
    while (running.some(({ faults }) => faults.length === 0)) await wait(20);
    await redis.start();
    await Promise.all([one, two, other].map((client) => isReady(client, true)));
    // Told once each, however often they tried to get it back.
    expect(running.map(({ faults }) => faults.length)).toEqual([1, 1, 1]);
    expect(await statuses(other, 1, key)).toEqual([200]);
  });
});
