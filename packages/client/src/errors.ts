/** Why no result came. `code` says which fault it was, in capitals, `message` is for developers; `messageOf` has words for people. */
export abstract class RequestError extends Error {
  abstract readonly code: string;
  /** Whether the very same request may succeed later. */
  readonly retryable: boolean;
  /** How long the server asks to wait; null if it does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(
    message: string,
    {
      retryable = false,
      retryAfterSeconds = null,
      cause,
    }: { retryable?: boolean; retryAfterSeconds?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.name = new.target.name;
    this.retryable = retryable;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No answer came: offline, a name that is not known, a connection that broke, or a page that the server does not let in. */
export class NetworkError extends RequestError {
  readonly code = 'NETWORK';
}

/** The answer is not GraphQL: the page of a proxy, or nothing. */
export class HttpError extends RequestError {
  readonly code = 'HTTP';
  readonly status: number;

  constructor(
    status: number,
    options: { retryable?: boolean; retryAfterSeconds?: number | null; cause?: unknown } = {},
  ) {
    super(`The server answered HTTP ${status} without a result.`, options);
    this.status = status;
  }
}

/** One entry of `errors`. */
export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

/** The request was refused, or part of it failed: what `errors` says. `code` is that of the first error: `UNAUTHENTICATED`, `RATE_LIMITED`. */
export class GraphQLRequestError extends RequestError {
  readonly code: string;
  readonly status: number;
  readonly errors: readonly GraphQLFault[];
  /** The rest of the result, if only part of it failed; null if there is none. */
  readonly data: unknown;

  constructor(
    status: number,
    errors: readonly GraphQLFault[],
    data: unknown,
    options: { retryable?: boolean; retryAfterSeconds?: number | null } = {},
  ) {
    super(errors.map(({ message }) => message).join(' '), options);
    this.status = status;
    this.errors = errors;
    this.data = data;
    this.code = errors[0]?.extensions?.code ?? 'UNKNOWN';
  }
}
