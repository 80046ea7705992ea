/** The quality of a media range that the client does not take. */
const NOT_TAKEN = /^q=0(?:\.0*)?$/;

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
