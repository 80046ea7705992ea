import type { AddressInfo } from 'node:net';
import { assemble } from '../assemble.js';
import { misspelt } from '../config/misspelt.js';
import { type Config, readConfig } from '../config.js';
import { beforeExit } from '../engine/ending.js';
import type { Phase } from '../http/health-routes.js';
import { createShutdown } from '../http/shutdown.js';
import { explain } from '../http/start-fault.js';
import { createLog } from '../observability/log.js';
import { flushTraces } from '../observability/trace.js';

for (const sentence of misspelt(process.env)) process.stderr.write(`${sentence}\n`);

try {
  await start(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${explain('gateway', error)}\n`);
  await exit(1);
}

async function exit(code: number): Promise<never> {
  await beforeExit();
  process.exit(code);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const started = performance.now();
  let phase: Phase = 'starting';
  const { server, engines } = assemble(config, log, () => phase);
  const shutdown = createShutdown({
    server,
    engines,
    delaySeconds: config.shutdownDelaySeconds,
    graceSeconds: config.shutdownGraceSeconds,
    log,
    free: flushTraces,
  });
  const stop = async (signal: string, exitCode: number) => {
    // Whoever asks twice does not want to wait.
    if (phase === 'stopping') return exit(1);
    phase = 'stopping';
    await shutdown(signal);
    await exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.removeAllListeners(signal).on(signal, () => stop(signal, 0));
  }
  process.on('unhandledRejection', (fault) => log.fault(fault));
  // Node would print the message, which may repeat a card. What state the process is in is not known: it ends, but in order.
  process.on('uncaughtException', (fault) => {
    log.fault(fault);
    if (phase !== 'stopping') void stop('uncaughtException', 1);
  });
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
  log.ready(Math.round(performance.now() - started));
}
