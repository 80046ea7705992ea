import type { ServerResponse } from 'node:http';
import type { Redis } from 'ioredis';
import type { Config } from '../config.js';
import { createClientAddress } from './client-address.js';
import type { Handler } from './handler.js';
import { createRateLimit } from './rate-limit.js';

/** Puts a handler behind the limit; `refuse` answers in the handler's own form who must wait so many seconds. */
export type AddressLimit = (
  next: Handler,
  refuse: (response: ServerResponse, seconds: number) => void,
) => Handler;

/** One count of the requests of each address, before anything is known of the caller, so that keys cannot be tried out either. */
export function limitAddresses(
  { rateLimit, trustedProxies }: Pick<Config, 'rateLimit' | 'trustedProxies'>,
  redis: Redis | null,
): AddressLimit {
  if (rateLimit.perAddress === 0) return (next) => next;
  const limit = createRateLimit('address', rateLimit.perAddress, redis);
  const addressOf = createClientAddress(trustedProxies);
  return (next, refuse) => async (request, response) => {
    // A preflight is a browser's, and its request will be counted.
    const seconds = request.method === 'OPTIONS' ? 0 : await limit(addressOf(request));
    if (seconds > 0) return refuse(response, seconds);
    return next(request, response);
  };
}
