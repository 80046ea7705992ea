/** The quality of a media range that the client does not take. */
const NOT_TAKEN = /^q=0(?:\.0*)?$/;

/** The media types of an answer in parts. */
export const IN_PARTS = ['multipart/mixed', 'text/event-stream'];

/** The media types of a whole answer. */
const WHOLE = ['application/graphql-response+json', 'application/json'] as const;
export type WholeType = (typeof WHOLE)[number];

/** All media types of an answer. */
export const ANSWERS: readonly string[] = [...WHOLE, ...IN_PARTS];

const ACCEPTABLE: ReadonlySet<string> = new Set([
  '*/*',
  ...ANSWERS,
  ...ANSWERS.map((type) => `${type.split('/')[0]}/*`),
]);

/**
 * The media ranges of an `Accept` header (RFC 9110, 12.5.1), in lower case and without parameters.
 * Ranges with `q=0` are left out: they name what the client does not take.
 * @returns null where the header is missing: the client takes anything
 */
export function acceptedRanges(header: string | null | undefined): readonly string[] | null {
  if (header == null) return null;
  return header.split(',').flatMap((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return parameters.some((parameter) => NOT_TAKEN.test(parameter)) ? [] : [type];
  });
}

/** Whether a client takes any of our answers, by its `Accept`. */
export function takesAny(accept: string | undefined): boolean {
  return acceptedRanges(accept)?.some((range) => ACCEPTABLE.has(range)) ?? true;
}

/** Whether a client takes an answer in parts: only where its `Accept` names one of their types. */
export function takesParts(accept: string | undefined): boolean {
  return acceptedRanges(accept)?.some((range) => IN_PARTS.includes(range)) ?? false;
}

/** The type that a client takes a whole answer as: the one that its `Accept` names first, JSON where any will do. Null: none of them. */
export function wholeTypeFor(accept: string | undefined): WholeType | null {
  if (accept === undefined) return 'application/json';
  for (const range of acceptedRanges(accept) ?? []) {
    if (range === '*/*' || range === 'application/*') return 'application/json';
    const named = WHOLE.find((type) => type === range);
    if (named !== undefined) return named;
  }
  return null;
}
