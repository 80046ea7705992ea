import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ServiceBusyError } from '../../../src/engine/errors.js';
import { probe } from '../../../src/engine/image/probe.js';
import { createQueueEngine } from '../../../src/engine/queue/engine.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { connectRedis } from '../../../src/redis/redis.js';
import { watchUse } from '../../../src/redis/redis-use.js';
import { card } from '../../support/cards.js';
import { until } from '../../support/process.js';
import { HAS_REDIS, RedisServer } from '../../support/redis.js';
import { KEY, NEVER } from './support.js';

describe.skipIf(!HAS_REDIS)('a Redis that is connected and takes nothing', () => {
  let redis: RedisServer;
  let admin: Redis;
  beforeAll(async () => {
    redis = await RedisServer.start();
    admin = new Redis(redis.url);
  });
  afterEach(async () => {
    await admin.call('REPLICAOF', 'NO', 'ONE');
    await admin.config('SET', 'maxmemory', '0');
    await admin.config('SET', 'min-replicas-to-write', '0');
  });
  afterAll(async () => {
    admin.disconnect();
    await redis.kill();
  });

  it.each([
    ['REDIS_READ_ONLY', () => admin.call('REPLICAOF', '127.0.0.1', '1')],
    ['REDIS_OUT_OF_MEMORY', () => admin.config('SET', 'maxmemory', '1')],
    ['REDIS_REFUSES', () => admin.config('SET', 'min-replicas-to-write', '1')],
  ] as const)('is %s: uploads are told to come again, until it takes them', async (reason, harm) => {
    const engine = createQueueEngine({
      redisUrl: redis.url,
      name: 'ktp-test',
      key: KEY,
      stalledMs: 2000,
      maxQueue: 8,
      queueTimeoutMs: 2000,
      timeoutMs: 2000,
    });
    try {
      await engine.ready();
      await until(() => engine.state().reason === 'NO_WORKERS');
      await harm();
      await until(() => engine.state().reason === reason);
      expect(engine.state().able).toBe(false);
      const image = await probe({ bytes: card('clean-woman').picture, cut: false });
      await expect(engine.read(image, ALL_FIELDS, NEVER)).rejects.toBeInstanceOf(ServiceBusyError);
      await admin.call('REPLICAOF', 'NO', 'ONE');
      await admin.config('SET', 'maxmemory', '0');
      await admin.config('SET', 'min-replicas-to-write', '0');
      await until(() => engine.state().reason === 'NO_WORKERS');
    } finally {
      await engine.close();
    }
  });

  it('is told by any connection, and nothing is written to find out', async () => {
    const connection = connectRedis(redis.url, () => {});
    const use = watchUse(connection, 'ktp-limits');
    expect(use.trouble).toBe('REDIS_AWAY');
    await until(() => use.trouble === null);
    await admin.call('REPLICAOF', '127.0.0.1', '1');
    await until(() => use.trouble === 'REDIS_READ_ONLY');
    use.close();
    connection.disconnect();
    expect(await redis.dump()).toEqual([]);
  });

  it.each([
    ['allkeys-lru', ['allkeys-lru']],
    ['volatile-ttl', ['volatile-ttl']],
    ['noeviction', []],
  ])('is asked for its policy: %s', async (policy, told) => {
    await admin.config('SET', 'maxmemory-policy', policy);
    const heard: string[] = [];
    const connection = connectRedis(redis.url, () => {});
    const use = watchUse(connection, 'ktp-limits', (policy) => heard.push(policy));
    await until(() => use.trouble === null);
    await connection.ping();
    await until(() => heard.length === told.length);
    expect(heard).toEqual(told);
    use.close();
    connection.disconnect();
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
  });
});
