import type { IncomingMessage, ServerResponse } from 'node:http';
import { metrics } from '../observability/metrics.js';
import type { Access } from './access.js';
import { sendJson } from './responses.js';

/** The counters, for those who may call: how much is read and paid is the operator's affair. */
export function createMetricsRoute(access: Access) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (access(request) === null) {
      response.setHeader('www-authenticate', 'Bearer');
      return sendJson(response, 401, { error: 'Send a key of this server as a bearer token.' });
    }
    const text = await metrics.print();
    response.writeHead(200, { 'content-type': metrics.contentType });
    response.end(text);
  };
}
