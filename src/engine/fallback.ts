import type { Engine } from './engine.js';
import {
  InsufficientBalanceError,
  OcrKtpError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from './errors.js';

/** Faults of an engine that another engine does not share; faults of the picture or of the configuration are not among them. */
const UNABLE = [UpstreamError, ServiceBusyError, QuotaExceededError, InsufficientBalanceError] as const;

function isUnable(error: OcrKtpError): boolean {
  return UNABLE.some((kind) => error instanceof kind);
}

/**
 * An engine made of two: the second reads what the first is unable to. The reading says which one it was.
 * @param onFallback told why the second was asked, which the caller does not see
 * @param unable whether an error of the first is one that the second may not share
 */
export function withFallback(
  first: Engine,
  second: Engine,
  onFallback: (error: OcrKtpError) => void,
  unable: (error: OcrKtpError) => boolean = isUnable,
): Engine {
  return {
    name: first.name,
    ranks: first.ranks === true && second.ranks === true,
    async read(image, wanted, signal, caller, urgency) {
      try {
        return await first.read(image, wanted, signal, caller, urgency);
      } catch (error) {
        if (!(error instanceof OcrKtpError && unable(error))) throw error;
        onFallback(error);
        return second.read(image, wanted, signal, caller, urgency);
      }
    },
    async ready() {
      await Promise.all([first.ready(), second.ready()]);
    },
    state() {
      const [one, other] = [first.state(), second.state()];
      return { ...one, able: one.able || other.able };
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}
