import type { IncomingMessage, ServerResponse } from 'node:http';
import { send } from '../rest/envelope.js';
import { MAX_JSON_BYTES } from '../rest/json-body.js';
import { TOKEN_PATH } from '../rest/paths.js';
import { busy } from '../rest/refusals.js';
import type { RestHandler } from '../rest/routes.js';
import type { AddressLimit } from './address-limit.js';
import { type Admission, hasLeft, OVERLOAD_SECONDS } from './admission.js';
import type { Handler } from './handler.js';

export interface RestGuard {
  readonly perAddress: AddressLimit;
  readonly admission: Admission;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly maxUploadBytes: number;
}

/** Puts the REST API behind the same limits as GraphQL; it refuses in the upstream's form. */
export function guardRest(
  routes: Readonly<Record<string, RestHandler>>,
  { perAddress, admission, addressOf, maxUploadBytes }: RestGuard,
): Readonly<Record<string, Handler>> {
  return Object.fromEntries(
    Object.entries(routes).map(([path, next]) => {
      const most = path === TOKEN_PATH ? MAX_JSON_BYTES : maxUploadBytes;
      return [path, perAddress(admitted(next, most), tooMany)];
    }),
  );

  /** @param most bytes that are read of a body at the most, whatever is announced */
  function admitted(next: RestHandler, most: number): Handler {
    return async (request, response) => {
      const body = {
        most: Math.min(Number(request.headers['content-length'] ?? most), most),
        caller: addressOf(request),
      };
      const pace = await admission.admit(request, response, body);
      if (pace === null) {
        if (hasLeft(request, response)) return;
        return send(response, busy('OVERLOADED', OVERLOAD_SECONDS));
      }
      return next(request, response, pace);
    };
  }
}

function tooMany(response: ServerResponse, seconds: number): void {
  send(response, busy('RATE_LIMITED', seconds));
}
