import type { AddressInfo } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { readWorkerConfig, type WorkerConfig } from '../config/worker.js';
import { createEmbeddedEngine } from '../engine/embedded/engine.js';
import { createQueueWorker } from '../engine/queue/worker.js';
import type { Phase } from '../http/health-routes.js';
import { createWorkerServer } from '../http/worker-server.js';
import { createLog } from '../observability/log.js';
import { metrics } from '../observability/metrics.js';
import { timed } from '../observability/timed.js';
import { flushTraces } from '../observability/trace.js';
import { endInOrder, exit, run } from './run.js';
import { whenAble } from './when-able.js';

await run('worker', () => start(readWorkerConfig(process.env)));

async function start(config: WorkerConfig): Promise<void> {
  const { queue, ocrTimeoutMs: timeoutMs } = config;
  const log = createLog(config.logLevel);
  const started = performance.now();
  const threads = config.ocrThreads ?? availableParallelism();
  const engine = createEmbeddedEngine({
    runtime: config.ocrRuntime,
    threads,
    // It takes what its threads can read, and waits only for one that is slow to give up a picture.
    maxQueue: threads,
    queueTimeoutMs: timeoutMs,
    timeoutMs,
    timed: (stage, step) => timed(stage, step, 'EMBEDDED'),
    onWorkerLost: (cause) => {
      metrics.workerLost(cause);
      log.workerLost(cause);
    },
  });
  const worker = createQueueWorker({
    ...queue,
    engine,
    threads,
    onFault: (error) => log.fault(error),
    onEviction: log.eviction,
    onReading: (outcome, milliseconds) => {
      metrics.reading(engine.name, outcome);
      log.reading({ engine: engine.name, outcome, milliseconds });
    },
  });
  metrics.watch(() => [{ engine: engine.name, ...engine.state() }]);
  let phase: Phase = 'starting';
  const server =
    config.port === null
      ? null
      : createWorkerServer(config.apiKeys, engine, {
          phase: () => phase,
          helpers: { REDIS: () => worker.trouble },
        });
  const stop = async (signal: string, exitCode: number) => {
    // A second signal ends the process at once.
    if (phase === 'stopping') return exit(1);
    phase = 'stopping';
    log.stopping(signal, engine.state().reading);
    // What is broken off is taken again by another worker.
    await Promise.race([worker.close(), sleep(config.shutdownGraceSeconds * 1000)]);
    const broken = engine.state().reading;
    server?.close();
    if (broken === 0) await engine.close();
    await flushTraces();
    log.stopped(broken);
    await exit(exitCode);
  };
  endInOrder(stop, () => phase === 'stopping', log);
  await new Promise<void>((resolve, reject) => {
    if (server === null || config.port === null) return resolve();
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const address = server?.address() as AddressInfo | undefined;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  log.started({
    engines: [engine.name],
    ...(address ? { url: `http://${host}:${address.port}`, anonymous: config.apiKeys.length === 0 } : {}),
  });
  try {
    await Promise.all([engine.ready(), worker.ready()]);
  } catch (error) {
    if (phase === 'starting') throw error;
  }
  // It may have been told to stop before it ever could read.
  if (phase !== 'starting') return;
  worker.start();
  phase = 'ready';
  await whenAble(
    () => worker.trouble,
    log.waiting,
    () => phase === 'stopping',
  );
  if (phase !== 'ready') return;
  log.ready(Math.round(performance.now() - started));
}
