import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Identifies a caller: by the digest of its key, or by its address if there are no keys. Null if the key is missing or wrong. */
export type Access = (request: IncomingMessage) => string | null;

/**
 * Checks the keys of callers, sent as `Authorization: Bearer <key>` or `X-API-Key`. Without keys anybody may call.
 * Only digests of the keys are kept. All are compared, each in constant time, so that timing reveals no key.
 */
export function createAccess(
  keys: readonly string[],
  addressOf: (request: IncomingMessage) => string,
): Access {
  if (keys.length === 0) return addressOf;
  const digests = keys.map(digest);
  return ({ headers }) => {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const shown = digest(bearer ?? String(headers['x-api-key'] ?? ''));
    const known = digests.map((key) => timingSafeEqual(key, shown)).includes(true);
    return known ? shown.toString('hex') : null;
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
