/**
 * Every code that a request is refused with before anything is read, with its HTTP status: for GraphQL, the server, the REST API and
 * the metrics. `test/limits.test.ts` holds docs/limits.md to it.
 */
export const REFUSALS = {
  BAD_IDEMPOTENCY_KEY: 400,
  /** 413 where a part of the form is too large. */
  BAD_MULTIPART_REQUEST: 400,
  /** 413 where the body of JSON is too large. */
  BAD_REQUEST: 400,
  /** 413 where the file is too large. */
  BAD_UPLOAD: 400,
  CSRF: 403,
  DOCUMENT_TOO_LONG: 400,
  DOCUMENT_TOO_COMPLEX: 400,
  GRAPHQL_PARSE_FAILED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  HEADERS_TOO_LARGE: 431,
  IDEMPOTENCY_KEY_REUSED: 422,
  LENGTH_REQUIRED: 411,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  OVERLOADED: 503,
  PERSISTED_DOCUMENT_ID_REQUIRED: 400,
  PERSISTED_DOCUMENT_NOT_FOUND: 400,
  PERSISTED_DOCUMENT_ONLY: 400,
  RATE_LIMITED: 429,
  REQUEST_TIMEOUT: 408,
  REQUEST_TOO_LARGE: 413,
  UNAUTHENTICATED: 401,
  UNSUPPORTED_MEDIA_TYPE: 415,
} as const satisfies Readonly<Record<string, number>>;

export type Refusal = keyof typeof REFUSALS;

/** The body of an answer that only says what is wrong, as GraphQL clients expect it. */
export function errorBody(code: Refusal | 'INTERNAL_SERVER_ERROR', message: string) {
  return { errors: [{ message, extensions: { code } }] };
}

/** Whether the code of an error is one of these. */
export function isRefusal(code: unknown): code is Refusal {
  return typeof code === 'string' && Object.hasOwn(REFUSALS, code);
}
