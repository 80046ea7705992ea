import { Redis } from 'ioredis';
import type { Health } from './health-routes.js';

/**
 * A connection that comes back by itself. Commands fail at once while it is away, and within a second where Redis hangs,
 * so that nothing waits for it.
 * @param onFault told once each time the connection is lost, not of every attempt to get it back
 */
export function connectRedis(url: string, onFault: (error: unknown) => void): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let lost = false;
  redis.on('error', (error) => {
    if (!lost) onFault(error);
    lost = true;
  });
  redis.on('ready', () => {
    lost = false;
  });
  return redis;
}

/** Health that tells of Redis too, where there is one. */
export function withRedis(health: Health, redis: Redis | null): Health {
  if (redis === null) return health;
  return { ...health, helpers: { ...health.helpers, REDIS: () => redis.status === 'ready' } };
}
