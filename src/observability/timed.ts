import { metrics, type Stage } from './metrics.js';
import { traced } from './trace.js';

/** Runs one step of a reading inside a span, and counts its seconds. */
export async function timed<T>(stage: Stage, step: () => Promise<T>, engine?: string): Promise<T> {
  const started = performance.now();
  try {
    return await traced(stage, engine === undefined ? {} : { 'ktp.engine': engine }, step);
  } finally {
    metrics.stage(stage, engine, (performance.now() - started) / 1000);
  }
}
