import type { IncomingMessage } from 'node:http';
import type { Rejection } from '../observability/metrics.js';
import { isMultipart, mediaType } from './media-type.js';

/** Bytes of a request without files: a document, and variables that may be long enough to be told they are too long. */
const MAX_JSON_BYTES = 2 * 1024 * 1024;

/**
 * A page of any origin can make a browser send a form without asking this server first (a "preflight"); it cannot make it
 * send one of these. Any value will do. The first is Apollo's name, the others are Hot Chocolate's and Yoga's.
 */
export const PREFLIGHT_HEADERS = ['apollo-require-preflight', 'graphql-preflight', 'x-graphql-yoga-csrf'];

export interface HeaderFault {
  readonly status: number;
  readonly code: Rejection;
  readonly message: string;
}

/** Why a POST to GraphQL is refused before its body is read, or null. */
export function faultInHeaders(request: IncomingMessage, maxUploadBytes: number): HeaderFault | null {
  const { headers } = request;
  const length = headers['content-length'];
  if (isMultipart(request)) {
    if (PREFLIGHT_HEADERS.every((name) => headers[name] === undefined)) return noPreflight();
    return tooLarge(Number(length ?? 0), maxUploadBytes);
  }
  if (mediaType(request) !== 'application/json') return notUnderstood(mediaType(request));
  if (length === undefined) {
    return { status: 411, code: 'LENGTH_REQUIRED', message: 'Send a Content-Length header.' };
  }
  return tooLarge(Number(length), MAX_JSON_BYTES);
}

function noPreflight(): HeaderFault {
  const message = `A multipart request must have one of the headers ${PREFLIGHT_HEADERS.join(', ')}, with any value.`;
  return { status: 403, code: 'CSRF', message };
}

function notUnderstood(found: string): HeaderFault {
  const message = `Found ${found === '' ? 'no Content-Type' : 'another Content-Type'}; send application/json or multipart/form-data.`;
  return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
}

function tooLarge(bytes: number, most: number): HeaderFault | null {
  if (bytes <= most) return null;
  const message = `The request has ${bytes} bytes; at most ${most} are allowed.`;
  return { status: 413, code: 'REQUEST_TOO_LARGE', message };
}
