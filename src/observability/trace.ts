import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** All that a span may say. Errors are told by their code: their messages, and `recordException`, could repeat a card. */
export interface SpanFacts {
  readonly 'http.request.method'?: string | undefined;
  readonly 'http.route'?: string | undefined;
  readonly 'http.response.status_code'?: number | undefined;
  readonly 'ktp.request_id'?: string | undefined;
  readonly 'ktp.transaction_id'?: string | undefined;
  readonly 'ktp.engine'?: string | undefined;
  readonly 'ktp.outcome'?: string | undefined;
  readonly 'ktp.pricing'?: string | undefined;
}

/** Asked each time, so that an SDK that registers late is found; without one nothing of this does anything. */
const tracer = () => trace.getTracer('ktp-gateway');

/** A span around some work, inside whatever span is running. */
export function traced<T>(
  name: string,
  facts: SpanFacts,
  work: (tell: (more: SpanFacts) => void) => Promise<T>,
): Promise<T> {
  return tracer().startActiveSpan(name, { attributes: facts as Attributes }, async (span) => {
    try {
      return await work((more) => span.setAttributes(more as Attributes));
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

export interface RequestSpan {
  /** Runs what answers the request, inside the span. */
  run(work: () => void): void;
  end(facts: SpanFacts, failed: boolean): void;
}

/** The span of one HTTP request, which goes on the trace that its headers name. */
export function requestSpan(
  name: string,
  headers: Readonly<Record<string, unknown>>,
  facts: SpanFacts,
): RequestSpan {
  const parent = propagation.extract(context.active(), headers);
  const options = { kind: SpanKind.SERVER, attributes: facts as Attributes };
  const span: Span = tracer().startSpan(name, options, parent);
  return {
    run: (work) => context.with(trace.setSpan(parent, span), work),
    end: (more, failed) => {
      span.setAttributes(more as Attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

/** Sends off what the operator's SDK still holds; the API has no word for it, every SDK's provider has. */
export async function flushTraces(): Promise<void> {
  const provider = trace.getTracerProvider() as { getDelegate?: () => unknown };
  const delegate = (provider.getDelegate?.() ?? provider) as { forceFlush?: () => Promise<void> };
  await delegate.forceFlush?.();
}
