import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

/** All attributes that a span may have. An error is only a code: its message, and `recordException`, may repeat a value of a card. */
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

/** Asked each time, so that an SDK that registers late is found. Without an SDK, spans do nothing. */
const tracer = () => trace.getTracer('ktp-gateway');

/** Runs work in a span, inside the current span if there is one. */
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

/** The span of an HTTP request. */
export interface RequestSpan {
  /** Runs the work of the request in the span. */
  run(work: () => void): void;
  end(facts: SpanFacts, failed: boolean): void;
}

/** Starts the span of an HTTP request. It continues the trace that the headers name (W3C Trace Context). */
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

/** Sends the spans that the operator's SDK still holds. The API has no method for that; the providers of all SDKs have one. */
export async function flushTraces(): Promise<void> {
  const provider = trace.getTracerProvider() as { getDelegate?: () => unknown };
  const delegate = (provider.getDelegate?.() ?? provider) as { forceFlush?: () => Promise<void> };
  await delegate.forceFlush?.();
}
