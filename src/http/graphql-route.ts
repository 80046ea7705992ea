import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access.js';
import { refuse } from './answers.js';
import { isMultipart } from './multipart.js';

/** Bytes of a request without files: a document, and variables that may be long enough to be told they are too long. */
const MAX_JSON_BYTES = 2 * 1024 * 1024;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type GraphqlHandler = (request: IncomingMessage, response: ServerResponse, more: { caller?: string }) => void;

/** Lets through to GraphQL what may come in: the right method, a known size, a known caller. */
export function guardGraphql(graphql: GraphqlHandler, access: Access): Handler {
  return (request, response) => {
    // A preflight carries no key and asks for nothing.
    if (request.method === 'OPTIONS') return graphql(request, response, {});
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return refuse(response, 405, 'METHOD_NOT_ALLOWED', `Found ${request.method}; send a POST.`);
    }
    const caller = access(request);
    if (caller === null) {
      response.setHeader('www-authenticate', 'Bearer');
      const message = 'Send a key of this server as `Authorization: Bearer <key>` or `X-API-Key: <key>`.';
      return refuse(response, 401, 'UNAUTHENTICATED', message);
    }
    if (!isMultipart(request) && !hasKnownSize(request, response)) return;
    return graphql(request, response, { caller });
  };
}

function hasKnownSize({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const size = headers['content-length'];
  if (size === undefined) {
    refuse(response, 411, 'LENGTH_REQUIRED', 'Send a Content-Length header.');
    return false;
  }
  if (Number(size) > MAX_JSON_BYTES) {
    refuse(
      response,
      413,
      'REQUEST_TOO_LARGE',
      `The request has ${size} bytes; at most ${MAX_JSON_BYTES} are allowed.`,
    );
    return false;
  }
  return true;
}
