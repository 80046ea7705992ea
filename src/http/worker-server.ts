import { createServer, type Server } from 'node:http';
import type { Engine } from '../engine/engine.js';
import { createAccess } from './access.js';
import { createClientAddress } from './client-address.js';
import type { Handler } from './handler.js';
import { createHealthRoutes, type Health } from './health-routes.js';
import { createMetricsRoute } from './metrics-route.js';
import { sendJson } from './responses.js';

/** A worker's health and metrics, not yet listening. */
export function createWorkerServer(apiKeys: readonly string[], engine: Engine, health: Health): Server {
  const routes: Readonly<Record<string, Handler>> = {
    ...createHealthRoutes(health, { engines: [engine] }),
    '/metrics': createMetricsRoute(createAccess(apiKeys, createClientAddress([]))),
  };
  return createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (Object.hasOwn(routes, path)) return routes[path]?.(request, response);
    sendJson(response, 404, { error: `No such page; there are ${Object.keys(routes).join(', ')}.` });
  });
}
