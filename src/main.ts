import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { misspelt } from './config/misspelt.js';
import { type Config, readConfig } from './config.js';
import { createAdvanceEngine } from './engine/advance-ai/engine.js';
import { createEmbeddedEngine } from './engine/embedded/engine.js';
import type { Engine } from './engine/engine.js';
import type { OcrKtpError } from './engine/errors.js';
import { withFallback } from './engine/fallback.js';
import { createQueueEngine, isQueueUnable } from './engine/queue/engine.js';
import { loadSandbox, withSandbox } from './engine/sandbox/engine.js';
import type { Phase } from './http/health-routes.js';
import { createGateway } from './http/server.js';
import { createShutdown } from './http/shutdown.js';
import { explain } from './http/start-fault.js';
import { createLog, type Log } from './observability/log.js';
import { metrics } from './observability/metrics.js';
import { timed } from './observability/timed.js';
import { flushTraces } from './observability/trace.js';
import { todayInJakarta } from './reading/clock.js';
import type { ReadingRoom } from './reading/read-card.js';
import { loadRegions } from './regions/store.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

for (const sentence of misspelt(process.env)) process.stderr.write(`${sentence}\n`);

try {
  await start(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${explain('gateway', error)}\n`);
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
  const onFallback = ({ code }: OcrKtpError) => {
    metrics.fallback(code);
    log.fallback(code);
  };
  /** This machine, or others through the queue. */
  const createOwn = (): Engine => {
    if (config.queue === null) return createEmbedded();
    const queue = createQueueEngine({
      ...config.queue,
      maxQueue: config.ocrMaxQueue,
      queueTimeoutMs: config.ocrQueueTimeoutMs,
      timeoutMs: config.ocrTimeoutMs,
      quality: config.quality,
      timed: (stage, step) => timed(stage, step, 'EMBEDDED'),
    });
    return fallbackEngine === undefined
      ? queue
      : withFallback(queue, createEmbedded(), onFallback, isQueueUnable);
  };
  if (advance === null) {
    const own = createOwn();
    return { engines: [own], auto: own };
  }
  const upstream = createAdvanceEngine({
    ...advance,
    redisUrl: config.redisUrl,
    today: todayInJakarta,
    onCharge: metrics.upstreamCall,
    timed: (stage, step) => timed(stage, step, 'ADVANCE_AI'),
  });
  if (engine === 'advance-ai' && fallbackEngine === undefined) return { engines: [upstream], auto: upstream };
  const own = createOwn();
  if (engine !== 'advance-ai') return { engines: [own, upstream], auto: own };
  return { engines: [upstream, own], auto: withFallback(upstream, own, onFallback) };
}

function inSandbox({ engines, auto }: ReturnType<typeof createEngines>): ReturnType<typeof createEngines> {
  const sandbox = loadSandbox();
  const [first, ...others] = engines;
  return {
    engines: [withSandbox(first, sandbox), ...others.map((engine) => withSandbox(engine, sandbox))],
    auto: withSandbox(auto, sandbox),
  };
}
