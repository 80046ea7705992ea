import { Counter, Registry } from 'prom-client';

const registry = new Registry();

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

/** Everything the gateway counts, of this process, since it started: how often, never who or what. */
export const metrics = {
  contentType: registry.contentType,
  /** The text that Prometheus collects. */
  print: () => registry.metrics(),
  upstreamCall: (charge: 'PAY' | 'FREE' | 'UNKNOWN') => upstreamCalls.inc({ charge }),
  fallback: (code: string) => fallbacks.inc({ code }),
};
