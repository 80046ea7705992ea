import { createHash } from 'node:crypto';

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** What a token is asked for with: hexadecimal SHA-256 of access key, secret key and timestamp (13 digits), joined. */
export function signature({ accessKey, secretKey }: Credentials, timestamp: number | string): string {
  return createHash('sha256').update(`${accessKey}${secretKey}${timestamp}`).digest('hex');
}
