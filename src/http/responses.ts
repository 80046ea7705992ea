import type { ServerResponse } from 'node:http';
import { metrics } from '../observability/metrics.js';
import { errorBody, REFUSALS, type Refusal } from '../refusals.js';

/** A JSON answer of the server itself. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** A refusal shaped as GraphQL clients expect one. */
export function refuse(response: ServerResponse, code: Refusal, message: string): void {
  metrics.rejected(code);
  sendJson(response, REFUSALS[code], errorBody(code, message));
}

/** A refusal for now: the same request may succeed after so many seconds. */
export function refuseForNow(
  response: ServerResponse,
  code: 'RATE_LIMITED' | 'OVERLOADED',
  seconds: number,
  message: string,
): void {
  response.setHeader('retry-after', `${seconds}`);
  refuse(response, code, `${message}; try again in ${seconds} s.`);
}

/** The refusal of an address that asks too often. */
export function refuseTooMany(response: ServerResponse, seconds: number): void {
  refuseForNow(response, 'RATE_LIMITED', seconds, 'Too many requests from this address');
}
