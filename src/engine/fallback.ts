import type { Engine } from './engine.js';
import {
  InsufficientBalanceError,
  type OcrKtpError,
  QuotaExceededError,
  ServiceBusyError,
  UpstreamError,
} from './errors.js';

/** Faults of an engine that another engine does not share; faults of the picture or of the configuration are not among them. */
const UNABLE = [UpstreamError, ServiceBusyError, QuotaExceededError, InsufficientBalanceError] as const;

/**
 * An engine made of two: the second reads what the first is unable to. The reading says which one it was.
 * @param onFallback told why the second was asked, which the caller does not see
 */
export function withFallback(
  first: Engine,
  second: Engine,
  onFallback: (error: OcrKtpError) => void,
): Engine {
  return {
    name: first.name,
    async read(image, wanted, signal, caller) {
      try {
        return await first.read(image, wanted, signal, caller);
      } catch (error) {
        const unable = UNABLE.find((kind) => error instanceof kind) && (error as OcrKtpError);
        if (!unable) throw error;
        onFallback(unable);
        return second.read(image, wanted, signal, caller);
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
