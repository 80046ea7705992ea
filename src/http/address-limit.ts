import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from './handler.js';
import { type RateLimit, unlimited } from './rate-limit.js';
import { count } from './rate-limit-headers.js';

/** Puts a handler behind the limit; `refuse` answers in the handler's own form who must wait so many seconds. */
export type AddressLimit = (
  next: Handler,
  refuse: (response: ServerResponse, seconds: number) => void,
) => Handler;

/** Limits the requests of each address. It runs before keys are checked, so that keys cannot be guessed by trying. */
export function limitAddresses(
  limit: RateLimit,
  addressOf: (request: IncomingMessage) => string,
): AddressLimit {
  if (limit === unlimited) return (next) => next;
  return (next, refuse) => async (request, response) => {
    // A preflight is a browser's, and its request will be counted.
    const seconds = request.method === 'OPTIONS' ? 0 : await count(limit, response, addressOf(request));
    if (seconds > 0) return refuse(response, seconds);
    return next(request, response);
  };
}
