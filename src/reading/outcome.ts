import type { EngineName, Reading } from '../engine/engine.js';
import { OcrKtpError, type PricingStrategy, type StatusCode } from '../engine/errors.js';

/** How a reading ended. For logs and metrics, so it holds no value of the card. */
export interface ReadingOutcome {
  /** The engine that read the picture, or failed to. */
  readonly engine: EngineName;
  readonly outcome: StatusCode | 'CANCELLED';
  /** Undefined if the caller left. */
  readonly pricing?: PricingStrategy;
  readonly transactionId?: string;
  readonly milliseconds: number;
}

type End = Omit<ReadingOutcome, 'milliseconds'>;

/** The outcome of a picture that was read. */
export function successOf({
  reading,
  transactionId,
}: {
  readonly reading: Reading;
  readonly transactionId: string;
}): End {
  return { engine: reading.engine, outcome: 'SUCCESS', pricing: reading.pricing, transactionId };
}

/**
 * The outcome of a picture that was not read. Any error that is no `OcrKtpError` means that the caller left.
 * @param asked the engine that was asked to read
 */
export function failureOf(error: unknown, asked: EngineName): End {
  if (!(error instanceof OcrKtpError)) return { engine: asked, outcome: 'CANCELLED' };
  const id = error.transactionId === null ? {} : { transactionId: error.transactionId };
  return { engine: asked, outcome: error.code, pricing: error.pricing, ...id };
}
