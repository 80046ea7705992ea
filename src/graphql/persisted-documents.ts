import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import { type GraphQLSchema, parse, validate } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { Refusal } from '../refusals.js';
import { documentId, type PersistedDocuments } from './document-manifest.js';
import { refusalExtensions } from './refusal.js';

/** Documents that clients only name. */
export interface PersistedOptions {
  readonly documents: PersistedDocuments;
  /** Others, of the gateway's own page. A test holds them to the schema, so that a start need not. */
  readonly ofPage?: PersistedDocuments;
  /** Whether any other document is refused. */
  readonly only: boolean;
}

/** The parameter of the GraphQL-over-HTTP proposal for persisted documents, which Yoga knows only when told. */
export const DOCUMENT_ID = 'documentId';

const BY_ID = '`documentId`, or `extensions.persistedQuery` with `version` 1 and `sha256Hash`';

/**
 * Documents by their id. They pass all limits as if they had been sent.
 * @throws Error where a document of the manifest does not fit the schema
 */
export function usePersistedDocuments(
  { documents, ofPage = new Map(), only }: PersistedOptions,
  schema: GraphQLSchema,
): Plugin {
  for (const [id, document] of documents) check(id, document, schema);
  const plugin = usePersistedOperations({
    allowArbitraryOperations: !only,
    extractPersistedOperationId: idOf,
    getPersistedOperation: (id) => documents.get(documentId(id)) ?? ofPage.get(documentId(id)) ?? null,
    customErrors: {
      persistedQueryOnly: refused(
        'PERSISTED_DOCUMENT_ONLY',
        `This server takes persisted documents only. Send ${BY_ID}, and no \`query\`.`,
      ),
      keyNotFound: refused(
        'PERSISTED_DOCUMENT_ID_REQUIRED',
        `The request has no document. Send ${only ? '' : '`query`, '}${BY_ID}.`,
      ),
      notFound: refused('PERSISTED_DOCUMENT_NOT_FOUND', 'This server knows no document with this id.'),
    },
  });
  return plugin as Plugin;
}

function idOf(params: GraphQLParams & { readonly documentId?: unknown }): string | null {
  if (typeof params.documentId === 'string') return params.documentId;
  const { version, sha256Hash } = params.extensions?.persistedQuery ?? {};
  return version === 1 && typeof sha256Hash === 'string' ? sha256Hash : null;
}

function refused(code: Refusal, message: string) {
  return { message, extensions: refusalExtensions(code) };
}

function check(id: string, document: string, schema: GraphQLSchema): void {
  const faults = faultsOf(document, schema);
  if (faults.length > 0)
    throw new Error(`PERSISTED_DOCUMENTS: document ${id} does not fit: ${faults.join(' ')}`);
}

function faultsOf(document: string, schema: GraphQLSchema): string[] {
  try {
    return validate(schema, parse(document)).map(({ message }) => message);
  } catch (error) {
    return [(error as Error).message];
  }
}
