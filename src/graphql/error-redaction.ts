import { type ExecutionResult, GraphQLError } from 'graphql';
import { isAsyncIterable, maskError, type Plugin } from 'graphql-yoga';
import { metrics } from '../observability/metrics.js';
import { isRefusal } from '../refusals.js';
import { withoutSuggestions, withoutValues } from './error-text.js';

interface ErrorRedactionOptions {
  /** Whether clients may see the schema. */
  readonly introspection: boolean;
  /** Called with every error that clients only see as "Unexpected error." */
  readonly onFault: (fault: unknown) => void;
}

/** A part of an answer that comes in parts. Yoga looks at the errors of the part itself, and not at those of what is `incremental` in it. */
interface Part extends ExecutionResult {
  readonly incremental?: readonly ExecutionResult[];
}

/** Yoga's words for what it masks. */
const UNEXPECTED = 'Unexpected error.';

/** What is done to errors before a client sees them. */
export interface ErrorRedaction {
  /** Of what is answered in parts, and of what Yoga answers. */
  readonly plugin: Plugin;
  /** A whole answer without values in its errors; counts what it refuses. */
  readonly redact: (result: ExecutionResult) => ExecutionResult;
  /** The answer to a request that failed before its execution. */
  readonly failed: (error: unknown) => ExecutionResult;
}

/** Removes values from the errors of every answer, masks unexpected errors, and counts refusals. */
export function createErrorRedaction({ introspection, onFault }: ErrorRedactionOptions): ErrorRedaction {
  const tell = (error: GraphQLError) => {
    const text = withoutValues(error);
    return introspection ? text : withoutSuggestions(text);
  };
  const tellMasked = (error: GraphQLError) => {
    const masked = maskError(error, UNEXPECTED, false) as GraphQLError;
    if (masked !== error) onFault(error);
    return withoutInternals(retold(masked, tell(masked)));
  };
  const redacted = (part: ExecutionResult): ExecutionResult =>
    part.errors?.length ? { ...part, errors: part.errors.map(tellMasked) } : part;
  const redact = (result: ExecutionResult): ExecutionResult => {
    if (!result.errors?.length) return result;
    const code = result.errors[0]?.extensions?.code;
    if (isRefusal(code)) metrics.rejected(code);
    return { ...result, errors: result.errors.map((error) => retold(error, tell(error))) };
  };
  const plugin: Plugin = {
    onExecute: () => ({
      onExecuteDone({ result }) {
        if (!isAsyncIterable(result)) return undefined;
        return {
          onNext({ result: part, setResult }) {
            const { incremental, ...rest }: Part = part;
            setResult({ ...redacted(rest), ...(incremental && { incremental: incremental.map(redacted) }) });
          },
        };
      },
    }),
    onResultProcess({ result, setResult }) {
      if ('errors' in result) setResult(redact(result));
    },
  };
  const failed = (error: unknown): ExecutionResult => {
    const masked = maskError(error, UNEXPECTED, false) as GraphQLError;
    if (masked !== error) onFault(error);
    return redact({ errors: [masked] });
  };
  return { plugin, redact, failed };
}

/** What Yoga keeps in extensions for itself; in the parts it would leave it there. */
function withoutInternals(error: GraphQLError): GraphQLError {
  const { http: _, unexpected: __, ...extensions } = error.extensions;
  const { message, nodes = null, source = null, positions = null, path = null } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}

function retold(error: GraphQLError, message: string): GraphQLError {
  if (message === error.message) return error;
  const { nodes = null, source = null, positions = null, path = null, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
