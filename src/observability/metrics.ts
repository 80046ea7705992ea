import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { REFUSALS, type Refusal } from '../refusals.js';

const registry = new Registry();
collectDefaultMetrics({ register: registry });

/** The steps of a reading, in their order. Only `queue` and `read` have an engine. */
export const STAGES = ['upload', 'probe', 'fit', 'queue', 'read', 'understand', 'cut'] as const;

export type Stage = (typeof STAGES)[number];

/** The state of an engine at the moment. */
export interface EngineGauges {
  readonly engine: string;
  readonly able: boolean;
  readonly waiting: number;
  readonly reading: number;
  /** Threads with their networks loaded; null if the engine has no threads. */
  readonly workers: number | null;
}

/** Buckets, from a cached answer to the default time-out of a reading. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30];

const requests = new Counter({
  name: 'ktp_requests_total',
  help: 'HTTP requests answered, by route and status; status 0 where the client left before the answer.',
  labelNames: ['route', 'status'],
  registers: [registry],
});

const requestSeconds = new Histogram({
  name: 'ktp_request_duration_seconds',
  help: 'From the headers of a request to the end of its answer, by route.',
  labelNames: ['route'],
  buckets: SECONDS,
  registers: [registry],
});

const open = new Gauge({
  name: 'ktp_requests_open',
  help: 'HTTP requests being answered.',
  registers: [registry],
});

const rejections = new Counter({
  name: 'ktp_rejected_total',
  help: 'Requests turned away before anything was read, by reason.',
  labelNames: ['reason'],
  registers: [registry],
});
for (const reason of Object.keys(REFUSALS)) rejections.inc({ reason }, 0);

const readings = new Counter({
  name: 'ktp_readings_total',
  help: 'Pictures, by engine and outcome: SUCCESS, the status code of the error, or CANCELLED where the caller left.',
  labelNames: ['engine', 'outcome'],
  registers: [registry],
});

const stageSeconds = new Histogram({
  name: 'ktp_stage_duration_seconds',
  help: 'Steps of readings: upload, probe, fit, queue, read, understand.',
  labelNames: ['stage', 'engine'],
  buckets: SECONDS,
  registers: [registry],
});

const upstreamCalls = new Counter({
  name: 'ktp_upstream_calls_total',
  help: 'OCR calls sent to the upstream, by what they cost: PAY, FREE, or UNKNOWN where no answer told.',
  labelNames: ['charge'],
  registers: [registry],
});
for (const charge of ['PAY', 'FREE', 'UNKNOWN']) upstreamCalls.inc({ charge }, 0);

const fallbacks = new Counter({
  name: 'ktp_fallbacks_total',
  help: 'Pictures that the fallback engine was given, by the status code of what kept the first from reading them.',
  labelNames: ['code'],
  registers: [registry],
});

/** The outcome of a request with an idempotency key. */
const IDEMPOTENCY = ['KEPT', 'REPLAYED', 'DROPPED', 'LOST'] as const;

const idempotency = new Counter({
  name: 'ktp_idempotency_total',
  help: 'Readings under an idempotency key: KEPT, REPLAYED without reading again, DROPPED for want of room, LOST because Redis was away.',
  labelNames: ['outcome'],
  registers: [registry],
});
for (const outcome of IDEMPOTENCY) idempotency.inc({ outcome }, 0);

const faults = new Counter({
  name: 'ktp_faults_total',
  help: 'Faults of this program, each with a line in the log.',
  registers: [registry],
});

const logFailures = new Counter({
  name: 'ktp_log_failures_total',
  help: 'Lines of the log that standard output did not take.',
  registers: [registry],
});

const workerLosses = new Counter({
  name: 'ktp_worker_losses_total',
  help: 'OCR threads that died or were ended because they did not stop; each is replaced.',
  labelNames: ['cause'],
  registers: [registry],
});
for (const cause of ['DIED', 'STUCK']) workerLosses.inc({ cause }, 0);

let engines: () => readonly EngineGauges[] = () => [];

function gauge(name: string, help: string, measure: (engine: EngineGauges) => number | null): void {
  new Gauge({
    name,
    help,
    labelNames: ['engine'],
    registers: [registry],
    collect() {
      this.reset();
      for (const each of engines()) {
        const value = measure(each);
        if (value !== null) this.set({ engine: each.engine }, value);
      }
    },
  });
}
gauge('ktp_engine_able', '1 where the engine can read, 0 where it starts, rests or stops.', ({ able }) =>
  Number(able),
);
gauge('ktp_queue_length', 'Pictures waiting for an engine.', ({ waiting }) => waiting);
gauge('ktp_readings_running', 'Pictures an engine is reading.', ({ reading }) => reading);
gauge('ktp_workers', 'OCR threads with their networks loaded.', ({ workers }) => workers);

/** Everything this process counts since its start: how often and how long, never who or what. */
export const metrics = {
  contentType: registry.contentType,
  /** All metrics in the text format of Prometheus. */
  print: () => registry.metrics(),
  /** Sets the function that gives the states of the engines. */
  watch: (states: () => readonly EngineGauges[]) => {
    engines = states;
  },
  requestOpened: () => open.inc(),
  requestAnswered: (route: string, status: number, seconds: number) => {
    open.dec();
    requests.inc({ route, status });
    requestSeconds.observe({ route }, seconds);
  },
  /** A request was refused before anything was read. */
  rejected: (reason: Refusal) => rejections.inc({ reason }),
  reading: (engine: string, outcome: string) => readings.inc({ engine, outcome }),
  stage: (stage: Stage, engine: string | undefined, seconds: number) =>
    stageSeconds.observe(engine === undefined ? { stage } : { stage, engine }, seconds),
  upstreamCall: (charge: 'PAY' | 'FREE' | 'UNKNOWN') => upstreamCalls.inc({ charge }),
  fallback: (code: string) => fallbacks.inc({ code }),
  idempotency: (outcome: (typeof IDEMPOTENCY)[number]) => idempotency.inc({ outcome }),
  fault: () => faults.inc(),
  logFailed: () => logFailures.inc(),
  workerLost: (cause: 'DIED' | 'STUCK') => workerLosses.inc({ cause }),
};
