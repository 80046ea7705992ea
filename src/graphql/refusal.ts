import { GraphQLError } from 'graphql';
import { REFUSALS, type Refusal } from '../refusals.js';

/** HTTP status of a request, or a part of it, with too many bytes. */
export const TOO_LARGE = REFUSALS.REQUEST_TOO_LARGE;

interface RefusalOptions {
  /** Where it is not the code's usual one. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The extensions of an error that refuses a request; the HTTP status holds for every client, for nothing was executed. */
export function refusalExtensions(code: Refusal, { status = REFUSALS[code], headers }: RefusalOptions = {}) {
  return { code, http: { status, spec: false, ...(headers && { headers }) } };
}

/** An error that refuses a request. `message` says what was found and what is allowed, and repeats nothing that was sent. */
export function refusal(code: Refusal, message: string, options?: RefusalOptions): GraphQLError {
  return new GraphQLError(message, { extensions: refusalExtensions(code, options) });
}
