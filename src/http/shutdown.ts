import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.js';
import type { Log } from '../observability/log.js';
import { onTurn } from './in-turn.js';

export interface Stoppable {
  readonly server: HttpServer;
  readonly engines: readonly Engine[];
  /** How long to go on as before while `/ready` already says `stopping`, so that load balancers take notice. */
  readonly delaySeconds: number;
  /** How long running requests may take to end. */
  readonly graceSeconds: number;
  readonly log: Log;
  /** Lets go of everything else, when no request is left that needs it. */
  readonly free: () => Promise<unknown>;
}

/** So long a connection without a request is kept, for a request that was under way when the server stopped listening. */
const IDLE_MS = 1000;
const LOOK_AGAIN_MS = 50;
/** What engines and exporters may take at the end. */
const FREEING_MS = 5000;

/**
 * How to stop in order: listens no more, answers what runs and what comes on open connections within the grace time,
 * closes each connection behind its answer, then frees the engines. Never rejects and never hangs.
 */
export function createShutdown(parts: Stoppable): (signal: string) => Promise<void> {
  const { server, engines, delaySeconds, graceSeconds, log, free } = parts;
  let [open, closed] = [0, false];
  // Node's own `closeIdleConnections` passes over those that have not sent a whole request yet.
  const idle = new Set<Socket>();
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  onTurn(server, ({ socket }, response) => {
    open += 1;
    idle.delete(socket);
    response.once('close', () => {
      open -= 1;
      if (!socket.destroyed) idle.add(socket);
    });
  });
  return async (signal) => {
    log.stopping(signal, open);
    await sleep(delaySeconds * 1000);
    // When it comes, not when its turn is: what came before and waits behind others on its connection is answered too.
    server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
    // The HTTP server's own `close` would cut idle connections at once, and a request that is just arriving on one with it.
    Server.prototype.close.call(server, () => {
      closed = true;
    });
    const started = performance.now();
    while (!closed && performance.now() - started < graceSeconds * 1000) {
      if (performance.now() - started > IDLE_MS) for (const socket of idle) socket.destroy();
      await sleep(LOOK_AGAIN_MS);
    }
    const broken = open;
    server.closeAllConnections();
    const freed = Promise.allSettled([...engines.map((engine) => engine.close()), free()]);
    await Promise.race([freed, sleep(FREEING_MS)]);
    log.stopped(broken);
  };
}
