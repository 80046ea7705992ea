import type { Plugin } from 'graphql-yoga';
import { metrics } from '../observability/metrics.js';
import { errorBody, REFUSALS } from '../refusals.js';
import { acceptedRanges } from './accept.js';

/** The media types of an answer, and the ranges that hold one of them. */
const ANSWERS = [
  'application/graphql-response+json',
  'application/json',
  'multipart/mixed',
  'text/event-stream',
];
const ACCEPTABLE: ReadonlySet<string> = new Set([
  '*/*',
  ...ANSWERS,
  ...ANSWERS.map((type) => `${type.split('/')[0]}/*`),
]);

/** Refuses a request that accepts none of our answers before it is executed: a reading may cost money, and its answer would be lost. */
export function useAcceptable(): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      const ranges = acceptedRanges(request.headers.get('accept'));
      if (ranges === null || ranges.some((range) => ACCEPTABLE.has(range))) return;
      const message = `The header Accept names nothing that an answer comes as; it must name one of ${ANSWERS.join(', ')}.`;
      metrics.rejected('NOT_ACCEPTABLE');
      endResponse(
        fetchAPI.Response.json(errorBody('NOT_ACCEPTABLE', message), { status: REFUSALS.NOT_ACCEPTABLE }),
      );
    },
  };
}
