import { GraphQLRequestError, RequestError } from './errors.js';
import type { Told } from './words.js';

/**
 * Whether it is of use to send the same picture once more. For other errors the answer would be the same. The picture is sent with the same key,
 * also after an error that was charged or may have been: the gateway then repeats its answer, and nothing is charged again. To have a picture read
 * anew, the person chooses it again.
 */
export function isWorthAnother(failed: Told): boolean {
  if (failed instanceof GraphQLRequestError) return failed.status === 401 || failed.status >= 429;
  if (failed instanceof RequestError) return true;
  const { __typename, retryable } = failed as { readonly __typename?: string; readonly retryable?: boolean };
  return retryable === true || __typename === 'ServiceBusyError' || __typename === 'UpstreamError';
}
