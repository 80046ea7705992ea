import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Config, ConfigError, readConfig } from './config.js';
import { createAdvanceEngine } from './engine/advance-ai/engine.js';
import { createEmbeddedEngine } from './engine/embedded/engine.js';
import { withFallback } from './engine/fallback.js';
import { loadSandbox, withSandbox } from './engine/sandbox/engine.js';
import type { Phase } from './http/health-routes.js';
import { createGateway } from './http/server.js';
import { createShutdown } from './http/shutdown.js';
import { createLog, type Log } from './observability/log.js';
import { metrics } from './observability/metrics.js';
import { timed } from './observability/timed.js';
import { flushTraces } from './observability/trace.js';
import { todayInJakarta } from './reading/clock.js';
import type { ReadingRoom } from './reading/read-card.js';
import { loadRegions } from './regions/store.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** What to do about what a start can fail of. */
const HINTS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; choose another PORT.',
  EACCES: 'this user may not listen there; choose a PORT from 1024 on.',
  EADDRNOTAVAIL: 'this machine has no such address; choose another HOST.',
  ENOTFOUND: 'this name has no address; choose another HOST.',
};

try {
  await start(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const started = performance.now();
  const { engines, auto } = config.sandbox
    ? inSandbox(createEngines(config, log))
    : createEngines(config, log);
  let phase: Phase = 'starting';
  const server = createGateway({
    config,
    room: {
      engines,
      auto,
      regions: loadRegions(),
      today: todayInJakarta,
      onFault: (error, transactionId) => log.fault(error, transactionId),
      onReading: (ended) => {
        metrics.reading(ended.engine, ended.outcome);
        log.reading(ended);
      },
    },
    service: { version, maxBatchImages: config.maxBatchImages },
    log,
    health: { phase: () => phase },
  });
  metrics.watch(() => engines.map((engine) => ({ engine: engine.name, ...engine.state() })));
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
    if (phase === 'stopping') process.exit(1);
    phase = 'stopping';
    await shutdown(signal);
    process.exit(exitCode);
  };
  process.on('SIGTERM', (signal) => stop(signal, 0));
  process.on('SIGINT', (signal) => stop(signal, 0));
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

/** The engines the configuration names, and which of them reads where the caller does not choose. */
function createEngines(config: Config, log: Log): Required<Pick<ReadingRoom, 'engines' | 'auto'>> {
  const { engine, fallbackEngine, advance } = config;
  const createEmbedded = () =>
    createEmbeddedEngine({
      threads: config.ocrThreads,
      maxQueue: config.ocrMaxQueue,
      queueTimeoutMs: config.ocrQueueTimeoutMs,
      timeoutMs: config.ocrTimeoutMs,
      quality: config.quality,
      timed: (stage, step) => timed(stage, step, 'EMBEDDED'),
      onWorkerLost: (cause) => {
        metrics.workerLost(cause);
        log.workerLost(cause);
      },
    });
  if (advance === null) {
    const embedded = createEmbedded();
    return { engines: [embedded], auto: embedded };
  }
  const upstream = createAdvanceEngine({
    ...advance,
    today: todayInJakarta,
    onCharge: metrics.upstreamCall,
    timed: (stage, step) => timed(stage, step, 'ADVANCE_AI'),
  });
  if (engine === 'advance-ai' && fallbackEngine === undefined) return { engines: [upstream], auto: upstream };
  const embedded = createEmbedded();
  if (engine === 'embedded') return { engines: [embedded, upstream], auto: embedded };
  const auto = withFallback(upstream, embedded, ({ code }) => {
    metrics.fallback(code);
    log.fallback(code);
  });
  return { engines: [upstream, embedded], auto };
}

function inSandbox({ engines, auto }: ReturnType<typeof createEngines>): ReturnType<typeof createEngines> {
  const sandbox = loadSandbox();
  const [first, ...others] = engines;
  return {
    engines: [withSandbox(first, sandbox), ...others.map((engine) => withSandbox(engine, sandbox))],
    auto: withSandbox(auto, sandbox),
  };
}

/** One clear message; everything that is known to go wrong says what to do. */
function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return `The gateway did not start: ${String(error)}`;
  const { code = '', message } = error as NodeJS.ErrnoException;
  const hint = Object.hasOwn(HINTS, code) ? `: ${HINTS[code]}` : '';
  return `The gateway did not start: ${message}${hint}`;
}
