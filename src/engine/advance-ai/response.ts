import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { PricingStrategy } from '../errors.js';
import { STATUSES, type StatusCode } from '../errors.js';
import type { Charge } from './budget.js';
import { retryAfterSeconds } from './retry-after.js';

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** An answer of the upstream, understood as far as it can be. */
export interface UpstreamResponse {
  /** Null for an answer that is none of the document's: an unknown code, no JSON, no envelope. */
  readonly code: StatusCode | null;
  /** The upstream's wording, to tell apart what shares a code; it may hold account details and goes no further. */
  readonly message: string;
  readonly data: unknown;
  readonly transactionId: string | null;
  readonly charge: Charge;
  /** Null where the answer does not say. */
  readonly retryAfterSeconds: number | null;
  /** The upstream's clock less ours, in milliseconds; null where the answer does not say. */
  readonly clockAheadMs: number | null;
}

/** "the max length is 64". */
const TransactionId = z.string().min(1).max(64);

const Envelope = z.object({
  code: z.string(),
  message: z.string().catch(''),
  /** Left out by serialisers that leave null members out. */
  data: z.unknown().optional(),
  transactionId: TransactionId.nullable().catch(null),
  pricingStrategy: z.enum(['FREE', 'PAY']).nullable().catch(null),
});

type Envelope = z.infer<typeof Envelope>;

/** @param now milliseconds since 1970 */
export function parseResponse({ status, headers, text }: HttpResponse, now: number): UpstreamResponse {
  const envelope = envelopeOf(text);
  const code = codeOf(envelope, status);
  const clockAheadMs = clockAhead(headers.date, now);
  const said: PricingStrategy | null = envelope?.pricingStrategy ?? null;
  return {
    code,
    message: envelope?.message ?? '',
    data: envelope?.data ?? null,
    transactionId: envelope?.transactionId ?? null,
    charge: said ?? (code === null ? 'UNKNOWN' : STATUSES[code].pricing),
    retryAfterSeconds: retryAfterSeconds(headers['retry-after'], now + (clockAheadMs ?? 0)),
    clockAheadMs,
  };
}

function envelopeOf(text: string): Envelope | null {
  try {
    return Envelope.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function codeOf(envelope: Envelope | null, status: number): StatusCode | null {
  if (envelope && Object.hasOwn(STATUSES, envelope.code)) return envelope.code as StatusCode;
  // "this code may migrate to HTTP 429 Too Many Requests in the future."
  return status === 429 ? 'SERVICE_BUSY' : null;
}

function clockAhead(date: string | undefined, now: number): number | null {
  const theirs = Date.parse(date ?? '');
  return Number.isNaN(theirs) ? null : theirs - now;
}
