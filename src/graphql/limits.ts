import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Characters of a GraphQL document. Everything this schema has, selected once, takes under 5,000. */
const MAX_DOCUMENT_CHARACTERS = 50_000;

/** Refuses documents that are too long to be worth parsing. */
export function useDocumentLimits(): Plugin {
  return {
    onParams({ params, setResult }) {
      const length = params.query?.length ?? 0;
      if (length <= MAX_DOCUMENT_CHARACTERS) return;
      const message = `The document has ${length} characters; at most ${MAX_DOCUMENT_CHARACTERS} are allowed.`;
      setResult({
        errors: [
          new GraphQLError(message, {
            extensions: { code: 'DOCUMENT_TOO_LONG', http: { status: 400 } },
          }),
        ],
      });
    },
  };
}
