import type { IncomingMessage } from 'node:http';
import type { GraphqlHandler } from '../graphql/handler.js';
import { MAX_JSON_BYTES } from '../graphql/json-body.js';
import { isMultipart } from '../graphql/multipart/media-type.js';
import { keyIn } from '../reading/idempotency/key.js';
import type { Access } from './access.js';
import { type Admission, hasLeft, OVERLOAD_SECONDS } from './admission.js';
import type { Handler } from './handler.js';
import type { RateLimit } from './rate-limit.js';
import { count } from './rate-limit-headers.js';
import { faultInHeaders } from './request-headers.js';
import { refuse, refuseForNow } from './responses.js';

export interface GraphqlGuard {
  readonly access: Access;
  /** Of one key. */
  readonly perKey: RateLimit;
  readonly perAddress: RateLimit;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly admission: Admission;
  readonly maxUploadBytes: number;
  /** Whether readings are kept under an idempotency key. */
  readonly heedsKeys: boolean;
}

/** The guards before GraphQL, in this order: method, key, rate limit, headers, room in memory. None of them reads the body. */
export function guardGraphql(
  graphql: GraphqlHandler,
  { access, perKey, perAddress, addressOf, admission, maxUploadBytes, heedsKeys }: GraphqlGuard,
): Handler {
  return async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return refuse(response, 'METHOD_NOT_ALLOWED', `Found ${request.method}; send a POST.`);
    }
    const caller = access(request);
    if (caller === null) {
      response.setHeader('www-authenticate', 'Bearer');
      const { authorization, 'x-api-key': key } = request.headers;
      const found =
        authorization === undefined && key === undefined
          ? ''
          : 'The key that was sent is none of this server. ';
      const message = `${found}Send a key of this server as \`Authorization: Bearer <key>\` or \`X-API-Key: <key>\`.`;
      return refuse(response, 'UNAUTHENTICATED', message);
    }
    const seconds = await count(perKey, response, caller);
    if (seconds > 0) {
      return refuseForNow(response, 'RATE_LIMITED', seconds, 'Too many requests with this key');
    }
    const fault = faultInHeaders(request, maxUploadBytes, heedsKeys);
    if (fault !== null) return refuse(response, fault.code, fault.message);
    const unsaid = isMultipart(request) ? maxUploadBytes : MAX_JSON_BYTES;
    const most = Number(request.headers['content-length'] ?? unsaid);
    const pace = await admission.admit(request, response, { most, caller });
    if (pace === null) {
      if (hasLeft(request, response)) return;
      return refuseForNow(response, 'OVERLOADED', OVERLOAD_SECONDS, 'The server is overloaded');
    }
    // The first picture is the request itself.
    const countPictures = async (pictures: number) => {
      const more = pictures - 1;
      if (more <= 0) return 0;
      return Math.max(
        await count(perKey, response, caller, more),
        await count(perAddress, response, addressOf(request), more),
      );
    };
    const idempotencyKey = keyIn(request.headers['idempotency-key']);
    return graphql(request, response, { caller, pace, countPictures, idempotencyKey });
  };
}
