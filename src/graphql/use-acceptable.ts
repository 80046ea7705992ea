import type { Plugin } from 'graphql-yoga';

/** What an answer may come as, and the ranges that hold it (RFC 9110, 12.5.1). */
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

/** Refuses a request that accepts no answer of ours before it is executed: a reading may be paid for, and nobody could take it. */
export function useAcceptable(): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      const accepted = request.headers.get('accept');
      if (accepted === null || accepted.split(',').some(isAcceptable)) return;
      const message = `The header Accept names nothing that an answer comes as; it must name one of ${ANSWERS.join(', ')}.`;
      endResponse(fetchAPI.Response.json({ errors: [{ message }] }, { status: 406 }));
    },
  };
}

function isAcceptable(range: string): boolean {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  return ACCEPTABLE.has(type) && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
}
