import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { type Config, ConfigError, readConfig } from './config.js';
import { createAdvanceEngine } from './engine/advance-ai/engine.js';
import { createEmbeddedEngine } from './engine/embedded/engine.js';
import { withFallback } from './engine/fallback.js';
import { createGateway } from './http/server.js';
import { stopOnSignals } from './http/shutdown.js';
import { createLog } from './observability/log.js';
import { metrics } from './observability/metrics.js';
import { todayInJakarta } from './reading/clock.js';
import type { ReadingRoom } from './reading/read-card.js';
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
  const { engines, auto } = createEngines(config);
  let ready = false;
  const server = createGateway({
    config,
    room: {
      engines,
      auto,
      regions: loadRegions(),
      today: todayInJakarta,
      onFault: (error, transactionId) => log.fault(error, transactionId),
    },
    service: { version, maxBatchImages: config.maxBatchImages },
    log,
    isReady: () => ready,
  });
  stopOnSignals({ process, server, engines, graceSeconds: config.shutdownGraceSeconds, log });
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
  await Promise.all(engines.map((engine) => engine.ready()));
  ready = true;
  log.ready(Math.round(performance.now() - started));
}

/** The engines the configuration names, and which of them reads where the caller does not choose. */
function createEngines(config: Config): Required<Pick<ReadingRoom, 'engines' | 'auto'>> {
  const { engine, fallbackEngine, advance, ocrThreads, ocrMaxQueue } = config;
  const createEmbedded = () => createEmbeddedEngine({ threads: ocrThreads, maxQueue: ocrMaxQueue });
  if (advance === null) {
    const embedded = createEmbedded();
    return { engines: [embedded], auto: embedded };
  }
  const upstream = createAdvanceEngine({
    ...advance,
    today: todayInJakarta,
    onCharge: metrics.upstreamCall,
  });
  if (engine === 'advance-ai' && fallbackEngine === undefined) return { engines: [upstream], auto: upstream };
  const embedded = createEmbedded();
  if (engine === 'embedded') return { engines: [embedded, upstream], auto: embedded };
  const auto = withFallback(upstream, embedded, ({ code }) => metrics.fallback(code));
  return { engines: [upstream, embedded], auto };
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `${message}: another program listens there; choose another PORT.`;
  return error instanceof Error ? (error.stack ?? message) : String(error);
}
