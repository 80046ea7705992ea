import type { ServerResponse } from 'node:http';

/** How long an answer may wait for its reader to take any of it. */
const UNREAD_MS = 30_000;

/**
 * Closes the connection of an answer of which nothing is taken for so long: it holds memory, and its caller's share of it.
 * An answer that is not yet begun, or that is taken slowly, goes on.
 */
export function dropUnread(response: ServerResponse, ms = UNREAD_MS): void {
  response.setTimeout(ms, () => {
    const { socket } = response;
    if (socket !== null && socket.writableLength > 0) socket.destroy();
  });
}
