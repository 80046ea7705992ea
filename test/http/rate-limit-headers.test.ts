import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askToken, CLIENTS, ToldEngine, tokenRequest } from '../rest/support.js';
import { type Answer, Connection, manyUploads } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { HAS_REDIS, RedisServer } from '../support/redis.js';

const KEY = 'a-key-of-sixteen-or-more';
const QUERY = '{ service { version } }';
const BATCH = 'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { failed } }';

const running: RunningGateway[] = [];
const clients: Connection[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all(running.splice(0).map((gateway) => gateway.close()));
});

async function start(environment: Record<string, string>): Promise<Connection> {
  const gateway = await startGateway(environment, [new ToldEngine()]);
  running.push(gateway);
  const client = new Connection(gateway);
  clients.push(client);
  return client;
}

/** What is left by the name of each limit; the seconds are checked and left out. */
function left({ headers }: Answer): Record<string, number> {
  const items = String(headers.ratelimit ?? '')
    .split(', ')
    .filter(Boolean)
    .map((item) => {
      const [, name, remaining, seconds] = /^"(\w+)";r=(\d+);t=(\d+)$/.exec(item) ?? [];
      expect(Number(seconds)).toBeGreaterThanOrEqual(1);
      expect(Number(seconds)).toBeLessThanOrEqual(60);
      return [name as string, Number(remaining)] as const;
    });
  return Object.fromEntries(items);
}

const BOTH = { API_KEYS: KEY, RATE_LIMIT_PER_KEY: '3', RATE_LIMIT_PER_ADDRESS: '10' };

describe('RateLimit and RateLimit-Policy', () => {
  it('tell of the limits of an address and of a key, refusals too', async () => {
    const client = await start(BOTH);
    const answers: Answer[] = [];
    for (let i = 0; i < 4; i += 1) answers.push(await client.query(QUERY, {}, { 'x-api-key': KEY }));
    expect(answers.map(left)).toEqual([
      { address: 9, key: 2 },
      { address: 8, key: 1 },
      { address: 7, key: 0 },
      { address: 6, key: 0 },
    ]);
    expect(answers.map(({ headers }) => headers['ratelimit-policy'])).toEqual(
      answers.map(() => '"address";q=10;w=60, "key";q=3;w=60'),
    );
    const [refused] = answers.slice(-1) as [Answer];
    expect(refused.status).toBe(429);
    expect(refused.headers.ratelimit).toContain(`"key";r=0;t=${refused.headers['retry-after']}`);
  });

  it('tell whoever shows no key of the address alone', async () => {
    const client = await start(BOTH);
    const answer = await client.query(QUERY);
    expect([answer.status, answer.headers['ratelimit-policy'], left(answer)]).toEqual([
      401,
      '"address";q=10;w=60',
      { address: 9 },
    ]);
  });

  it('tell what is left after a batch, read or refused', async () => {
    const client = await start({ ...BOTH, RATE_LIMIT_PER_KEY: '5' });
    const batch = (pictures: number) =>
      client.upload(
        manyUploads(
          BATCH,
          Array.from({ length: pictures }, (_, i) => [`${i}.jpg`, Buffer.alloc(1_000, i)] as const),
        ),
        { 'x-api-key': KEY },
      );
    expect(left(await batch(3))).toEqual({ address: 7, key: 2 });
    const refused = await batch(4);
    expect([refused.status, left(refused)]).toEqual([429, { address: 3, key: 0 }]);
  });

  it('are in answers of the REST API, of a client, of nobody and beyond the rate', async () => {
    const client = await start({
      OPENAPI_CLIENTS: CLIENTS,
      RATE_LIMIT_PER_KEY: '1',
      RATE_LIMIT_PER_ADDRESS: '9',
    });
    expect(left(await askToken(client, tokenRequest()))).toEqual({ address: 8, key: 0 });
    const busy = await askToken(client, tokenRequest());
    expect([busy.json.code, left(busy)]).toEqual(['SERVICE_BUSY', { address: 7, key: 0 }]);
    expect(`"key";r=0;t=${busy.headers['retry-after']}`).toBe(
      `${String(busy.headers.ratelimit).split(', ')[1]}s`,
    );
    expect(left(await askToken(client, 'no JSON'))).toEqual({ address: 6 });
  });

  it('are not there where nothing is limited', async () => {
    const client = await start({ RATE_LIMIT_PER_ADDRESS: '0' });
    const { headers } = await client.query(QUERY);
    expect([headers.ratelimit, headers['ratelimit-policy']]).toEqual([undefined, undefined]);
    const limited = await start({ RATE_LIMIT_PER_ADDRESS: '5' });
    const page = await limited.send(null, {}, { method: 'GET', path: '/health' });
    expect(page.headers.ratelimit).toBeUndefined();
  });
});

describe.skipIf(!HAS_REDIS)('with Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis.kill());

  it('they tell of the count of all gateways, and of the gateway’s own while Redis is away', async () => {
    const environment = { ...BOTH, REDIS_URL: redis.url };
    const [one, two] = [await start(environment), await start(environment)];
    const isConnected = async (client: Connection) =>
      (await client.send(null, {}, { method: 'GET', path: '/ready' })).json.parts.REDIS;
    while (!((await isConnected(one)) && (await isConnected(two)))) await new Promise(setImmediate);
    const ask = (client: Connection) => client.query(QUERY, {}, { 'x-api-key': KEY });
    expect(left(await ask(one))).toEqual({ address: 9, key: 2 });
    expect(left(await ask(two))).toEqual({ address: 8, key: 1 });
    await redis.kill();
    while (await isConnected(one)) await new Promise(setImmediate);
    expect(left(await ask(one))).toEqual({ address: 9, key: 2 });
  });
});
