import { appendFileSync } from 'node:fs';
import type { Worker } from 'node:worker_threads';
import { isMainThread } from 'node:worker_threads';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';

/**
 * Loaded before the gateway where tests need a hand inside its process: SIGUSR2 kills the threads that read, SIGHUP is a bug
 * that throws with `BUG_MESSAGE`, and with `SPANS_FILE` an OpenTelemetry SDK runs, whose spans are written there, one a line.
 */
if (isMainThread) {
  const workers = new Set<Worker>();
  process.on('worker', (worker) => {
    workers.add(worker);
    worker.once('exit', () => workers.delete(worker));
  });
  process.on('SIGUSR2', () => {
    for (const worker of workers) void worker.terminate();
  });
  process.on('SIGHUP', () => {
    void Promise.reject(new Error(process.env.BUG_MESSAGE));
    throw new Error(process.env.BUG_MESSAGE);
  });
  if (process.env.SPANS_FILE) await traceInto(process.env.SPANS_FILE);
}

async function traceInto(file: string): Promise<void> {
  const sdk = await import('@opentelemetry/sdk-trace-node');
  const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = sdk;
  const memory = new InMemorySpanExporter();
  new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] }).register();
  process.on('exit', () => {
    for (const span of memory.getFinishedSpans()) appendFileSync(file, `${JSON.stringify(told(span))}\n`);
  });
}

/** Everything an exporter would send. */
function told(span: ReadableSpan) {
  const { name, kind, attributes, events, links, status, resource, instrumentationScope } = span;
  const { spanId, traceId } = span.spanContext();
  const parent = span.parentSpanContext?.spanId;
  return {
    name,
    kind,
    spanId,
    traceId,
    parent,
    attributes,
    events,
    links,
    status,
    resource: resource.attributes,
    instrumentationScope,
  };
}
