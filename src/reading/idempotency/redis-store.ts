import type { Redis } from 'ioredis';
import { attempted, connectRedis } from '../../redis/redis.js';
import { type Claim, type IdempotencyStore, LEASE_MS } from './store.js';

/** What is pinned, or, where nothing was, is from now on. */
const PIN = `
redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])
return redis.call('GET', KEYS[1])`;

const UNPIN = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 0`;

const CLAIM = `
local kept = redis.call('GET', KEYS[1])
if kept then return {'kept', kept} end
if not redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) then return {'busy'} end
if redis.call('EXISTS', KEYS[3]) == 1 then return {'broken'} end
if ARGV[4] == '1' then redis.call('SET', KEYS[3], '', 'PX', ARGV[3]) end
return {'mine'}`;

/** Only the holder of a claim may prolong or end it. */
const RENEW = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1], KEYS[2]) end return 0`;

/** One for all gateways of a Redis. Its methods reject while Redis is away. */
export class RedisStore implements IdempotencyStore {
  readonly #redis: Redis;
  readonly #lifeMs: number;

  constructor(redisUrl: string, lifeMs: number) {
    // That it is lost is told by the gateway's own connection.
    this.#redis = connectRedis(redisUrl, () => {});
    this.#lifeMs = lifeMs;
  }

  async pin(name: string, value: string): Promise<string> {
    await attempted(this.#redis);
    return (await this.#redis.eval(PIN, 1, keyOf(name), value, this.#lifeMs)) as string;
  }

  async unpin(name: string, value: string): Promise<void> {
    await this.#redis.eval(UNPIN, 1, keyOf(name), value);
  }

  async claim(name: string, holder: string, mayBeCharged: boolean): Promise<Claim> {
    const keys = [keyOf(name), claimOf(name), markOf(name)];
    const found = (await this.#redis.callBuffer(
      'EVAL',
      CLAIM,
      keys.length,
      ...keys,
      holder,
      LEASE_MS,
      this.#lifeMs,
      mayBeCharged ? '1' : '0',
    )) as [Buffer, Buffer?];
    const kind = found[0].toString() as Claim['kind'];
    return kind === 'kept' ? { kind, sealed: found[1] as Buffer } : { kind };
  }

  async renew(name: string, holder: string): Promise<void> {
    await this.#redis.eval(RENEW, 1, claimOf(name), holder, LEASE_MS);
  }

  async keep(name: string, sealed: Buffer): Promise<void> {
    await this.#redis.set(keyOf(name), sealed, 'PX', this.#lifeMs);
    await this.#redis.del(claimOf(name), markOf(name));
  }

  async release(name: string, holder: string): Promise<void> {
    await this.#redis.eval(RELEASE, 2, claimOf(name), markOf(name), holder);
  }

  close(): void {
    this.#redis.disconnect();
  }
}

function keyOf(name: string): string {
  return `ktp-idempotency:${name}`;
}

function claimOf(name: string): string {
  return `${keyOf(name)}:claim`;
}

function markOf(name: string): string {
  return `${keyOf(name)}:mark`;
}
