import { createServer, type Server } from 'node:http';
import type { Config } from '../config.js';
import type { ServiceFacts } from '../graphql/context.js';
import { createGraphql } from '../graphql/yoga.js';
import type { Log } from '../observability/log.js';
import { createOpenapi, OPENAPI_ROOT } from '../openapi/routes.js';
import type { ReadingRoom } from '../reading/read-card.js';
import { createAccess } from './access.js';
import { sendJson } from './answers.js';
import { guardGraphql } from './graphql-route.js';
import type { Handler } from './handler.js';
import { createHealthRoutes, type Health } from './health-routes.js';
import { swallowRest } from './linger.js';
import { createMetricsRoute } from './metrics-route.js';
import { uploadLimits, useMultipart } from './multipart.js';
import { observed } from './observe.js';
import { createPage } from './page.js';

export interface GatewayParts {
  readonly config: Config;
  readonly room: ReadingRoom;
  readonly service: ServiceFacts;
  readonly log: Log;
  readonly health: Health;
}

/** The gateway's HTTP server, not yet listening. */
export function createGateway({ config, room, service, log, health }: GatewayParts): Server {
  const graphql = createGraphql({
    room,
    service,
    log,
    corsOrigins: config.corsOrigins,
    transport: [useMultipart(uploadLimits(config.maxBatchImages))],
  });
  const page = createPage();
  const openapi = config.openapi ? createOpenapi(config.openapi, room) : {};
  const access = createAccess(config.apiKeys);
  const routes: Readonly<Record<string, Handler>> = {
    '/graphql': guardGraphql(graphql, access),
    ...createHealthRoutes(health, room),
    '/metrics': createMetricsRoute(access),
    ...openapi,
    ...page,
  };
  const noPage: Handler = (_, response) =>
    sendJson(response, 404, { error: `No such page; there are ${Object.keys(routes).join(', ')}.` });
  const routeOf = (path: string) => {
    const below = config.openapi && path.startsWith(OPENAPI_ROOT) ? OPENAPI_ROOT : 'unknown';
    const name = Object.hasOwn(routes, path) ? path : below;
    return { name, handler: routes[name] ?? noPage };
  };
  const server = createServer(observed(routeOf, log));
  server.prependListener('request', (request, response) => {
    response.once('finish', () => swallowRest(request));
  });
  server.keepAliveTimeout = config.keepAliveSeconds * 1000;
  server.requestTimeout = config.requestTimeoutSeconds * 1000;
  server.headersTimeout = Math.min(10_000, server.requestTimeout);
  return server;
}
