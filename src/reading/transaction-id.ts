import { randomBytes } from 'node:crypto';

/** The gateway's own id of a reading: 16 hexadecimal digits, as the upstream's are. */
export function newTransactionId(): string {
  return randomBytes(8).toString('hex');
}
