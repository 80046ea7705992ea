import {
  AccessDeniedError,
  InvalidParameterError,
  type OcrKtpError,
  QuotaExceededError,
  ServiceBusyError,
} from '../engine/errors.js';
import { ENGINE_INTAKE, ENGINE_TYPES, type Intake } from '../image-limits.js';
import { metrics } from '../observability/metrics.js';
import { afterWaiting, failure, type Reply } from './envelope.js';
import { DAILY_QUOTA_MESSAGE, MESSAGES } from './messages.js';

/** The reply where this server failed: `ERROR`, which says nothing of the cause. */
export function serverError(transactionId?: string): Reply {
  return failure('ERROR', MESSAGES.ERROR, transactionId === undefined ? {} : { transactionId });
}

/** Too many requests, or too much to do: what the document calls SERVICE_BUSY. */
export function busy(reason: 'RATE_LIMITED' | 'OVERLOADED', retryAfterSeconds: number): Reply {
  metrics.rejected(reason);
  return afterWaiting(failure('SERVICE_BUSY', MESSAGES.SERVICE_BUSY), retryAfterSeconds);
}

/** The document's words, with what this server accepts in place of what the document says where that is more. */
export function messageOf(code: keyof typeof MESSAGES, { limits, types }: Intake): string {
  const { maxBytes, minSide, maxSide } = limits;
  const more = types.filter((type) => !(ENGINE_TYPES as readonly string[]).includes(type));
  switch (code) {
    case 'IMAGE_INVALID_SIZE':
      return MESSAGES[code]
        .replace('2M', `${maxBytes / 1024 ** 2}M`)
        .replace(/256 \* 256 and .*/, `${minSide} * ${minSide} and ${maxSide} * ${maxSide}`);
    case 'IMAGE_INVALID_FORMAT':
      return MESSAGES[code]
        .replace('jpeg/jpg/png', ['jpeg/jpg/png', ...more.map((type) => type.slice(6))].join('/'))
        .replace('image/jpeg or image/png', ['image/jpeg', 'image/png', ...more].join(' or '));
    default:
      return MESSAGES[code];
  }
}

/** The reply to a picture that was not read. */
export function replyTo(error: OcrKtpError, intake: Intake = ENGINE_INTAKE): Reply {
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
  const reply = failure(code, messageOf(code, intake), details);
  return error instanceof ServiceBusyError ? afterWaiting(reply, error.retryAfterSeconds) : reply;
}
