import type { ReadingServices } from '../reading/read-card.js';
import type { Handler } from './handler.js';
import { sendJson } from './responses.js';

/** Starting: the networks are being loaded. Stopping: what runs is brought to its end. */
export type Phase = 'starting' | 'ready' | 'stopping';

export interface Health {
  readonly phase: () => Phase;
  /** Things the gateway can do without, by name, and why each is of no use; null where it is. */
  readonly helpers?: Readonly<Record<string, () => string | null>>;
}

/**
 * `/health`: the process answers. `/ready`: it can read pictures, so that a load balancer may send some; it still may while
 * something it can do without is away (`degraded`), as an engine that has a fallback, or Redis. Neither asks anybody else.
 */
export function createHealthRoutes(
  { phase, helpers = {} }: Health,
  { engines, auto = engines[0] }: Pick<ReadingServices, 'engines' | 'auto'>,
): Readonly<Record<'/health' | '/ready', Handler>> {
  const report = () => {
    const parts = Object.fromEntries([
      ...engines.map((engine) => [engine.name, engine.state().able] as const),
      ...Object.entries(helpers).map(([name, trouble]) => [name, trouble() === null] as const),
    ]);
    const reasons = Object.fromEntries(
      [
        ...engines.map((engine) => [engine.name, engine.state().reason] as const),
        ...Object.entries(helpers).map(([name, trouble]) => [name, trouble() ?? undefined] as const),
      ].filter(([, reason]) => reason !== undefined),
    );
    const told = Object.keys(reasons).length > 0 ? { reasons } : {};
    return { status: statusOf(parts), parts, ...told };
  };
  const statusOf = (parts: Readonly<Record<string, boolean>>) => {
    if (phase() !== 'ready') return phase();
    if (!auto.state().able) return 'unable';
    return Object.values(parts).every(Boolean) ? 'ready' : 'degraded';
  };
  return {
    '/health': (_, response) => sendJson(response, 200, { status: 'ok' }),
    '/ready': (_, response) => {
      const answer = report();
      const able = answer.status === 'ready' || answer.status === 'degraded';
      sendJson(response, able ? 200 : 503, answer);
    },
  };
}
