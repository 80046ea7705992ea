import type { PricingStrategy, StatusCode } from '../../engine/errors.js';
import { ACCESS_MESSAGES, DAILY_QUOTA_MESSAGE, MESSAGES, PARAMETER_MESSAGES } from '../messages.js';

/** A code that is answered with HTTP 200, and what its answers say. */
export interface CodeAnswer {
  readonly when: string;
  /** By a name, for the examples; that of the code where it has one message. */
  readonly messages: Readonly<Record<string, string>>;
  readonly pricing: readonly PricingStrategy[];
}

export type Answered = Exclude<StatusCode, 'SUCCESS' | 'CLIENT_ERROR'>;

const FREE: readonly PricingStrategy[] = ['FREE'];
/** What the reading cost: `PAY` only where an upstream charged for it, or may have. */
const AS_READ: readonly PricingStrategy[] = ['FREE', 'PAY'];

/** Every code but success and `CLIENT_ERROR`, which has a status of its own. */
export const ANSWERS: Readonly<Record<Answered, CodeAnswer>> = {
  IMAGE_INVALID_FORMAT: {
    when: 'The picture is not a JPEG or PNG, is broken, or is declared as something else.',
    messages: { IMAGE_INVALID_FORMAT: MESSAGES.IMAGE_INVALID_FORMAT },
    pricing: AS_READ,
  },
  IMAGE_INVALID_SIZE: {
    when: 'The picture has too many bytes, or a side is too short or too long.',
    messages: { IMAGE_INVALID_SIZE: MESSAGES.IMAGE_INVALID_SIZE },
    pricing: AS_READ,
  },
  OCR_NO_RESULT: {
    when: 'There is no field of a card in the picture.',
    messages: { OCR_NO_RESULT: MESSAGES.OCR_NO_RESULT },
    pricing: AS_READ,
  },
  ERROR: {
    when: 'The reading failed. With `PAY` it may have been charged, and a program must not repeat it.',
    messages: { ERROR: MESSAGES.ERROR },
    pricing: AS_READ,
  },
  EMPTY_PARAMETER_ERROR: {
    when: 'The form has no file of that name, or an empty one.',
    messages: { EMPTY_PARAMETER_ERROR: MESSAGES.EMPTY_PARAMETER_ERROR },
    pricing: FREE,
  },
  PARAMETER_ERROR: {
    when: 'A parameter is missing or wrong.',
    messages: named('PARAMETER_ERROR', PARAMETER_MESSAGES),
    pricing: FREE,
  },
  INSUFFICIENT_BALANCE: {
    when: "The balance of this server's account at the upstream is used up.",
    messages: { INSUFFICIENT_BALANCE: MESSAGES.INSUFFICIENT_BALANCE },
    pricing: AS_READ,
  },
  SERVICE_BUSY: {
    when: 'Too many requests, or too many pictures are waiting. Try again after `Retry-After`. A daily quota has no `Retry-After`.',
    messages: { SERVICE_BUSY: MESSAGES.SERVICE_BUSY, SERVICE_BUSY_quota: DAILY_QUOTA_MESSAGE },
    pricing: AS_READ,
  },
  RETRY_LATER: {
    when: 'The upstream asks you to try again after `Retry-After`.',
    messages: { RETRY_LATER: MESSAGES.RETRY_LATER },
    pricing: AS_READ,
  },
  OVER_QUERY_LIMIT: {
    when: 'The quota of readings is used up.',
    messages: { OVER_QUERY_LIMIT: MESSAGES.OVER_QUERY_LIMIT },
    pricing: AS_READ,
  },
  IAM_FAILED: {
    when: 'The access key or the token is unknown or has expired, or the account is disabled.',
    messages: named('IAM_FAILED', ACCESS_MESSAGES),
    pricing: FREE,
  },
  ACCOUNT_DISABLED: {
    when: 'The account that asks for a token is disabled.',
    messages: { ACCOUNT_DISABLED: MESSAGES.ACCOUNT_DISABLED },
    pricing: FREE,
  },
};

/** What an endpoint answers with, and by which names where it knows not all messages of a code. */
export type Endpoint = Readonly<Partial<Record<Answered, 'ALL' | readonly string[]>>>;

export const TOKEN_ANSWERS: Endpoint = {
  PARAMETER_ERROR: 'ALL',
  IAM_FAILED: ['IAM_FAILED_accessKey'],
  ACCOUNT_DISABLED: 'ALL',
  SERVICE_BUSY: ['SERVICE_BUSY'],
  ERROR: 'ALL',
};

export const OCR_ANSWERS: Endpoint = {
  IMAGE_INVALID_FORMAT: 'ALL',
  IMAGE_INVALID_SIZE: 'ALL',
  OCR_NO_RESULT: 'ALL',
  EMPTY_PARAMETER_ERROR: 'ALL',
  IAM_FAILED: 'ALL',
  INSUFFICIENT_BALANCE: 'ALL',
  SERVICE_BUSY: 'ALL',
  RETRY_LATER: 'ALL',
  OVER_QUERY_LIMIT: 'ALL',
  ERROR: 'ALL',
};

/** The statuses of `CLIENT_ERROR`, and what each is about. */
export const CLIENT_ERRORS: Readonly<Record<number, string>> = {
  400: 'The body is malformed, or the `Idempotency-Key` is malformed.',
  404: 'There is no such endpoint under `/openapi/`.',
  405: 'The method is not POST. `Allow` names the method.',
  413: 'The body is too large.',
  415: 'The `Content-Type` is not the one described.',
  422: 'The `Idempotency-Key` was sent before with another picture; `extra` says so.',
};

/** The codes of an endpoint, and their messages by name. */
export function answersOf(
  endpoint: Endpoint,
): readonly (readonly [Answered, Readonly<Record<string, string>>])[] {
  return (Object.entries(endpoint) as [Answered, 'ALL' | readonly string[]][]).map(([code, names]) => {
    const messages = Object.entries(ANSWERS[code].messages);
    return [code, Object.fromEntries(messages.filter(([name]) => names === 'ALL' || names.includes(name)))];
  });
}

function named(code: string, messages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(messages).map(([name, text]) => [`${code}_${name}`, text]));
}
