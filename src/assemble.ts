import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Config } from './config/gateway.js';
import { createEmbedded, lost } from './embedded.js';
import { createAdvanceEngine } from './engine/advance-ai/engine.js';
import { createCutter } from './engine/cutting/cutter.js';
import type { Engine } from './engine/engine.js';
import type { OcrKtpError } from './engine/errors.js';
import { withFallback } from './engine/fallback.js';
import { createFitter } from './engine/fitting/fitter.js';
import { createQueueEngine, isQueueUnable } from './engine/queue/engine.js';
import { loadSandbox, withSandbox } from './engine/sandbox/engine.js';
import type { QueuedThreadsOptions } from './engine/threads/queued-threads.js';
import type { Phase } from './http/health-routes.js';
import { createGateway } from './http/server.js';
import type { Log } from './observability/log.js';
import { metrics } from './observability/metrics.js';
import { timed } from './observability/timed.js';
import { todayInJakarta } from './reading/clock.js';
import { IdempotentReadings } from './reading/idempotency/readings.js';
import type { ReadingServices } from './reading/read-card.js';
import { loadRegions } from './regions/store.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** A gateway put together, not yet listening. */
export interface Assembled {
  readonly server: Server;
  readonly engines: readonly [Engine, ...Engine[]];
  /** The engine that reads where the caller does not choose. */
  readonly auto: Engine;
}

/**
 * The engines that the configuration names, behind one server.
 * @param phase of the process it is in, for its health routes
 * @param embedded the engine of this machine, where it was created before
 */
export function assemble(
  config: Config,
  log: Log,
  phase: () => Phase,
  embedded = createEmbedded(config, log),
): Assembled {
  const read = createEngines(config, log, embedded);
  const { engines, auto } = config.sandbox ? inSandbox(read) : read;
  const fitter = config.images.fit ? createFitter(threadOptions(config, log)) : undefined;
  const cutter = createCutter(threadOptions(config, log));
  const server = createGateway({
    options: config,
    services: {
      engines,
      auto,
      intake: config.images,
      ...(fitter && { fitter }),
      cutter,
      regions: loadRegions(),
      today: todayInJakarta,
      idempotent: createIdempotent(config),
      onFault: (error, transactionId) => log.fault(error, transactionId),
      onReading: (ended) => {
        metrics.reading(ended.engine, ended.outcome);
        log.reading(ended);
      },
    },
    service: { version, maxBatchImages: config.maxBatchImages },
    log,
    health: { phase },
  });
  metrics.watch(() => engines.map((engine) => ({ engine: engine.name, ...engine.state() })));
  server.once('close', () => void Promise.all([fitter?.close(), cutter.close()]));
  return { server, engines, auto };
}

/** What is read under an idempotency key, where it is to be kept. */
export function createIdempotent({ idempotencySeconds, redisUrl }: Config): IdempotentReadings | undefined {
  if (idempotencySeconds === 0) return undefined;
  return new IdempotentReadings({ lifeMs: idempotencySeconds * 1000, redisUrl });
}

/** As many threads and as much patience as for reading. */
function threadOptions(config: Config, log: Log): QueuedThreadsOptions {
  return {
    threads: config.ocrThreads,
    maxQueue: config.ocrMaxQueue,
    queueTimeoutMs: config.ocrQueueTimeoutMs,
    timeoutMs: config.ocrTimeoutMs,
    onWorkerLost: lost(log),
  };
}

/** The engines the configuration names, and which of them reads where the caller does not choose. */
function createEngines(
  config: Config,
  log: Log,
  embedded: Engine | null,
): Required<Pick<ReadingServices, 'engines' | 'auto'>> {
  const { engine, advance } = config;
  const onFallback = ({ code }: OcrKtpError) => {
    metrics.fallback(code);
    log.fallback(code);
  };
  /** This machine, or others through the queue. */
  const createOwn = (): Engine => {
    if (config.queue === null) return embedded as Engine;
    const queue = createQueueEngine({
      ...config.queue,
      maxQueue: config.ocrMaxQueue,
      queueTimeoutMs: config.ocrQueueTimeoutMs,
      timeoutMs: config.ocrTimeoutMs,
      quality: config.quality,
      timed: (stage, step) => timed(stage, step, 'EMBEDDED'),
      onEviction: log.eviction,
    });
    return embedded === null ? queue : withFallback(queue, embedded, onFallback, isQueueUnable);
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
  if (engine === 'advance-ai' && embedded === null) return { engines: [upstream], auto: upstream };
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
