import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { GraphQLError } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Log } from '../observability/log.js';
import type { ReadingServices } from '../reading/read-card.js';
import type { Context, ServerContext, ServiceFacts } from './context.js';
import { createDocumentCache } from './document-cache.js';
import { createErrorRedaction } from './error-redaction.js';
import { DOCUMENT_ID, type PersistedOptions, usePersistedDocuments } from './persisted-documents.js';
import { schema } from './schema.js';
import { useComplexityLimit } from './use-complexity-limit.js';
import { useDocumentLimits } from './use-document-limits.js';
import { useIncrementalDelivery } from './use-incremental-delivery.js';
import { useOverlappingFields } from './use-overlapping-fields.js';
import { useVariables } from './use-variables.js';

export interface YogaOptions {
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
  readonly log: Log;
  /** Whether clients may see the schema. */
  readonly introspection: boolean;
  readonly persisted: PersistedOptions;
  /** Reads the body of a request. */
  readonly read: (context: ServerContext) => Promise<GraphQLParams>;
}

/** Errors of documents are not cached: they repeat the document, and a wrong document is seldom sent twice. */
const NO_CACHE = { get: () => undefined, set: () => {} };

/** Yoga with our plugins, and what they do to errors for who writes an answer himself. */
export function createGraphqlYoga({ services, service, log, introspection, persisted, read }: YogaOptions) {
  const onFault = (fault: unknown) => void (isClientGone(fault) || log.fault(fault));
  const redaction = createErrorRedaction({ introspection, onFault });
  const yoga = createYoga<ServerContext, Pick<Context, 'services' | 'service'>>({
    schema,
    context: { services, service },
    plugins: [
      useReader(read),
      usePersistedDocuments(persisted, schema),
      useDocumentLimits({ introspection }),
      useVariables(),
      useComplexityLimit(),
      useDeferStream(),
      useOverlappingFields(),
      useIncrementalDelivery(),
      redaction.plugin,
    ],
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    extraParamNames: [DOCUMENT_ID],
    batching: false,
    // src/http/cors.ts handles origins, also for requests that never reach Yoga. Yoga's default allows every origin, with credentials.
    cors: false,
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: NO_CACHE },
    // Yoga's own reader and limit would pipe the request a second time; `read` reads and counts.
    multipart: false,
    maxRequestBodySize: false,
    maskedErrors: { isDev: false },
    // Errors may hold values of a card, so only faults are logged, without their messages.
    logging: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: onFault,
    },
  });
  return { yoga, redaction };
}

/** Has bodies read by our readers. */
function useReader(read: YogaOptions['read']): Plugin<object, ServerContext> {
  return {
    onRequestParse: ({ serverContext, setRequestParser }) => setRequestParser(() => read(serverContext)),
  };
}

/** Whether an error only says that the client closed the connection. */
function isClientGone(fault: unknown): boolean {
  const cause = fault instanceof GraphQLError ? fault.originalError : fault;
  return cause instanceof Error && cause.name === 'AbortError';
}
