import type { ServerResponse } from 'node:http';
import type { Quota, RateLimit } from './rate-limit.js';

/** Those that tell a caller of its limits (draft-ietf-httpapi-ratelimit-headers-10). */
export const RATE_LIMIT_HEADERS = ['ratelimit', 'ratelimit-policy'] as const;

const told = new WeakMap<ServerResponse, Map<string, Quota>>();

/**
 * Counts requests of somebody, and tells in the headers of the answer, whatever it will be, what is left of this limit and of
 * those counted before.
 * @returns seconds until the next request may come; 0 where these may go on
 */
export async function count(
  limit: RateLimit,
  response: ServerResponse,
  who: string,
  requests = 1,
): Promise<number> {
  const { waitSeconds, quota } = await limit(who, requests);
  if (quota !== null) tell(response, quota);
  return waitSeconds;
}

function tell(response: ServerResponse, quota: Quota): void {
  const quotas = told.get(response) ?? new Map<string, Quota>();
  told.set(response, quotas.set(quota.name, quota));
  if (response.headersSent) return;
  const list = (item: (quota: Quota) => string) => [...quotas.values()].map(item).join(', ');
  response.setHeader(
    'ratelimit-policy',
    list(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`),
  );
  response.setHeader(
    'ratelimit',
    list(({ name, remaining, resetSeconds }) => `"${name}";r=${remaining};t=${resetSeconds}`),
  );
}
