import type { QueueOptions } from '../engine/queue/options.js';
import { accessFaults, type Config, ConfigError, describe, Environment } from './gateway.js';
import { queueConfig, queueFaults } from './queue.js';

/** The variables that a worker reads. */
export const WorkerEnvironment = Environment.pick({
  HOST: true,
  WORKER_PORT: true,
  API_KEYS: true,
  ALLOW_ANONYMOUS: true,
  REDIS_URL: true,
  QUEUE_KEY: true,
  QUEUE_NAME: true,
  QUEUE_STALLED_SECONDS: true,
  OCR_RUNTIME: true,
  OCR_THREADS: true,
  OCR_TIMEOUT_SECONDS: true,
  SHUTDOWN_GRACE_SECONDS: true,
  LOG_LEVEL: true,
});

/** The settings of a worker. */
export interface WorkerConfig
  extends Pick<Config, 'ocrRuntime' | 'ocrThreads' | 'ocrTimeoutMs' | 'logLevel'> {
  readonly host: string;
  /** Port for health and metrics; null if the worker does not listen. */
  readonly port: number | null;
  /** Keys for the metrics. If empty, anybody may see them. */
  readonly apiKeys: readonly string[];
  readonly queue: QueueOptions;
  readonly shutdownGraceSeconds: number;
}

/**
 * What a worker needs of the environment, as typed values. An empty variable counts as unset.
 * @throws ConfigError with all faults
 */
export function readWorkerConfig(environment: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const result = WorkerEnvironment.safeParse(set);
  const faults = [...(result.success ? [] : result.error.issues.map(describe)), ...queueFaults(set)];
  if (set.WORKER_PORT) faults.push(...accessFaults(set));
  const queue = result.success ? queueConfig(result.data) : null;
  if (!result.success || queue === null || faults.length > 0) throw new ConfigError(faults);
  const { data } = result;
  return {
    host: data.HOST,
    port: data.WORKER_PORT ?? null,
    apiKeys: data.API_KEYS,
    queue,
    ocrRuntime: data.OCR_RUNTIME,
    ocrThreads: data.OCR_THREADS,
    ocrTimeoutMs: data.OCR_TIMEOUT_SECONDS * 1000,
    shutdownGraceSeconds: data.SHUTDOWN_GRACE_SECONDS,
    logLevel: data.LOG_LEVEL,
  };
}
