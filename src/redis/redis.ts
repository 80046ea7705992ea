import { createRequire } from 'node:module';
import type { Redis } from 'ioredis';

/** For requests: no request waits for Redis. Commands fail at once while it is away, and after a second if it hangs. */
const IMPATIENT = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_000,
};

/** For work that can wait: commands are sent when Redis is back. */
export const PATIENT = { maxRetriesPerRequest: null };

/** An error of a connection to Redis. The log has its name, which says so, but not its message. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
  readonly code: string | undefined;

  constructor(error: Error) {
    super(error.message);
    this.code = (error as NodeJS.ErrnoException).code;
    if (error.stack !== undefined) this.stack = error.stack;
  }
}

/**
 * A connection that comes back by itself.
 * @param onFault called once each time the connection is lost, not for every attempt to get it back
 */
export function connectRedis(
  url: string,
  onFault: (error: unknown) => void,
  options: typeof IMPATIENT | typeof PATIENT = IMPATIENT,
): Redis {
  // Loaded by who has a Redis: every other start would wait for it.
  const ioredis: typeof import('ioredis') = createRequire(import.meta.url)('ioredis');
  const redis = new ioredis.Redis(url, {
    connectTimeout: 5_000,
    // The primary became a replica. By now its name may lead to the new primary.
    reconnectOnError: (error) => /\bREADONLY\b/.test(error.message),
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    ...options,
  });
  let lost = false;
  redis.on('error', (error) => {
    if (!lost) onFault(new RedisError(error));
    lost = true;
  });
  redis.on('ready', () => {
    lost = false;
  });
  return redis;
}

/**
 * Resolves when the first attempt to connect has ended, whether Redis is there or not.
 * @throws Error if Redis refuses the credentials
 */
export async function attempted(redis: Redis): Promise<void> {
  if (redis.status !== 'connecting' && redis.status !== 'connect') return;
  await new Promise<void>((resolve, reject) => {
    redis.once('ready', resolve);
    redis.once('error', (error: Error) => {
      if (/^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH)/.test(error.message)) reject(error);
      else resolve();
    });
  });
}
