import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export type Access = (request: IncomingMessage) => boolean;

/**
 * Who may call: anybody where there are no keys, else who sends one as `Authorization: Bearer <key>` or `X-API-Key`.
 * Only digests of the keys are kept, and all are compared, each in constant time, so that neither memory nor timing tells a key.
 */
export function createAccess(keys: readonly string[]): Access {
  if (keys.length === 0) return () => true;
  const digests = keys.map(digest);
  return ({ headers }) => {
    const bearer = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const shown = digest(bearer ?? String(headers['x-api-key'] ?? ''));
    return digests.map((known) => timingSafeEqual(known, shown)).includes(true);
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
