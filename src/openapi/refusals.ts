import {
  AccessDeniedError,
  InvalidParameterError,
  type OcrKtpError,
  QuotaExceededError,
  ServiceBusyError,
} from '../engine/errors.js';
import { metrics } from '../observability/metrics.js';
import { afterWaiting, failure, type Reply } from './envelope.js';
import { DAILY_QUOTA_MESSAGE, MESSAGES } from './messages.js';

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
