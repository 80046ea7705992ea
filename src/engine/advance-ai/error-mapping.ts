import { ENGINE_LIMITS } from '../../image-limits.js';
import {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  type ImageSizeReason,
  InsufficientBalanceError,
  InvalidParameterError,
  type OcrKtpError,
  type OcrKtpErrorOptions,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  type StatusCode,
  UpstreamError,
} from '../errors.js';
import type { CardImage } from '../image/probe.js';
import type { UpstreamResponse } from './response.js';

/** "Retry-After :10s" is the document's only example; it stands in where a busy answer has no such header. */
export const DEFAULT_RETRY_AFTER_SECONDS = 10;

/** Our own words: the upstream's may name the account. */
const MESSAGES: Readonly<Record<Exclude<StatusCode, 'SUCCESS'>, string>> = {
  IMAGE_INVALID_FORMAT: 'The upstream takes the picture for no JPEG or PNG.',
  IMAGE_INVALID_SIZE: 'The upstream takes the picture for too large or too small.',
  OCR_NO_RESULT: 'The upstream found no KTP field in the picture.',
  ERROR: 'The upstream failed.',
  EMPTY_PARAMETER_ERROR: 'The upstream misses a parameter in the request.',
  PARAMETER_ERROR: 'The upstream did not accept a parameter of the request.',
  CLIENT_ERROR: 'The upstream did not accept the request.',
  INSUFFICIENT_BALANCE: 'The balance of the upstream account is used up; the operator must top it up.',
  SERVICE_BUSY: 'The upstream is busy.',
  RETRY_LATER: 'The upstream asks to try again later.',
  OVER_QUERY_LIMIT: 'The quota of the upstream account is used up.',
  IAM_FAILED: "The upstream refuses this server's credentials.",
  ACCOUNT_DISABLED: 'The upstream account is disabled.',
};

/** A SERVICE_BUSY that waiting does not help: "You have exceeded the daily quota for free queries". */
function isQuota({ code, message }: UpstreamResponse): boolean {
  return code === 'SERVICE_BUSY' && /\bquota\b/i.test(message);
}

/** Whether the token is what the upstream refuses: "Token not found or expired", "Access denied: Token not found or expired". */
export function isStaleToken({ code, message }: UpstreamResponse): boolean {
  return code === 'IAM_FAILED' && /\btoken\b/i.test(message);
}

/** The error for a response other than a success. `image` is null if no picture was sent. */
export function errorOf(answer: UpstreamResponse, image: CardImage | null): OcrKtpError {
  const { code, transactionId } = answer;
  // In doubt it was charged.
  const pricing = answer.charge === 'FREE' ? 'FREE' : 'PAY';
  const because = (message: string) => ({ message, pricing, transactionId }) satisfies OcrKtpErrorOptions;
  if (code === null || code === 'SUCCESS') {
    return new UpstreamError(because('The upstream answered with something its document does not know.'));
  }
  const options = because(MESSAGES[code]);
  switch (code) {
    case 'IMAGE_INVALID_FORMAT':
      return new ImageInvalidFormatError({ ...options, detectedType: image?.mimeType ?? null });
    case 'IMAGE_INVALID_SIZE':
      return new ImageInvalidSizeError({ ...options, ...sizeOf(image) });
    case 'OCR_NO_RESULT':
      return new OcrNoResultError({ ...options, quality: null });
    case 'SERVICE_BUSY':
    case 'RETRY_LATER':
      if (isQuota(answer)) {
        return new QuotaExceededError({
          ...options,
          code: 'SERVICE_BUSY',
          message: MESSAGES.OVER_QUERY_LIMIT,
          retryable: false,
        });
      }
      return new ServiceBusyError({
        ...options,
        code,
        retryAfterSeconds: answer.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS,
      });
    case 'OVER_QUERY_LIMIT':
      return new QuotaExceededError(options);
    case 'INSUFFICIENT_BALANCE':
      return new InsufficientBalanceError(options);
    case 'IAM_FAILED':
    case 'ACCOUNT_DISABLED':
      return new AccessDeniedError({ ...options, code });
    case 'PARAMETER_ERROR':
    case 'EMPTY_PARAMETER_ERROR':
    case 'CLIENT_ERROR':
      return new InvalidParameterError({
        ...options,
        code,
        message: parameterMessage(answer, MESSAGES[code]),
      });
    case 'ERROR':
      return new UpstreamError(options);
  }
}

/** The document prints one code for three faults of a token request; only the message tells them apart. */
function parameterMessage({ code, message, clockAheadMs }: UpstreamResponse, usual: string): string {
  if (code !== 'PARAMETER_ERROR') return usual;
  if (/timestamp/i.test(message)) return `The upstream refuses this server's clock: ${skew(clockAheadMs)}`;
  if (/signature/i.test(message))
    return "The upstream refuses this server's signature: check the secret key.";
  return usual;
}

function skew(clockAheadMs: number | null): string {
  if (clockAheadMs === null) return 'it is more than about 300 s off; set it.';
  const seconds = Math.round(clockAheadMs / 1000);
  return `it is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} the upstream's; set it.`;
}

/** The upstream does not say what is wrong with the size; a picture that passed our limits can only be close to one. */
function sizeOf(image: CardImage | null): {
  readonly reason: ImageSizeReason;
  readonly width: number | null;
  readonly height: number | null;
} {
  const { width, height } = image ?? { width: null, height: null };
  let reason: ImageSizeReason = 'TOO_MANY_BYTES';
  if (Math.min(width ?? Infinity, height ?? Infinity) <= ENGINE_LIMITS.minSide) reason = 'SIDE_TOO_SHORT';
  else if (Math.max(width ?? 0, height ?? 0) >= ENGINE_LIMITS.maxSide) reason = 'SIDE_TOO_LONG';
  return { reason, width, height };
}
