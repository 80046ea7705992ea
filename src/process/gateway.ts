import type { AddressInfo } from 'node:net';
import { type Config, readConfig } from '../config/gateway.js';
import { createEmbedded } from '../embedded.js';
import type { Phase } from '../http/health-routes.js';
import { createShutdown } from '../http/shutdown.js';
import { createLog } from '../observability/log.js';
import { flushTraces } from '../observability/trace.js';
import { endAtOnce, endInOrder, exit, run } from './run.js';
import { whenAble } from './when-able.js';

await run('gateway', () => start(readConfig(process.env)));

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const started = performance.now();
  let phase: Phase = 'starting';
  endAtOnce();
  // Its threads load while the modules of the server do, which take as long.
  const embedded = createEmbedded(config, log);
  const { assemble } = await import('../assemble.js');
  const { server, engines, auto } = assemble(config, log, () => phase, embedded);
  const shutdown = createShutdown({
    server,
    engines,
    delaySeconds: config.shutdownDelaySeconds,
    graceSeconds: config.shutdownGraceSeconds,
    log,
    free: flushTraces,
  });
  const stop = async (signal: string, exitCode: number) => {
    // A second signal ends the process at once.
    if (phase === 'stopping') {
      server.closeAllConnections();
      return exit(1);
    }
    phase = 'stopping';
    await shutdown(signal);
    await exit(exitCode);
  };
  endInOrder(stop, () => phase === 'stopping', log);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  log.started({
    url: `http://${host}:${port}`,
    engines: engines.map(({ name }) => name),
    anonymous: config.apiKeys.length === 0,
  });
  if (config.sandbox) log.sandbox();
  try {
    await Promise.all(engines.map((engine) => engine.ready()));
  } catch (error) {
    if (phase === 'starting') throw error;
  }
  // It may have been told to stop before it ever could read.
  if (phase !== 'starting') return;
  phase = 'ready';
  await whenAble(
    () => (auto.state().able ? null : (auto.state().reason ?? 'ENGINE')),
    log.waiting,
    () => phase === 'stopping',
  );
  if (phase !== 'ready') return;
  log.ready(Math.round(performance.now() - started));
}
