import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Emitted with a request and its response when no earlier answer of their connection is under way. */
const TURN = 'turn';

/**
 * Gives requests of one connection to the listeners of `onTurn` one after the other. A client may send several requests at once (pipelining), and Node hands out all of them.
 * But an answer that waits behind another has no socket and is not told that its client left, so what it holds would never be let go of.
 */
export function takeTurns(server: Server): void {
  const last = new WeakMap<Socket, ServerResponse>();
  server.on('request', (request, response) => {
    const { socket } = request;
    const before = last.get(socket);
    last.set(socket, response);
    // An idle connection would keep its last request, and the picture that came with it.
    response.once('close', () => last.get(socket) === response && last.delete(socket));
    const begin = () => socket.destroyed || server.emit(TURN, request, response);
    if (before === undefined) begin();
    else before.once('close', begin);
  });
}

/** Listens to requests whose turn it is, before those who listen already. */
export function onTurn(server: Server, listener: RequestListener): void {
  server.prependListener(TURN, listener);
}
