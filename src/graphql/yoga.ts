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
  /** Whether the schema is told to who asks for it. */
  readonly introspection: boolean;
  readonly persisted: PersistedOptions;
  readonly uploads: UploadLimits;
}

/** A document that does not parse is not seen twice, and its error repeats it. */
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
    // The server answers for origins, for refusals that Yoga never sees as well. Yoga's default reflects any, with credentials.
    cors: false,
    parserAndValidationCache: { documentCache: createDocumentCache(), errorCache: NO_CACHE },
    // Yoga's own reader and limit would pipe the request a second time; `useMultipart` and `useJsonBody` read and count.
    multipart: false,
    maxRequestBodySize: false,
    maskedErrors: { isDev: false },
    // Yoga hands over whole errors, whose messages may hold values; names are enough to find the place.
    logging: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: onFault,
    },
  });
}

/** A reading that its caller did not wait for is nobody's fault. */
function isClientGone(fault: unknown): boolean {
  const cause = fault instanceof GraphQLError ? fault.originalError : fault;
  return cause instanceof Error && cause.name === 'AbortError';
}
