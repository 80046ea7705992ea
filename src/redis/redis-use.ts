import type { Redis } from 'ioredis';

/** Why Redis is of no use, though it may be connected. */
export type RedisTrouble = 'REDIS_AWAY' | 'REDIS_READ_ONLY' | 'REDIS_OUT_OF_MEMORY' | 'REDIS_REFUSES';

export interface RedisUse {
  /** Null: it takes what is written. */
  readonly trouble: RedisTrouble | null;
  /** Ends the looking; the connection stays. */
  close(): void;
}

const LOOK_MS = 500;

/** What an error of a command says of Redis; null where the error may be the command's own. */
export function troubleOf(error: unknown): RedisTrouble | null {
  const message = error instanceof Error ? error.message : '';
  // A script's error is wrapped in older versions: `ERR Error running script ... -READONLY ...`.
  if (/\b(?:READONLY|MASTERDOWN)\b/.test(message)) return 'REDIS_READ_ONLY';
  if (/\bOOM\b/.test(message)) return 'REDIS_OUT_OF_MEMORY';
  if (/\b(?:MISCONF|NOREPLICAS|LOADING|NOPERM)\b/.test(message)) return 'REDIS_REFUSES';
  return null;
}

/**
 * Whether Redis takes what is written to it: one that became a replica, or is full, still looks connected.
 * Nothing is left in it: a key that is not there is to be changed, which Redis refuses where it would refuse any writing.
 * @param prefix of that key
 * @param onEviction told its `maxmemory-policy` once, where that is not `noeviction`
 */
export function watchUse(redis: Redis, prefix: string, onEviction?: (policy: string) => void): RedisUse {
  const key = `${prefix}:use`;
  let [last, looking]: [RedisTrouble | null, boolean] = [null, false];
  const look = async () => {
    // A patient connection would keep the command until Redis is back.
    if (looking || redis.status !== 'ready') return;
    looking = true;
    try {
      await redis.set(key, '1', 'XX');
      last = null;
    } catch (error) {
      last = troubleOf(error) ?? last;
    } finally {
      looking = false;
    }
  };
  redis.on('ready', look);
  if (onEviction) {
    redis.once('ready', async () => {
      const policy = await evictionPolicyOf(redis);
      // All that the queue has there has an end, so that the `volatile-` policies evict it as the `allkeys-` ones do.
      if (policy !== null && policy !== 'noeviction') onEviction(policy);
    });
  }
  const timer = setInterval(look, LOOK_MS).unref();
  return {
    get trouble() {
      return last ?? (redis.status === 'ready' ? null : 'REDIS_AWAY');
    },
    close() {
      clearInterval(timer);
      redis.off('ready', look);
    },
  };
}

/** Its `maxmemory-policy`; null where Redis does not say. */
async function evictionPolicyOf(redis: Redis): Promise<string | null> {
  try {
    return /^maxmemory_policy:([a-z-]+)\r?$/m.exec(await redis.info('memory'))?.[1] ?? null;
  } catch {
    return null;
  }
}
