import type { ServerResponse } from 'node:http';
import { send } from '../openapi/envelope.js';
import { MAX_BODY_BYTES } from '../openapi/ocr-image.js';
import { busy } from '../openapi/refusals.js';
import type { AddressLimit } from './address-limit.js';
import { type Admission, OVERLOAD_SECONDS } from './admission.js';
import type { Handler } from './handler.js';

/** Puts the REST API behind the same limits as GraphQL; it refuses in the upstream's form. */
export function guardOpenapi(
  routes: Readonly<Record<string, Handler>>,
  perAddress: AddressLimit,
  admission: Admission,
): Readonly<Record<string, Handler>> {
  return Object.fromEntries(
    Object.entries(routes).map(([path, next]) => [path, perAddress(admitted(next, admission), tooMany)]),
  );
}

function tooMany(response: ServerResponse, seconds: number): void {
  send(response, busy('RATE_LIMITED', seconds));
}

function admitted(next: Handler, admission: Admission): Handler {
  return async (request, response) => {
    // More than this is never read, whatever is announced.
    const most = Math.min(Number(request.headers['content-length'] ?? MAX_BODY_BYTES), MAX_BODY_BYTES);
    if (!(await admission.admit(request, response, most))) {
      return send(response, busy('OVERLOADED', OVERLOAD_SECONDS));
    }
    return next(request, response);
  };
}
