import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

/** What a limit leaves to a caller. */
export interface Quota {
  /** Tells one limit from another. */
  readonly name: string;
  /** Requests in `windowSeconds`. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until there are `limit` again. */
  readonly resetSeconds: number;
}

export interface Counted {
  /** Seconds until the next request may come; 0 where these may go on. */
  readonly waitSeconds: number;
  /** Null: there is no limit. */
  readonly quota: Quota | null;
}

/** Counts requests of a caller; one if `requests` is left out. */
export type RateLimit = (who: string, requests?: number) => Promise<Counted>;

const PER_SECONDS = 60;

/** No limit. */
export const unlimited: RateLimit = async () => ({ waitSeconds: 0, quota: null });

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
  const quota = (state: RateLimiterRes): Quota => ({
    name,
    limit: perMinute,
    windowSeconds: PER_SECONDS,
    remaining: Math.max(0, state.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
  return async (who, requests = 1) => {
    try {
      return { waitSeconds: 0, quota: quota(await limiter.consume(who, requests)) };
    } catch (state) {
      if (!(state instanceof RateLimiterRes)) throw state;
      const refused = quota(state);
      return { waitSeconds: refused.resetSeconds, quota: refused };
    }
  };
}
