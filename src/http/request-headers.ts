import type { IncomingMessage } from 'node:http';
import { ANSWERS, takesAny } from '../graphql/accept.js';
import { MAX_JSON_BYTES } from '../graphql/json-body.js';
import { isMultipart, mediaType } from '../graphql/multipart/media-type.js';
import { keyFault } from '../reading/idempotency/key.js';
import type { Refusal } from '../refusals.js';

/**
 * A page of any origin can make a browser send a form without asking this server first (a "preflight"); it cannot make it
 * send one of these. Any value will do. The first two are Apollo Server's names, the others are Hot Chocolate's and Yoga's.
 */
export const PREFLIGHT_HEADERS = [
  'apollo-require-preflight',
  'x-apollo-operation-name',
  'graphql-preflight',
  'x-graphql-yoga-csrf',
];

export interface HeaderFault {
  readonly code: Refusal;
  readonly message: string;
}

/**
 * Why a POST to GraphQL is refused before its body is read, or null.
 * @param heedsKeys whether readings are kept under an idempotency key
 */
export function faultInHeaders(
  request: IncomingMessage,
  maxUploadBytes: number,
  heedsKeys: boolean,
): HeaderFault | null {
  const { headers } = request;
  const length = headers['content-length'];
  const coding = codingOf(request);
  if (coding !== null) {
    const message = `Found a ${coding}; send the body as it is, with a Content-Length or chunked.`;
    return { code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  // A reading may cost money, and an answer that the client does not take would be lost.
  if (!takesAny(headers.accept)) return notAcceptable();
  const key = keyFault(headers['idempotency-key'], heedsKeys);
  if (key !== null) return { code: 'BAD_IDEMPOTENCY_KEY', message: key };
  if (isMultipart(request)) {
    if (PREFLIGHT_HEADERS.every((name) => headers[name] === undefined)) return noPreflight();
    return tooLarge(Number(length ?? 0), maxUploadBytes);
  }
  if (mediaType(request) !== 'application/json') return notUnderstood(mediaType(request));
  return tooLarge(Number(length ?? 0), MAX_JSON_BYTES);
}

/** The header that says the body is compressed; Node takes the chunks off and nothing else. */
function codingOf({ headers }: IncomingMessage): string | null {
  if (!/^(?:identity)?$/i.test(headers['content-encoding'] ?? '')) return 'Content-Encoding';
  return /^(?:chunked)?$/i.test(headers['transfer-encoding'] ?? '') ? null : 'Transfer-Encoding';
}

function notAcceptable(): HeaderFault {
  const message = `The header Accept names nothing that an answer comes as; it must name one of ${ANSWERS.join(', ')}.`;
  return { code: 'NOT_ACCEPTABLE', message };
}

function noPreflight(): HeaderFault {
  const message = `A multipart request must have one of the headers ${PREFLIGHT_HEADERS.join(', ')}, with any value.`;
  return { code: 'CSRF', message };
}

function notUnderstood(found: string): HeaderFault {
  const message = `Found ${found === '' ? 'no Content-Type' : 'another Content-Type'}; send application/json or multipart/form-data.`;
  return { code: 'UNSUPPORTED_MEDIA_TYPE', message };
}

function tooLarge(bytes: number, most: number): HeaderFault | null {
  if (bytes <= most) return null;
  const message = `The request has ${bytes} bytes; at most ${most} are allowed.`;
  return { code: 'REQUEST_TOO_LARGE', message };
}
