import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What the server knows of who calls: a key's digest, or an address where there are no keys. Null for nobody it lets in. */
export type Access = (request: IncomingMessage) => string | null;

/**
 * Who may call: anybody where there are no keys, else who sends one as `Authorization: Bearer <key>` or `X-API-Key`.
 * Only digests of the keys are kept, and all are compared, each in constant time, so that neither memory nor timing tells a key.
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
