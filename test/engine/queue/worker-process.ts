import { readWorkerConfig } from '../../../src/config/worker.js';
import { createEmbeddedEngine } from '../../../src/engine/embedded/engine.js';
import { createQueueWorker } from '../../../src/engine/queue/worker.js';
import { moduleBeside } from '../../../src/engine/threads/threads.js';
import { createLog } from '../../../src/observability/log.js';
import { exit } from '../../../src/process/run.js';

/** A worker as `src/process/worker.ts` puts it together, but with the scripted reader. */
const { queue, logLevel } = readWorkerConfig(process.env);
const log = createLog(logLevel);
const engine = createEmbeddedEngine({
  threads: 1,
  worker: moduleBeside(import.meta.url, 'workers/scripted'),
});
const worker = createQueueWorker({
  ...queue,
  engine,
  threads: 1,
  onFault: (error) => log.fault(error),
  onReading: (outcome, milliseconds) => log.reading({ engine: engine.name, outcome, milliseconds }),
});
// As at the second signal of two.
process.on('SIGUSR2', () => exit(1));
await engine.ready();
worker.start();
log.ready(0);
