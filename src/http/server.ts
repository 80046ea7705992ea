import { createServer, type Server } from 'node:http';
import type { Config } from '../config/gateway.js';
import type { ServiceFacts } from '../graphql/context.js';
import { uploadLimits, useMultipart } from '../graphql/multipart/use-multipart.js';
import { useJsonBody } from '../graphql/use-json-body.js';
import { createGraphql } from '../graphql/yoga.js';
import type { Log } from '../observability/log.js';
import type { ReadingServices } from '../reading/read-card.js';
import { connectRedis } from '../redis/redis.js';
import type { CountClient } from '../rest/client-registry.js';
import { maxBodyBytes } from '../rest/ocr-image.js';
import { OPENAPI_ROOT } from '../rest/paths.js';
import { createRest } from '../rest/routes.js';
import { createAccess } from './access.js';
import { limitAddresses } from './address-limit.js';
import { Admission } from './admission.js';
import { createClientAddress } from './client-address.js';
import { answerClientErrors, NO_ROOM } from './client-error.js';
import { allowOrigins } from './cors.js';
import { drain } from './drain.js';
import { dropUnread } from './drop-unread.js';
import { createGraphiql, toGraphiql } from './graphiql.js';
import { guardGraphql } from './graphql-route.js';
import type { Handler } from './handler.js';
import { createHealthRoutes, type Health } from './health-routes.js';
import { instrumented } from './instrument.js';
import { createMetricsRoute } from './metrics-route.js';
import { createOpenapiDocumentRoute } from './openapi-document-route.js';
import { createPage, pageDocuments } from './page.js';
import { createRateLimit, unlimited } from './rate-limit.js';
import { count } from './rate-limit-headers.js';
import { withRedis } from './redis.js';
import { refuseTooMany, sendJson } from './responses.js';
import { guardRest } from './rest-routes.js';
import { createSchemaRoute } from './schema-route.js';

export interface GatewayParts {
  readonly config: Config;
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
  readonly log: Log;
  readonly health: Health;
}

/** The gateway's HTTP server, not yet listening. */
export function createGateway({ config, services, service, log, health }: GatewayParts): Server {
  const uploads = uploadLimits(config);
  const graphql = createGraphql({
    services,
    service,
    log,
    introspection: config.introspection,
    persisted: {
      ...config.persisted,
      documents: new Map([...pageDocuments(), ...config.persisted.documents]),
    },
    transport: [useMultipart(uploads), useJsonBody()],
  });
  const redis = config.redisUrl ? connectRedis(config.redisUrl, log.fault) : null;
  const addressOf = createClientAddress(config.trustedProxies);
  const access = createAccess(config.apiKeys, addressOf);
  const admission = new Admission(config.admission, ({ socket }) =>
    server.emit('clientError', NO_ROOM, socket),
  );
  const addresses = createRateLimit('address', config.rateLimit.perAddress, redis);
  const perAddress = limitAddresses(addresses, addressOf);
  const perKey = createRateLimit('key', config.rateLimit.perKey, redis);
  const guarded = guardGraphql(graphql, {
    access,
    // Without keys a caller is an address, which has its own count.
    perKey: config.apiKeys.length > 0 ? perKey : unlimited,
    perAddress: addresses,
    addressOf,
    admission,
    maxUploadBytes: uploads.maxBodyBytes,
    heedsKeys: services.idempotent !== undefined,
  });
  const countClient: CountClient = (response, client) => count(perKey, response, client);
  const openapi = config.openapi
    ? guardRest(createRest(config.openapi, services, countClient), {
        perAddress,
        admission,
        addressOf,
        maxUploadBytes: maxBodyBytes(config.images.limits),
      })
    : {};
  const routes: Readonly<Record<string, Handler>> = {
    '/graphql': allowOrigins(
      config.corsOrigins,
      perAddress(config.graphiql ? toGraphiql(guarded) : guarded, refuseTooMany),
    ),
    ...createHealthRoutes(withRedis(health, redis), services),
    '/metrics': perAddress(createMetricsRoute(access), refuseTooMany),
    ...openapi,
    ...createSchemaRoute(config.introspection),
    ...createOpenapiDocumentRoute(
      config.introspection && config.openapi !== null,
      service.version,
      config.images,
    ),
    ...createGraphiql(config.graphiql),
    ...createPage({ graphiql: config.graphiql, sandbox: config.sandbox }),
  };
  const noPage: Handler = (_, response) =>
    sendJson(response, 404, { error: `No such page; there are ${Object.keys(routes).join(', ')}.` });
  const routeOf = (path: string) => {
    const below = config.openapi && path.startsWith(OPENAPI_ROOT) ? OPENAPI_ROOT : 'unknown';
    const name = Object.hasOwn(routes, path) ? path : below;
    return { name, handler: routes[name] ?? noPage };
  };
  // Node looks for requests that take too long this often, and only then.
  const connectionsCheckingInterval = Math.min(5_000, (config.requestTimeoutSeconds * 1000) / 2);
  const server = createServer({ connectionsCheckingInterval }, instrumented(routeOf, log));
  server.prependListener('request', (request, response) => {
    dropUnread(response);
    response.once('finish', () => drain(request));
  });
  answerClientErrors(server);
  server.once('close', () => {
    redis?.disconnect();
    void services.idempotent?.close();
  });
  server.keepAliveTimeout = config.keepAliveSeconds * 1000;
  server.requestTimeout = config.requestTimeoutSeconds * 1000;
  server.headersTimeout = Math.min(10_000, server.requestTimeout);
  return server;
}
