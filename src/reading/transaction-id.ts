import { randomUUID } from 'node:crypto';

/** The gateway's own id of a reading: 16 hexadecimal digits, as the upstream's are. */
export function newTransactionId(): string {
  // Node draws the random bytes of many UUIDs at once; those at either end of one are all random.
  const uuid = randomUUID();
  return uuid.slice(0, 8) + uuid.slice(-8);
}
