import type { Reading } from '../../engine/engine.js';
import {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  InsufficientBalanceError,
  InvalidParameterError,
  OcrKtpError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from '../../engine/errors.js';

/** What a picture was read as, and under which id. */
export interface Read {
  readonly reading: Reading;
  readonly transactionId: string;
}

/** Any of them may have been charged: the upstream says of each answer what it costs. */
const ERRORS = {
  AccessDeniedError,
  ImageInvalidFormatError,
  ImageInvalidSizeError,
  InsufficientBalanceError,
  InvalidParameterError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} as const;

type ErrorName = keyof typeof ERRORS;

/** Whether a picture was read, or somebody may have been charged for it: what is to happen once. All else may be tried again. */
export function isFinal(error: unknown): error is OcrKtpError {
  return error instanceof OcrKtpError && (error.mayBeCharged || error instanceof OcrNoResultError);
}

/** A reading as bytes. */
export function encodeRead({ reading, transactionId }: Read): Buffer {
  return Buffer.from(JSON.stringify({ reading, transactionId }));
}

/** An error as bytes, without its cause. */
export function encodeError(error: OcrKtpError): Buffer {
  const name = (Object.keys(ERRORS) as ErrorName[]).find((each) => error instanceof ERRORS[each]);
  const { cause: _, stack: __, ...facts } = error;
  return Buffer.from(JSON.stringify({ error: name ?? 'UpstreamError', ...facts, message: error.message }));
}

/** @throws the OcrKtpError that was encoded */
export function decode(encoded: Buffer): Read {
  const { error, ...facts } = JSON.parse(encoded.toString());
  if (error === undefined) return facts;
  throw new ERRORS[error as ErrorName](facts);
}
