import { useDeferStream } from '@graphql-yoga/plugin-defer-stream';
import { GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Log } from '../observability/log.js';
import type { ReadingServices } from '../reading/read-card.js';
import type { Context, ServerContext, ServiceFacts } from './context.js';
import { createDocumentCache } from './document-cache.js';
import type { UploadLimits } from './multipart/upload-body.js';
import { useMultipart } from './multipart/use-multipart.js';
import { DOCUMENT_ID, type PersistedOptions, usePersistedDocuments } from './persisted-documents.js';
import { schema } from './schema.js';
import { useAcceptable } from './use-acceptable.js';
import { useComplexityLimit } from './use-complexity-limit.js';
import { useDocumentLimits } from './use-document-limits.js';
import { useErrorRedaction } from './use-error-redaction.js';
import { useIncrementalDelivery } from './use-incremental-delivery.js';
import { useJsonBody } from './use-json-body.js';
import { useVariables } from './use-variables.js';

export interface GraphqlOptions {
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
  readonly log: Log;
  /** Whether clients may see the schema. */
  readonly introspection: boolean;
  readonly persisted: PersistedOptions;
  readonly uploads: UploadLimits;
}

/** Errors of documents are not cached: they repeat the document, and a wrong document is seldom sent twice. */
const NO_CACHE = { get: () => undefined, set: () => {} };

/** The GraphQL endpoint as a Node request listener. */
export function createGraphql({ services, service, log, introspection, persisted, uploads }: GraphqlOptions) {
  const onFault = (fault: unknown) => void (isClientGone(fault) || log.fault(fault));
  return createYoga<ServerContext, Pick<Context, 'services' | 'service'>>({
    schema,
    context: { services, service },
    plugins: [
      useAcceptable(),
      useMultipart(uploads),
      useJsonBody(),
      usePersistedDocuments(persisted, schema),
      useDocumentLimits({ introspection }),
      useVariables(),
      useComplexityLimit(),
      useDeferStream(),
      useIncrementalDelivery(),
      useErrorRedaction({ introspection, onFault }),
    ],
    graphqlEndpoint: '/graphql',
    landingPage: false,
    graphiql: false,
    extraParamNames: [DOCUMENT_ID],
    batching: false,
    // src/http/cors.ts handles origins, also for requests that never reach Yoga. Yoga's default allows every origin, with credentials.
    cors: false,
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: NO_CACHE },
    // Yoga's own reader and limit would pipe the request a second time; `useMultipart` and `useJsonBody` read and count.
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
}

/** Whether an error only says that the client closed the connection. */
function isClientGone(fault: unknown): boolean {
  const cause = fault instanceof GraphQLError ? fault.originalError : fault;
  return cause instanceof Error && cause.name === 'AbortError';
}
