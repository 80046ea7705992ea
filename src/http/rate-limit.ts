import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Counts requests of somebody, one unless told. Resolves with the seconds until the next one may come, or 0 where these may go on.
 */
export type RateLimit = (who: string, requests?: number) => Promise<number>;

const PER_SECONDS = 60;

/** No limit. */
export const unlimited: RateLimit = async () => 0;

/**
 * A limit on the requests of each caller in a minute. Several gateways share one count through Redis; while Redis is away, each
 * counts for itself.
 * @param name keeps the counts of several limits apart
 * @param perMinute 0: any number
 * @param redis null: this process counts alone
 */
export function createRateLimit(name: string, perMinute: number, redis: Redis | null): RateLimit {
  if (perMinute === 0) return unlimited;
  const options = { keyPrefix: `ktp-rate-${name}`, points: perMinute, duration: PER_SECONDS };
  const memory = new RateLimiterMemory(options);
  const limiter =
    redis === null
      ? memory
      : new RateLimiterRedis({
          ...options,
          storeClient: redis,
          rejectIfRedisNotReady: true,
          insuranceLimiter: memory,
          // Who is over the limit need not be looked up again.
          inMemoryBlockOnConsumed: perMinute + 1,
        });
  return async (who, requests = 1) => {
    try {
      await limiter.consume(who, requests);
      return 0;
    } catch (limit) {
      if (!(limit instanceof RateLimiterRes)) throw limit;
      return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    }
  };
}
