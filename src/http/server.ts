import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Config } from '../config.js';
import type { ServiceFacts } from '../graphql/context.js';
import { createGraphql } from '../graphql/yoga.js';
import type { Log } from '../observability/log.js';
import { createOpenapi, OPENAPI_ROOT } from '../openapi/routes.js';
import type { ReadingRoom } from '../reading/read-card.js';
import { createAccess } from './access.js';
import { sendJson } from './answers.js';
import { guardGraphql } from './graphql-route.js';
import { swallowRest } from './linger.js';
import { createMetricsRoute } from './metrics-route.js';
import { uploadLimits, useMultipart } from './multipart.js';
import { createPage } from './page.js';

export interface GatewayParts {
  readonly config: Config;
  readonly room: ReadingRoom;
  readonly service: ServiceFacts;
  readonly log: Log;
  /** Whether every engine can read. */
  readonly isReady: () => boolean;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The gateway's HTTP server, not yet listening. */
export function createGateway({ config, room, service, log, isReady }: GatewayParts): Server {
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
    '/health': (_, response) => sendJson(response, 200, { status: 'ok' }),
    '/ready': (_, response) =>
      isReady()
        ? sendJson(response, 200, { status: 'ready' })
        : sendJson(response, 503, { status: 'starting' }),
    '/metrics': createMetricsRoute(access),
    ...openapi,
    ...page,
  };
  const routeOf = (path: string) => {
    if (Object.hasOwn(routes, path)) return path;
    return config.openapi && path.startsWith(OPENAPI_ROOT) ? OPENAPI_ROOT : 'unknown';
  };
  const server = createServer((request, response) => {
    const started = performance.now();
    const path = (request.url ?? '/').split('?', 1)[0] as string;
    const route = routeOf(path);
    const requestId = randomUUID();
    response.setHeader('x-request-id', requestId);
    response.once('finish', () => swallowRest(request));
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - started);
      log.request({
        requestId,
        method: request.method ?? '',
        route,
        status: response.statusCode,
        milliseconds,
      });
    });
    const handler = routes[route];
    if (handler) handler(request, response);
    else sendJson(response, 404, { error: `No such page; there are ${Object.keys(routes).join(', ')}.` });
  });
  server.requestTimeout = config.requestTimeoutSeconds * 1000;
  server.headersTimeout = Math.min(10_000, server.requestTimeout);
  return server;
}
