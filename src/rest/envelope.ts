import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { PricingStrategy, StatusCode } from '../engine/errors.js';
import { newTransactionId } from '../reading/transaction-id.js';
import { MESSAGES } from './messages.js';

/** What every answer of the upstream looks like. */
export interface Envelope {
  readonly code: StatusCode;
  readonly message: string;
  readonly data: unknown;
  /** Why, where the code's message does not say. */
  readonly extra: string | null;
  readonly transactionId: string;
  readonly pricingStrategy: PricingStrategy;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly envelope: Envelope;
}

/** A request that is answered with something else than what it asked for. */
export class RefusedError extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(reply.envelope.code);
    this.name = 'RefusedError';
    this.reply = reply;
  }
}

/** The reply to a request that was done, HTTP 200. */
export function success(data: unknown, pricing: PricingStrategy, transactionId?: string): Reply {
  return reply('SUCCESS', MESSAGES.SUCCESS, data, { pricing, transactionId });
}

/** As upstream, the HTTP status is 200 whatever the code: clients look at the code. */
export function failure(code: StatusCode, message: string, details: ReplyDetails = {}): Reply {
  return reply(code, message, null, details);
}

interface ReplyDetails {
  /** A new one where left out. */
  readonly transactionId?: string | undefined;
  /** `FREE` where left out. */
  readonly pricing?: PricingStrategy;
}

function reply(
  code: StatusCode,
  message: string,
  data: unknown,
  { transactionId = newTransactionId(), pricing = 'FREE' }: ReplyDetails,
): Reply {
  const envelope = { code, message, data, extra: null, transactionId, pricingStrategy: pricing };
  return { status: 200, headers: {}, envelope };
}

/** `CLIENT_ERROR`, "HTTP 404 - Not Found": the one code that names an HTTP status, which the answer then has. */
export function clientError(
  status: number,
  { headers = {}, extra = null }: { headers?: Readonly<Record<string, string>>; extra?: string | null } = {},
): Reply {
  const { envelope } = failure('CLIENT_ERROR', `HTTP ${status} - ${STATUS_CODES[status]}`);
  return { status, headers, envelope: { ...envelope, extra } };
}

/** "retry after the suggested time in HTTP Header. Retry-After :10s" */
export function afterWaiting(reply: Reply, seconds: number): Reply {
  return { ...reply, headers: { ...reply.headers, 'retry-after': `${seconds}s` } };
}

/** Writes a reply as JSON, with its headers. */
export function send(response: ServerResponse, { status, headers, envelope }: Reply): void {
  response.writeHead(status, { ...headers, 'content-type': 'application/json;charset=utf-8' });
  response.end(JSON.stringify(envelope));
}
