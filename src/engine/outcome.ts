import {
  ImageInvalidFormatError,
  OcrKtpError,
  type OcrKtpErrorOptions,
  OcrNoResultError,
  UpstreamError,
} from './errors.js';
import type { ImageQuality } from './image/quality.js';
import type { Reading } from './reading.js';

/**
 * How a reading of the embedded engine ended, as a value that can be sent: an error class does not survive the way between threads
 * or machines. It is JSON as it stands.
 */
export type Outcome = { readonly kind: 'reading'; readonly reading: Reading } | Failure;

/**
 * Why a picture was not read; threads that fit or cut pictures answer with the same. Workers and gateways of other versions speak it
 * over the queue, so kinds may be added and must not change.
 */
export type Failure =
  | { readonly kind: 'no-card'; readonly message: string; readonly quality: ImageQuality | null }
  | { readonly kind: 'undecodable'; readonly message: string; readonly detectedType: string | null }
  | { readonly kind: 'failed'; readonly message: string };

/** The outcome that an error stands for: faults of the picture stay what they are, all others are failures. */
export function outcomeOf(error: unknown): Failure {
  if (error instanceof OcrNoResultError) {
    return { kind: 'no-card', message: error.message, quality: error.quality };
  }
  if (error instanceof ImageInvalidFormatError) {
    return { kind: 'undecodable', message: error.message, detectedType: error.detectedType };
  }
  const message = error instanceof OcrKtpError ? error.message : 'The reader failed unexpectedly.';
  return { kind: 'failed', message };
}

/** The error that a failure stands for. */
export function errorOf(failure: Failure): OcrKtpError {
  // The upstream charges for a picture without a card; here it costs nothing.
  const options: OcrKtpErrorOptions = { message: failure.message, pricing: 'FREE' };
  switch (failure.kind) {
    case 'no-card':
      return new OcrNoResultError({ ...options, quality: failure.quality });
    case 'undecodable':
      return new ImageInvalidFormatError({ ...options, detectedType: failure.detectedType });
    case 'failed':
      return new UpstreamError(options);
  }
}

/** @throws OcrKtpError for every outcome that is no reading */
export function readingOf(outcome: Outcome): Reading {
  if (outcome.kind === 'reading') return outcome.reading;
  throw errorOf(outcome);
}
