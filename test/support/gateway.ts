import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { createIdempotent } from '../../src/assemble.js';
import { readConfig } from '../../src/config/gateway.js';
import { createCutter } from '../../src/engine/cutting/cutter.js';
import { createEmbeddedEngine, type EmbeddedEngineOptions } from '../../src/engine/embedded/engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { createFitter } from '../../src/engine/fitting/fitter.js';
import { createGateway } from '../../src/http/server.js';
import { createLog } from '../../src/observability/log.js';
import { loadRegions } from '../../src/regions/store.js';
import { compiled } from './compiled.js';

/** The day all tests live on; it is the day the facts about NIKs were written down for. */
export const TODAY = '2026-11-22';

/** The engine of this machine with one thread, which does not have TypeScript to load. */
export function embeddedEngine(options: EmbeddedEngineOptions = {}): Engine {
  return createEmbeddedEngine({
    threads: 1,
    worker: pathToFileURL(compiled('src/engine/embedded/worker.ts')),
    ...options,
  });
}

let shared: Engine | undefined;

/** One for all tests of a process, so that its networks are loaded once. It ends with the process, not when it is closed. */
export function sharedEngine(): Engine {
  if (shared === undefined) {
    const engine = embeddedEngine({ maxQueue: 16 });
    shared = {
      name: engine.name,
      ready: () => engine.ready(),
      state: () => engine.state(),
      read: (...asked) => engine.read(...asked),
      close: async () => {},
    };
  }
  return shared;
}

export interface RunningGateway {
  readonly port: number;
  readonly url: string;
  /** Faults that were ours; a test that expects none looks here. */
  readonly faults: unknown[];
  close(): Promise<void>;
}

/** A gateway on a free port with the shared engine, as `main.ts` puts it together. */
export async function startGateway(
  environment: Record<string, string> = {},
  engines: readonly [Engine, ...Engine[]] = [sharedEngine()],
): Promise<RunningGateway> {
  const config = readConfig({ LOG_LEVEL: 'silent', PORT: '0', ...environment });
  const faults: unknown[] = [];
  const log = { ...createLog(config.logLevel), fault: (error: unknown) => void faults.push(error) };
  const fitter = config.images.fit ? createFitter() : undefined;
  const cutter = createCutter({ threads: 1 });
  const server = createGateway({
    options: config,
    services: {
      engines,
      intake: config.images,
      ...(fitter && { fitter }),
      cutter,
      regions: loadRegions(),
      today: () => TODAY,
      idempotent: createIdempotent(config),
      onFault: (error) => faults.push(error),
    },
    service: { version: '0.0.0-test', maxBatchImages: config.maxBatchImages },
    log,
    health: { phase: () => 'ready' },
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await Promise.all(engines.map((engine) => engine.ready()));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.all([fitter?.close(), cutter.close(), ...engines.map((engine) => engine.close())]);
    },
  };
}
