import type { Engine } from './engine.js';
import { InsufficientBalanceError, QuotaExceededError, ServiceBusyError, UpstreamError } from './errors.js';

/** Faults of an engine that another engine does not share; faults of the picture or of the configuration are not among them. */
const UNABLE = [UpstreamError, ServiceBusyError, QuotaExceededError, InsufficientBalanceError] as const;

/** An engine made of two: the second reads what the first is unable to. The reading says which one it was. */
export function withFallback(first: Engine, second: Engine): Engine {
  return {
    name: first.name,
    async read(image, wanted, signal, caller) {
      try {
        return await first.read(image, wanted, signal, caller);
      } catch (error) {
        if (!UNABLE.some((kind) => error instanceof kind)) throw error;
        return second.read(image, wanted, signal, caller);
      }
    },
    async ready() {
      await Promise.all([first.ready(), second.ready()]);
    },
    async close() {
      await Promise.all([first.close(), second.close()]);
    },
  };
}
