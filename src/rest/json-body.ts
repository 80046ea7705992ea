import type { IncomingMessage } from 'node:http';
import { clientError, RefusedError } from './envelope.js';

/** Bytes of a body of JSON; more are not read. */
export const MAX_JSON_BYTES = 16 * 1024;

/**
 * The JSON value in a request's body.
 * @throws RefusedError
 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new RefusedError(clientError(415));
  }
  const body = await collect(request);
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new RefusedError(clientError(400));
  }
}

/** By events: leaving an iteration early would destroy the connection, and the answer with it. */
function collect(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= MAX_JSON_BYTES) return;
      request.off('data', take).pause();
      reject(new RefusedError(clientError(413)));
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    const breakOff = () => reject(new RefusedError(clientError(400)));
    request.on('error', breakOff);
    request.once('close', breakOff);
  });
}
