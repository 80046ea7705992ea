import type { ImageQuality } from './image/quality.js';

type Member =
  | 'IMAGE_FORMAT'
  | 'IMAGE_SIZE'
  | 'NO_RESULT'
  | 'BUSY'
  | 'QUOTA'
  | 'BALANCE'
  | 'ACCESS'
  | 'PARAMETER'
  | 'UPSTREAM';

interface Status {
  /** The reaction it asks of the caller, one error class each; null for success. */
  readonly member: Member | null;
  /** Whether the very same request may succeed later; never where it may have been charged. */
  readonly retryable: boolean;
  /** What the upstream charges where its answer does not say. */
  readonly pricing: PricingStrategy;
}

/** Whether the upstream charges for an answer, in its words. */
export type PricingStrategy = 'FREE' | 'PAY';

/** Every status code of the ADVANCE.AI document ("OCR (All Fields)", "Token Authentication", "Glossary") and what it means. Nothing else invents codes. */
export const STATUSES = {
  SUCCESS: { member: null, retryable: false, pricing: 'PAY' },
  IMAGE_INVALID_FORMAT: { member: 'IMAGE_FORMAT', retryable: false, pricing: 'FREE' },
  IMAGE_INVALID_SIZE: { member: 'IMAGE_SIZE', retryable: false, pricing: 'FREE' },
  OCR_NO_RESULT: { member: 'NO_RESULT', retryable: false, pricing: 'PAY' },
  ERROR: { member: 'UPSTREAM', retryable: true, pricing: 'FREE' },
  EMPTY_PARAMETER_ERROR: { member: 'PARAMETER', retryable: false, pricing: 'FREE' },
  PARAMETER_ERROR: { member: 'PARAMETER', retryable: false, pricing: 'FREE' },
  CLIENT_ERROR: { member: 'PARAMETER', retryable: false, pricing: 'FREE' },
  INSUFFICIENT_BALANCE: { member: 'BALANCE', retryable: false, pricing: 'FREE' },
  SERVICE_BUSY: { member: 'BUSY', retryable: true, pricing: 'FREE' },
  RETRY_LATER: { member: 'BUSY', retryable: true, pricing: 'FREE' },
  OVER_QUERY_LIMIT: { member: 'QUOTA', retryable: false, pricing: 'FREE' },
  IAM_FAILED: { member: 'ACCESS', retryable: false, pricing: 'FREE' },
  ACCOUNT_DISABLED: { member: 'ACCESS', retryable: false, pricing: 'FREE' },
} as const satisfies Record<string, Status>;

export type StatusCode = keyof typeof STATUSES;

/** The codes that one error class may carry. */
type CodeOf<M extends Member> = {
  [C in StatusCode]: (typeof STATUSES)[C]['member'] extends M ? C : never;
}[StatusCode];

export interface OcrKtpErrorOptions {
  /** For developers, in English; never card data, never upstream account details. */
  readonly message: string;
  /** Overrides the table where the answer or the cause says otherwise. */
  readonly retryable?: boolean;
  readonly pricing?: PricingStrategy;
  /** The upstream's id of the call, where it gave one. */
  readonly transactionId?: string | null;
  readonly cause?: unknown;
}

/** A picture that was not read. One class per reaction of the caller; `code` says which fault it was. */
export abstract class OcrKtpError extends Error {
  readonly code: StatusCode;
  readonly retryable: boolean;
  readonly pricing: PricingStrategy;
  /** Whether the upstream charged for this, or may have: its answer was lost. The same request may then be charged again. */
  readonly mayBeCharged: boolean;
  /** Null until the reading gives it the gateway's own id. */
  transactionId: string | null;

  constructor(code: StatusCode, options: OcrKtpErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.pricing = options.pricing ?? STATUSES[code].pricing;
    this.mayBeCharged = this.pricing === 'PAY';
    // Programs obey it, and nobody is to pay twice because a program did.
    this.retryable = !this.mayBeCharged && (options.retryable ?? STATUSES[code].retryable);
    this.transactionId = options.transactionId ?? null;
  }
}

/** Not a JPEG or PNG, or a broken one. */
export class ImageInvalidFormatError extends OcrKtpError {
  /** Media type the first bytes say it is; null where they say nothing. */
  readonly detectedType: string | null;

  constructor(options: OcrKtpErrorOptions & { readonly detectedType: string | null }) {
    super('IMAGE_INVALID_FORMAT', options);
    this.detectedType = options.detectedType;
  }
}

export type ImageSizeReason = 'TOO_MANY_BYTES' | 'SIDE_TOO_SHORT' | 'SIDE_TOO_LONG';

/** Too many bytes, or a side too short or too long. */
export class ImageInvalidSizeError extends OcrKtpError {
  readonly reason: ImageSizeReason;
  /** Pixels; null where the file was cut off before they could be read. */
  readonly width: number | null;
  readonly height: number | null;

  constructor(
    options: OcrKtpErrorOptions & {
      readonly reason: ImageSizeReason;
      readonly width: number | null;
      readonly height: number | null;
    },
  ) {
    super('IMAGE_INVALID_SIZE', options);
    this.reason = options.reason;
    this.width = options.width;
    this.height = options.height;
  }
}

/** No field of a card was found in the picture. */
export class OcrNoResultError extends OcrKtpError {
  /** Why the picture may be unreadable; null where it was not examined. */
  readonly quality: ImageQuality | null;

  constructor(options: OcrKtpErrorOptions & { readonly quality: ImageQuality | null }) {
    super('OCR_NO_RESULT', options);
    this.quality = options.quality;
  }
}

/** Too much to do right now, here or upstream. */
export class ServiceBusyError extends OcrKtpError {
  readonly retryAfterSeconds: number;

  constructor(
    options: OcrKtpErrorOptions & { readonly retryAfterSeconds: number; readonly code?: CodeOf<'BUSY'> },
  ) {
    super(options.code ?? 'SERVICE_BUSY', options);
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The quota of queries is used up. The upstream also says so under SERVICE_BUSY ("daily quota"). */
export class QuotaExceededError extends OcrKtpError {
  constructor(options: OcrKtpErrorOptions & { readonly code?: CodeOf<'QUOTA'> | 'SERVICE_BUSY' }) {
    super(options.code ?? 'OVER_QUERY_LIMIT', options);
  }
}

/** The operator must top up the upstream account. */
export class InsufficientBalanceError extends OcrKtpError {
  constructor(options: OcrKtpErrorOptions) {
    super('INSUFFICIENT_BALANCE', options);
  }
}

/** The upstream refuses the gateway's credentials. */
export class AccessDeniedError extends OcrKtpError {
  constructor(options: OcrKtpErrorOptions & { readonly code?: CodeOf<'ACCESS'> }) {
    super(options.code ?? 'IAM_FAILED', options);
  }
}

/** The request is not acceptable as sent. */
export class InvalidParameterError extends OcrKtpError {
  constructor(options: OcrKtpErrorOptions & { readonly code?: CodeOf<'PARAMETER'> }) {
    super(options.code ?? 'PARAMETER_ERROR', options);
  }
}

/** The engine failed, did not answer in time, or answered with something unknown. */
export class UpstreamError extends OcrKtpError {
  constructor(options: OcrKtpErrorOptions) {
    super('ERROR', options);
  }
}
