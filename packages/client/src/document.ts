import { type DocumentNode, print } from 'graphql';

/** An operation with the types of its result and variables: `TypedDocumentNode`, `TypedDocumentString` and gql.tada's documents are such. */
export interface TypedDocument<Result, Variables> {
  __apiType?: (variables: Variables) => Result;
}

/** The operation as GraphQL text. */
export function textOf(document: unknown): string {
  // A `TypedDocumentString` is a String.
  if (typeof document === 'string' || document instanceof String) return `${document}`;
  return print(document as DocumentNode);
}

/**
 * The hash by which a server that keeps documents knows it, as code generators embed it (`embedHashInDocument`).
 * @throws Error where the document has none
 */
export function hashOf(document: unknown): string {
  const { __meta__: meta } = document as { readonly __meta__?: { readonly hash?: unknown } };
  if (typeof meta?.hash !== 'string') throw new Error('The document has no __meta__.hash to be named by.');
  return meta.hash;
}
