import type { IncomingMessage } from 'node:http';

/** What a request says its body is, without parameters, in lower case; empty where it does not say. */
export function mediaType({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** Whether a request's body is one for `readMultipart`, which counts it as it comes; all others must say how long they are. */
export function isMultipart(request: IncomingMessage): boolean {
  return mediaType(request) === 'multipart/form-data';
}
