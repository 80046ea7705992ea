import type { Server } from 'node:http';
import type { Engine } from '../engine/engine.js';
import type { Log } from '../observability/log.js';

export interface Stoppable {
  /** The process, handed in by its entry file. */
  readonly process: NodeJS.Process;
  readonly server: Server;
  readonly engines: readonly Engine[];
  /** How long running requests may take to end. */
  readonly graceSeconds: number;
  readonly log: Log;
}

/** On SIGTERM or SIGINT: accepts nothing more, lets what runs end within the grace time, exits 0. A second signal exits 1 at once. */
export function stopOnSignals({ process, server, engines, graceSeconds, log }: Stoppable): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.stopping(signal);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const grace = setTimeout(() => server.closeAllConnections(), graceSeconds * 1000);
    await closed;
    clearTimeout(grace);
    await Promise.all(engines.map((engine) => engine.close()));
    log.stopped();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
