import cors from 'cors';
import type { Handler } from './handler.js';
import { RATE_LIMIT_HEADERS } from './rate-limit-headers.js';
import { PREFLIGHT_HEADERS } from './request-headers.js';

/** For so long browsers keep the answer to a preflight request. */
const HOUR_SECONDS = 3600;

/**
 * Lets pages of the given origins, and of no others, call and read every answer, refusals too. No credentials: a caller shows
 * a key, never a cookie.
 */
export function allowOrigins(origins: readonly string[], next: Handler): Handler {
  if (origins.length === 0) return next;
  const allow = cors({
    origin: [...origins],
    methods: ['POST'],
    allowedHeaders: [
      'content-type',
      'authorization',
      'x-api-key',
      'x-request-id',
      'idempotency-key',
      ...PREFLIGHT_HEADERS,
    ],
    exposedHeaders: ['retry-after', 'x-request-id', ...RATE_LIMIT_HEADERS],
    maxAge: HOUR_SECONDS,
  });
  return (request, response) => allow(request, response, () => next(request, response));
}
