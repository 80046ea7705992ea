import type { ServerResponse } from 'node:http';

/** How long an answer may wait until its client reads more of it. */
const UNREAD_MS = 30_000;

/**
 * Closes the connection if the client reads nothing of the answer for `ms`: an unread answer occupies memory, and counts against its
 * caller's share. An answer that has not begun, or that is read slowly, goes on.
 */
export function dropUnread(response: ServerResponse, ms = UNREAD_MS): void {
  response.setTimeout(ms, () => {
    const { socket } = response;
    if (socket !== null && socket.writableLength > 0) socket.destroy();
  });
}
