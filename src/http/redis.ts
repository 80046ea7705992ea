import type { Redis } from 'ioredis';
import { watchUse } from '../redis/redis-use.js';
import type { Health } from './health-routes.js';

/** Health that tells of Redis too, where there is one. */
export function withRedis(health: Health, redis: Redis | null): Health {
  if (redis === null) return health;
  const use = watchUse(redis, 'ktp-limits');
  redis.once('end', () => use.close());
  return { ...health, helpers: { ...health.helpers, REDIS: () => use.trouble } };
}
