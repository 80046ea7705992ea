/** The gateway as a part of another program: its routes behind a request handler, to be mounted in one's own Node server. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { assemble } from '../assemble.js';
import { type Environment, readConfig } from '../config/gateway.js';
import type { Phase } from '../http/health-routes.js';
import { createLog } from '../observability/log.js';

export { ConfigError } from '../config/gateway.js';

/** The name of a setting, as in docs/settings.md. */
export type SettingName = keyof typeof Environment.shape;

/** Settings by name, as in docs/settings.md. Values are text, as in an environment: `{ OCR_THREADS: '2', API_KEYS: '…' }`. */
export type Settings = Readonly<Partial<Record<SettingName, string>>>;

export interface Gateway {
  /**
   * Answers a request to a route of the gateway, for example `/graphql`, by `request.url`. Under a prefix, remove the prefix before, as Express does.
   * The body must not have been read.
   */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
  /** Resolves when the gateway can read; rejects if it never will. Earlier requests wait. */
  ready(): Promise<void>;
  /** Waits until running readings end, then ends the threads. They keep the process alive. */
  close(): Promise<void>;
}

/**
 * A gateway that does not listen by itself. Nothing is taken from the environment, and nothing is logged unless `LOG_LEVEL` says so.
 * @throws ConfigError with all settings that are wrong
 */
export function createGateway(settings: Settings = {}): Gateway {
  const config = readConfig({ LOG_LEVEL: 'silent', ...settings });
  let phase: Phase = 'starting';
  const { server, engines } = assemble(config, createLog(config.logLevel), () => phase);
  return {
    handler: (request, response) => {
      server.emit('request', request, response);
    },
    async ready() {
      await Promise.all(engines.map((engine) => engine.ready()));
      if (phase === 'starting') phase = 'ready';
    },
    async close() {
      phase = 'stopping';
      await Promise.all(engines.map((engine) => engine.close()));
      // The server never listened. This event frees what it holds.
      server.emit('close');
    },
  };
}
