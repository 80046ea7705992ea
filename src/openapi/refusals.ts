import {
  AccessDeniedError,
  InvalidParameterError,
  type OcrKtpError,
  QuotaExceededError,
  ServiceBusyError,
  type StatusCode,
} from '../engine/errors.js';
import { metrics } from '../observability/metrics.js';
import { afterWaiting, failure, type Reply } from './envelope.js';

/** The document's own words, with its spelling; of several, the one that fits what this server means by the code. */
export const MESSAGES = {
  IMAGE_INVALID_FORMAT:
    'Invalid image format,image format should be one of jpeg/jpg/png,and request content type should be image/jpeg or image/png',
  IMAGE_INVALID_SIZE:
    'Invalid image size,max image size should be less than 2M,and image dimension should be between 256 * 256 and 4096 * 4096',
  OCR_NO_RESULT: 'OCR check failed,unable to find any ktp field in the uploaded picture',
  ERROR: 'Server error',
  EMPTY_PARAMETER_ERROR: 'Parameter should not be empty',
  INSUFFICIENT_BALANCE: 'Insufficient balance, please top up or contact your sales manager for help',
  SERVICE_BUSY: 'Rate limit is exceeded, please retry after the suggested time in HTTP Header.',
  RETRY_LATER: 'Query failed, please retry after the suggested time in HTTP Header.',
  OVER_QUERY_LIMIT:
    'Quota exceeded. you have exceeded free query quota, please contact your sales manager for help',
} as const satisfies Partial<Record<StatusCode, string>>;

export const DAILY_QUOTA_MESSAGE =
  'Quota exceeded: You have exceeded the daily quota for free queries, please contact out tech support for help';

export function serverError(transactionId?: string): Reply {
  return failure('ERROR', MESSAGES.ERROR, transactionId === undefined ? {} : { transactionId });
}

/** Too many requests, or too much to do: what the document calls SERVICE_BUSY. */
export function busy(reason: 'RATE_LIMITED' | 'OVERLOADED', retryAfterSeconds: number): Reply {
  metrics.rejected(reason);
  return afterWaiting(failure('SERVICE_BUSY', MESSAGES.SERVICE_BUSY), retryAfterSeconds);
}

/** What a picture that came to no reading is answered with. */
export function replyTo(error: OcrKtpError): Reply {
  const { pricing } = error;
  const details =
    error.transactionId === null ? { pricing } : { pricing, transactionId: error.transactionId };
  // The upstream refuses this server, not its client: under its own code the client would doubt its own token or request.
  if (error instanceof AccessDeniedError || error instanceof InvalidParameterError) {
    return failure('ERROR', MESSAGES.ERROR, details);
  }
  if (error instanceof QuotaExceededError && error.code === 'SERVICE_BUSY') {
    return failure('SERVICE_BUSY', DAILY_QUOTA_MESSAGE, details);
  }
  const code = error.code as keyof typeof MESSAGES;
  const reply = failure(code, MESSAGES[code], details);
  return error instanceof ServiceBusyError ? afterWaiting(reply, error.retryAfterSeconds) : reply;
}
