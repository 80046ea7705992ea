import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Config, ConfigError, readConfig } from './config.js';
import { createEmbeddedEngine } from './engine/embedded/engine.js';
import { createGateway } from './http/server.js';
import { stopOnSignals } from './http/shutdown.js';
import { createLog } from './observability/log.js';
import { todayInJakarta } from './reading/clock.js';
import { loadRegions } from './regions/store.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

try {
  await start(readConfig(process.env));
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : explain(error)}\n`);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const started = performance.now();
  const engine = createEmbeddedEngine({ threads: config.ocrThreads, maxQueue: config.ocrMaxQueue });
  let ready = false;
  const server = createGateway({
    config,
    room: {
      engines: [engine],
      regions: loadRegions(),
      today: todayInJakarta,
      onFault: (error, transactionId) => log.fault(error, transactionId),
    },
    service: { version, maxBatchImages: config.maxBatchImages },
    log,
    isReady: () => ready,
  });
  stopOnSignals({ process, server, engines: [engine], graceSeconds: config.shutdownGraceSeconds, log });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  log.started({
    url: `http://${host}:${port}`,
    engines: [engine.name],
    anonymous: config.apiKeys.length === 0,
  });
  await engine.ready();
  ready = true;
  log.ready(Math.round(performance.now() - started));
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${message}: another program listens there; choose another PORT.`;
  return error instanceof Error ? (error.stack ?? message) : String(error);
}
