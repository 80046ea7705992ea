import { Redis } from 'ioredis';

/** For requests: commands fail at once while Redis is away, and within a second where it hangs, so that nothing waits for it. */
const IMPATIENT = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 1_000,
};

/** For work that goes on when Redis is back: commands wait for it. */
export const PATIENT = { maxRetriesPerRequest: null };

/** What goes wrong with a connection to Redis: its name says so in the log, where its message does not stand. */
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
 * @param onFault told once each time the connection is lost, not of every attempt to get it back
 */
export function connectRedis(
  url: string,
  onFault: (error: unknown) => void,
  options: typeof IMPATIENT | typeof PATIENT = IMPATIENT,
): Redis {
  const redis = new Redis(url, {
    connectTimeout: 5_000,
    // A primary that became a replica: the name may lead to the new primary by now.
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
 * Resolves when a connection that is being made for the first time is there, or it is clear that there is none now.
 * @throws Error where Redis refuses the credentials
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
