import { GraphQLRequestError, RequestError } from './errors.js';
import type { Told } from './words.js';

/**
 * Whether a person may send the same picture once more: the rest would come to the same. It is sent under the same key, also after an
 * error that was or may have been charged: a gateway then answers what it came to, and nothing is paid again. To have it read anew, the
 * person chooses the picture again.
 */
export function isWorthAnother(failed: Told): boolean {
  if (failed instanceof GraphQLRequestError) return failed.status === 401 || failed.status >= 429;
  if (failed instanceof RequestError) return true;
  const { __typename, retryable } = failed as { readonly __typename?: string; readonly retryable?: boolean };
  return retryable === true || __typename === 'ServiceBusyError' || __typename === 'UpstreamError';
}
