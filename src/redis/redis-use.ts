import type { Redis } from 'ioredis';

/** Why Redis cannot be used. It may be connected all the same. */
export type RedisTrouble = 'REDIS_AWAY' | 'REDIS_READ_ONLY' | 'REDIS_OUT_OF_MEMORY' | 'REDIS_REFUSES';

/** Whether Redis can be used, as last seen. */
export interface RedisUse {
  /** Null if it takes what is written. */
  readonly trouble: RedisTrouble | null;
  /** Ends the watch. The connection stays open. */
  close(): void;
}

/** Between looks. */
const LOOK_MS = 500;

/** The trouble that an error of a command tells of; null if the error may be the command's own fault. */
export function troubleOf(error: unknown): RedisTrouble | null {
  const message = error instanceof Error ? error.message : '';
  // A script's error is wrapped in older versions: `ERR Error running script ... -READONLY ...`.
  if (/\b(?:READONLY|MASTERDOWN)\b/.test(message)) return 'REDIS_READ_ONLY';
  if (/\bOOM\b/.test(message)) return 'REDIS_OUT_OF_MEMORY';
  if (/\b(?:MISCONF|NOREPLICAS|LOADING|NOPERM)\b/.test(message)) return 'REDIS_REFUSES';
  return null;
}

/**
 * Watches whether Redis takes what is written to it. A Redis that became a replica, or is full, still looks connected.
 * The watch writes nothing: it changes a key that does not exist, which Redis refuses if it refuses writing at all.
 * @param prefix of that key
 * @param onEviction called once with its `maxmemory-policy`, if that is not `noeviction`
 */
export function watchUse(redis: Redis, prefix: string, onEviction?: (policy: string) => void): RedisUse {
  const key = `${prefix}:use`;
  let [last, looking]: [RedisTrouble | null, boolean] = [null, false];
  const look = async () => {
    // While Redis is away, a patient connection would keep the command until it is back.
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
      // All keys of the queue expire, so the `volatile-` policies evict them as the `allkeys-` policies do.
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

/** Its `maxmemory-policy`; null if Redis does not say. */
async function evictionPolicyOf(redis: Redis): Promise<string | null> {
  try {
    return /^maxmemory_policy:([a-z-]+)\r?$/m.exec(await redis.info('memory'))?.[1] ?? null;
  } catch {
    return null;
  }
}
