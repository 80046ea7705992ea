import type { RequestListener, Server } from 'node:http';

/** Emitted with a request and its response when no earlier answer of their connection is under way. */
const TURN = 'turn';

/**
 * Gives requests of one connection to the listeners of `onTurn` one after the other. A client may send several requests at once
 * (pipelining), and Node hands out all of them. But an answer that waits behind another has no socket and is not told that its client
 * left, so what it holds would never be let go of.
 */
export function takeTurns(server: Server): void {
  server.on('request', (request, response) => {
    const begin = () => request.socket.destroyed || server.emit(TURN, request, response);
    if (response.socket !== null) begin();
    // Node is not done with giving it the socket when it says so.
    else response.once('socket', () => process.nextTick(begin));
  });
}

/** Listens to requests whose turn it is, before those who listen already. */
export function onTurn(server: Server, listener: RequestListener): void {
  server.prependListener(TURN, listener);
}
