import { ENGINE_LIMITS } from '../../image-limits.js';
import {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  type ImageSizeReason,
  InsufficientBalanceError,
  InvalidParameterError,
  type OcrKtpError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from '../errors.js';
import type { ImageQuality, QualityCode } from '../image/quality.js';

/** The result of a sandbox picture: an error, or a card with hints about its picture. */
export type SandboxCase =
  | { readonly error: (quality: (hints: readonly QualityCode[]) => ImageQuality) => OcrKtpError }
  | { readonly hints: readonly QualityCode[] };

const SAYS = 'The sandbox gives this for this picture';

/** Every error of `OcrKtpResult` and every hint of `ImageQuality`, by the name of its picture in `web/sandbox`. */
export const SANDBOX_CASES: Readonly<Record<string, SandboxCase>> = {
  'image-invalid-format': {
    error: () =>
      new ImageInvalidFormatError({ message: `${SAYS}: an HEIC picture.`, detectedType: 'image/heic' }),
  },
  'image-too-many-bytes': size('TOO_MANY_BYTES', 3000, 2000),
  'image-side-too-short': size('SIDE_TOO_SHORT', 320, ENGINE_LIMITS.minSide - 56),
  'image-side-too-long': size('SIDE_TOO_LONG', ENGINE_LIMITS.maxSide + 904, 3000),
  'ocr-no-result': {
    error: (quality) =>
      new OcrNoResultError({
        message: `${SAYS}: no card.`,
        pricing: 'FREE',
        quality: quality(['BLURRED', 'NOT_A_CARD']),
      }),
  },
  'service-busy': {
    error: () => new ServiceBusyError({ message: `${SAYS}: too much to do.`, retryAfterSeconds: 2 }),
  },
  'retry-later': {
    error: () =>
      new ServiceBusyError({
        message: `${SAYS}: ask again later.`,
        code: 'RETRY_LATER',
        retryAfterSeconds: 30,
      }),
  },
  'quota-exceeded': { error: () => new QuotaExceededError({ message: `${SAYS}: the quota is used up.` }) },
  'insufficient-balance': {
    error: () => new InsufficientBalanceError({ message: `${SAYS}: the account is empty.` }),
  },
  'access-denied': { error: () => new AccessDeniedError({ message: `${SAYS}: access refused.` }) },
  'account-disabled': {
    error: () => new AccessDeniedError({ message: `${SAYS}: account disabled.`, code: 'ACCOUNT_DISABLED' }),
  },
  'invalid-parameter': {
    error: () => new InvalidParameterError({ message: `${SAYS}: a parameter was not accepted.` }),
  },
  'upstream-error': { error: () => new UpstreamError({ message: `${SAYS}: the reading failed.` }) },
  'hint-damaged': hint('DAMAGED'),
  'hint-blurred': hint('BLURRED'),
  'hint-too-dark': hint('TOO_DARK'),
  'hint-too-bright': hint('TOO_BRIGHT'),
  'hint-low-contrast': hint('LOW_CONTRAST'),
  'hint-glare': hint('GLARE'),
  'hint-skewed': hint('SKEWED'),
  'hint-too-small': hint('TOO_SMALL'),
  'hint-card-cut-off': hint('CARD_CUT_OFF'),
  'hint-mirrored': hint('MIRRORED'),
  'hint-grayscale': hint('GRAYSCALE'),
  'hint-not-a-card': {
    error: (quality) =>
      new OcrNoResultError({
        message: `${SAYS}: no card.`,
        pricing: 'FREE',
        quality: quality(['NOT_A_CARD']),
      }),
  },
};

function size(reason: ImageSizeReason, width: number, height: number): SandboxCase {
  return {
    error: () => new ImageInvalidSizeError({ message: `${SAYS}: ${reason}.`, reason, width, height }),
  };
}

function hint(...hints: QualityCode[]): SandboxCase {
  return { hints };
}
