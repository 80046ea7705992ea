import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { metrics } from '../observability/metrics.js';
import { isRefusal } from '../refusals.js';
import { withoutSuggestions, withoutValues } from './error-text.js';

/** The last look at errors before they leave: none repeats a value, and refusals are counted. */
export function useErrorRedaction({ introspection }: { readonly introspection: boolean }): Plugin {
  const tell = (error: GraphQLError) => {
    const text = withoutValues(error);
    return introspection ? text : withoutSuggestions(text);
  };
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || !result.errors?.length) return;
      const code = result.errors[0]?.extensions?.code;
      if (isRefusal(code)) metrics.rejected(code);
      setResult({ ...result, errors: result.errors.map((error) => retold(error, tell(error))) });
    },
  };
}

function retold(error: GraphQLError, message: string): GraphQLError {
  if (message === error.message) return error;
  const { nodes = null, source = null, positions = null, path = null, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
