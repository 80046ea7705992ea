import type { Redis } from 'ioredis';
import type { Health } from './health-routes.js';

/** Health that tells of Redis too, where there is one. */
export function withRedis(health: Health, redis: Redis | null): Health {
  if (redis === null) return health;
  return { ...health, helpers: { ...health.helpers, REDIS: () => redis.status === 'ready' } };
}
