import { GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Log } from '../observability/log.js';
import type { ReadingRoom } from '../reading/read-card.js';
import type { Context, ServerContext, ServiceFacts } from './context.js';
import { useDocumentLimits } from './limits.js';
import { schema } from './schema.js';

export interface GraphqlOptions {
  readonly room: ReadingRoom;
  readonly service: ServiceFacts;
  readonly log: Log;
  readonly corsOrigins: readonly string[];
  /** The transport's plugins; they run before anything else. */
  readonly transport: readonly Plugin<object, ServerContext>[];
}

/** The GraphQL endpoint as a Node request listener. */
export function createGraphql({ room, service, log, corsOrigins, transport }: GraphqlOptions) {
  return createYoga<ServerContext, Pick<Context, 'room' | 'service'>>({
    schema,
    context: { room, service },
    plugins: [...transport, useDocumentLimits()],
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    // Yoga's default reflects any origin, with credentials.
    cors: corsOrigins.length > 0 ? { origin: [...corsOrigins], methods: ['POST'] } : false,
    // Yoga's own reader and limit would pipe the request a second time; `transport` reads and counts.
    multipart: false,
    maxRequestBodySize: false,
    maskedErrors: { isDev: false },
    // Yoga hands over whole errors, whose messages may hold values; names are enough to find the place.
    logging: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: (fault: unknown) => isClientGone(fault) || log.fault(fault),
    },
  });
}

/** A reading that its caller did not wait for is nobody's fault. */
function isClientGone(fault: unknown): boolean {
  const cause = fault instanceof GraphQLError ? fault.originalError : fault;
  return cause instanceof Error && cause.name === 'AbortError';
}
