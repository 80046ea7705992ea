import type { RequestListener, ServerResponse } from 'node:http';
import type { Log } from '../observability/log.js';
import { metrics } from '../observability/metrics.js';
import { asRequest, requestIdFrom } from '../observability/request-id.js';
import { requestSpan } from '../observability/trace.js';
import { errorBody } from '../refusals.js';
import type { Handler } from './handler.js';
import { takesTarget } from './request-target.js';
import { refuse, sendJson } from './responses.js';

export interface Route {
  /** One of a few names, never the path as sent. */
  readonly name: string;
  readonly handler: Handler;
}

/** For a request whose target is no path. */
const NO_TARGET: Route = {
  name: 'unknown',
  handler: (_, response) =>
    refuse(response, 'BAD_REQUEST', 'The Host header or the request target is none; send a host and a path.'),
};

/** Gives every request an id, a span, a line in the log, and counts it. An error that a route throws is logged as a fault of ours. */
export function instrumented(routeOf: (path: string) => Route, log: Log): RequestListener {
  return (request, response) => {
    const started = performance.now();
    const { name: route, handler } = takesTarget(request)
      ? routeOf((request.url ?? '/').split('?', 1)[0] as string)
      : NO_TARGET;
    const requestId = requestIdFrom(request.headers['x-request-id']);
    const method = request.method ?? '';
    const span = requestSpan(`${method} ${route}`, request.headers, {
      'http.request.method': method,
      'http.route': route,
      'ktp.request_id': requestId,
    });
    metrics.requestOpened();
    response.setHeader('x-request-id', requestId);
    response.once('close', () => {
      const milliseconds = performance.now() - started;
      // A client that left before the answer began got none.
      const status = response.headersSent ? response.statusCode : 0;
      metrics.requestAnswered(route, status, milliseconds / 1000);
      log.request({ requestId, method, route, status, milliseconds: Math.round(milliseconds) });
      span.end({ 'http.response.status_code': status }, status >= 500);
    });
    const answer = async () => handler(request, response);
    span.run(() => asRequest(requestId, () => answer().catch((fault) => fail(fault, response, log))));
  };
}

function fail(fault: unknown, response: ServerResponse, log: Log): void {
  log.fault(fault);
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, errorBody('INTERNAL_SERVER_ERROR', 'Unexpected error.'));
}
