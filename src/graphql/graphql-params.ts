import type { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { refusal } from './refusal.js';

const KNOWN: ReadonlySet<string> = new Set([
  'query',
  'variables',
  'operationName',
  'extensions',
  'documentId',
]);

/**
 * Checks the parameters of a GraphQL request.
 * @param value the parsed JSON
 * @throws GraphQLError (BAD_REQUEST); the message repeats no value
 */
export function paramsOf(value: unknown): GraphQLParams {
  if (Array.isArray(value)) throw badRequest('Batching is not supported.');
  if (typeof value !== 'object' || value === null)
    throw badRequest(`A request is a JSON object; found ${value === null ? 'null' : `a ${typeof value}`}.`);
  if (Object.keys(value).some((key) => !KNOWN.has(key)))
    throw badRequest(`The request has an unknown parameter; known are ${[...KNOWN].join(', ')}.`);
  return value as GraphQLParams;
}

/** The error `BAD_REQUEST`. */
export function badRequest(message: string): GraphQLError {
  return refusal('BAD_REQUEST', message);
}
