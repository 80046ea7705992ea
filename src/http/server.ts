import { createServer, type Server } from 'node:http';
import type { ServiceFacts } from '../graphql/context.js';
import { createGraphql } from '../graphql/handler.js';
import { type UploadOptions, uploadLimits } from '../graphql/multipart/read-multipart.js';
import type { PersistedOptions } from '../graphql/persisted-documents.js';
import type { Log } from '../observability/log.js';
import type { ReadingServices } from '../reading/read-card.js';
import { connectRedis } from '../redis/redis.js';
import type { CountClient, RestOptions } from '../rest/client-registry.js';
import { maxBodyBytes } from '../rest/ocr-image.js';
import { OPENAPI_ROOT } from '../rest/paths.js';
import { createRest } from '../rest/routes.js';
import { createAccess } from './access.js';
import { limitAddresses } from './address-limit.js';
import { Admission, type AdmissionOptions } from './admission.js';
import { createClientAddress } from './client-address.js';
import { answerClientErrors, NO_ROOM } from './client-error.js';
import { allowOrigins } from './cors.js';
import { drain } from './drain.js';
import { dropUnread } from './drop-unread.js';
import { createGraphiql, toGraphiql } from './graphiql.js';
import { guardGraphql } from './graphql-route.js';
import type { Handler } from './handler.js';
import { createHealthRoutes, type Health } from './health-routes.js';
import { onTurn, takeTurns } from './in-turn.js';
import { instrumented } from './instrument.js';
import { createMetricsRoute } from './metrics-route.js';
import { createOpenapiDocumentRoute } from './openapi-document-route.js';
import { createPage, pageDocuments } from './page.js';
import { createRateLimit, unlimited } from './rate-limit.js';
import { count } from './rate-limit-headers.js';
import { READER_ROOT } from './reader-files.js';
import { withRedis } from './redis.js';
import { refuseTooMany, sendJson } from './responses.js';
import { guardRest } from './rest-routes.js';
import { createSchemaRoute } from './schema-route.js';

/** How the server is set up. */
export interface GatewayOptions extends UploadOptions {
  readonly admission: AdmissionOptions;
  /** Keys of callers. Empty: anybody may call. */
  readonly apiKeys: readonly string[];
  /** Origins whose pages may call, such as `https://app.example`. */
  readonly corsOrigins: readonly string[];
  /** Whether the server tells its schema, and helps with names it nearly has. */
  readonly introspection: boolean;
  /** Whether GraphiQL is served. */
  readonly graphiql: boolean;
  /** Whether the pictures of `web/sandbox` give the results that their names say. */
  readonly sandbox: boolean;
  readonly persisted: PersistedOptions;
  /** Requests in a minute of one address, and of one key or client of the REST API; 0: any number. */
  readonly rateLimit: { readonly perAddress: number; readonly perKey: number };
  /** Whose `X-Forwarded-For` is believed: addresses, networks, or names of `proxy-addr`. */
  readonly trustedProxies: readonly string[];
  /** Undefined: this process counts for itself. */
  readonly redisUrl: string | undefined;
  /** Null: the REST API is off. */
  readonly openapi: RestOptions | null;
  readonly requestTimeoutSeconds: number;
  /** How long a connection without a request is kept. */
  readonly keepAliveSeconds: number;
}

export interface GatewayParts {
  readonly options: GatewayOptions;
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
  readonly log: Log;
  readonly health: Health;
}

/** The gateway's HTTP server, not yet listening. */
export function createGateway({ options, services, service, log, health }: GatewayParts): Server {
  const uploads = uploadLimits(options);
  const graphql = createGraphql({
    services,
    service,
    log,
    introspection: options.introspection,
    persisted: { ...options.persisted, ofPage: pageDocuments() },
    uploads,
  });
  const redis = options.redisUrl ? connectRedis(options.redisUrl, log.fault) : null;
  const addressOf = createClientAddress(options.trustedProxies);
  const access = createAccess(options.apiKeys, addressOf);
  const admission = new Admission(options.admission, ({ socket }) =>
    server.emit('clientError', NO_ROOM, socket),
  );
  const addresses = createRateLimit('address', options.rateLimit.perAddress, redis);
  const perAddress = limitAddresses(addresses, addressOf);
  const perKey = createRateLimit('key', options.rateLimit.perKey, redis);
  const guarded = guardGraphql(graphql, {
    access,
    // Without keys a caller is an address, which has its own count.
    perKey: options.apiKeys.length > 0 ? perKey : unlimited,
    perAddress: addresses,
    addressOf,
    admission,
    maxUploadBytes: uploads.maxBodyBytes,
    heedsKeys: services.idempotent !== undefined,
  });
  const countClient: CountClient = (response, client) => count(perKey, response, client);
  const openapi = options.openapi
    ? guardRest(createRest(options.openapi, services, countClient), {
        perAddress,
        admission,
        addressOf,
        maxUploadBytes: maxBodyBytes(options.images.limits),
      })
    : {};
  const routes: Readonly<Record<string, Handler>> = {
    '/graphql': allowOrigins(
      options.corsOrigins,
      perAddress(options.graphiql ? toGraphiql(guarded) : guarded, refuseTooMany),
    ),
    ...createHealthRoutes(withRedis(health, redis), services),
    '/metrics': perAddress(createMetricsRoute(access), refuseTooMany),
    ...openapi,
    ...createSchemaRoute(options.introspection),
    ...createOpenapiDocumentRoute(
      options.introspection && options.openapi !== null,
      service.version,
      options.images,
    ),
    ...createGraphiql(options.graphiql),
    ...createPage({ graphiql: options.graphiql, sandbox: options.sandbox }),
  };
  // The files of the reader are for the page.
  const pages = Object.keys(routes).filter((path) => !path.startsWith(READER_ROOT));
  const noPage: Handler = ({ url }, response) =>
    sendJson(response, 404, {
      error:
        options.openapi === null && url?.startsWith('/openapi')
          ? 'The REST API is off; set OPENAPI_CLIENTS to turn it on.'
          : `No such page; there are ${pages.join(', ')}.`,
    });
  const routeOf = (path: string) => {
    const below = options.openapi && path.startsWith(OPENAPI_ROOT) ? OPENAPI_ROOT : 'unknown';
    const name = Object.hasOwn(routes, path) ? path : below;
    return { name, handler: routes[name] ?? noPage };
  };
  // Node looks for requests that take too long this often, and only then.
  const connectionsCheckingInterval = Math.min(5_000, (options.requestTimeoutSeconds * 1000) / 2);
  const server = createServer({ connectionsCheckingInterval });
  takeTurns(server);
  onTurn(server, instrumented(routeOf, log));
  onTurn(server, (request, response) => {
    dropUnread(response);
    response.once('finish', () => drain(request));
  });
  answerClientErrors(server);
  server.once('close', () => {
    redis?.disconnect();
    void services.idempotent?.close();
  });
  server.keepAliveTimeout = options.keepAliveSeconds * 1000;
  server.requestTimeout = options.requestTimeoutSeconds * 1000;
  server.headersTimeout = Math.min(10_000, server.requestTimeout);
  return server;
}
