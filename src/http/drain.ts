import type { IncomingMessage } from 'node:http';

/** Bytes that are still read of a request that was answered early, so that its sender can read the answer. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_MILLISECONDS = 5_000;

/**
 * Throws away what is left of an answered request. Unread, it would block the next request of its connection; cut off
 * at once, it would take the answer with it; read to its end, it might never end.
 */
export function drain(request: IncomingMessage): void {
  if (request.readableEnded || request.destroyed) return;
  const { socket } = request;
  const timer = setTimeout(() => socket.destroy(), MAX_MILLISECONDS);
  request.once('close', () => clearTimeout(timer));
  let left = MAX_BYTES;
  request.unpipe();
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) socket.destroy();
  });
  request.resume();
}
