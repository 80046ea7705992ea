import { NoSchemaIntrospectionCustomRule, type ParseOptions } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { aliasLimit, oneReading, tooComplex } from './document-rules.js';
import { refusal } from './refusal.js';

/** Characters of a GraphQL document. Everything this schema has, selected once, takes under 5,000. */
export const MAX_DOCUMENT_CHARACTERS = 50_000;

/** Words and signs of a document. Everything this schema has, selected once, takes under 400. */
export const MAX_TOKENS = 1000;

/** Refuses documents that are not worth parsing, and those that ask for too much whatever their variables are. */
export function useDocumentLimits({ introspection }: { readonly introspection: boolean }): Plugin {
  return {
    onParams({ params, setResult }) {
      const length = params.query?.length ?? 0;
      if (length <= MAX_DOCUMENT_CHARACTERS) return;
      const message = `The document has ${length} characters; at most ${MAX_DOCUMENT_CHARACTERS} are allowed.`;
      setResult({
        errors: [refusal('DOCUMENT_TOO_LONG', message)],
      });
    },
    onParse({ parseFn, setParseFn }) {
      setParseFn((source: string, options?: ParseOptions) =>
        parseWithin(MAX_TOKENS, () => parseFn(source, { ...options, maxTokens: MAX_TOKENS })),
      );
    },
    onValidate({ addValidationRule }) {
      addValidationRule(aliasLimit);
      addValidationRule(oneReading);
      if (!introspection) addValidationRule(NoSchemaIntrospectionCustomRule);
    },
  };
}

/** @throws GraphQLError (DOCUMENT_TOO_COMPLEX) for the parser's error that there are more tokens than these */
function parseWithin<T>(maxTokens: number, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw isTokenLimit(error)
      ? tooComplex(`The document has more than ${maxTokens} tokens, which is the most that is allowed.`)
      : error;
  }
}

/** graphql-js has no code for it. */
function isTokenLimit(error: unknown): boolean {
  return error instanceof Error && /Document contains more th\w+ \d+ tokens/.test(error.message);
}
