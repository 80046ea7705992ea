import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  OverlappingFieldsCanBeMergedRule,
  specifiedRules,
  type ValidationRule,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { tooComplex } from './document-rules.js';

type Validate = (
  schema: GraphQLSchema,
  document: DocumentNode,
  rules?: readonly ValidationRule[],
  ...rest: unknown[]
) => readonly GraphQLError[];

/**
 * Has selections that are merged compared by graphql-js, which stops when that gets too much. Yoga's plugin for `@defer` and `@stream`
 * brings an older copy of the rule, which took seconds for a document of 3 kB. What that one knows of `@stream`, `streamsAlike` does.
 */
export function useOverlappingFields(): Plugin {
  return {
    onValidate({ validateFn, setValidationFn }) {
      const validate: Validate = validateFn;
      setValidationFn(((schema, document, rules = specifiedRules, ...rest) =>
        validate(schema, document, withBoundedRule(rules), ...rest).map(told)) satisfies Validate);
    },
  };
}

function withBoundedRule(rules: readonly ValidationRule[]): readonly ValidationRule[] {
  const others = rules.filter(({ name }) => name !== OverlappingFieldsCanBeMergedRule.name);
  return [...others, OverlappingFieldsCanBeMergedRule];
}

/** graphql-js has no code for it. */
function told(error: GraphQLError): GraphQLError {
  if (error.message !== 'Validation aborted.') return error;
  return tooComplex('The document selects the same fields too often; select each field once in a place.');
}
