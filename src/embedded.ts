import type { Config } from './config/gateway.js';
import { createEmbeddedEngine } from './engine/embedded/engine.js';
import type { Engine } from './engine/engine.js';
import type { Log } from './observability/log.js';
import { metrics } from './observability/metrics.js';
import { timed } from './observability/timed.js';

/**
 * The engine that reads on this machine, as the configuration has it. Its threads begin to load at once.
 * @returns null where only other machines read
 */
export function createEmbedded(config: Config, log: Log): Engine | null {
  if (config.engine !== 'embedded' && config.fallbackEngine !== 'embedded') return null;
  return createEmbeddedEngine({
    runtime: config.ocrRuntime,
    threads: config.ocrThreads,
    maxQueue: config.ocrMaxQueue,
    queueTimeoutMs: config.ocrQueueTimeoutMs,
    timeoutMs: config.ocrTimeoutMs,
    quality: config.quality,
    timed: (stage, step) => timed(stage, step, 'EMBEDDED'),
    onWorkerLost: lost(log),
  });
}

/** Counts threads that were lost, and tells the log. */
export function lost(log: Log) {
  return (cause: 'DIED' | 'STUCK') => {
    metrics.workerLost(cause);
    log.workerLost(cause);
  };
}
