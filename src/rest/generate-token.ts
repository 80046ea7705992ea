import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { signature } from '../engine/advance-ai/signature.js';
import type { ClientRegistry } from './client-registry.js';
import { clientError, failure, RefusedError, type Reply, success } from './envelope.js';
import { MESSAGES, PARAMETER_MESSAGES, PERIOD } from './messages.js';

/** "suggested 300 seconds before or after the current time" */
const WINDOW_MS = 300_000;

/**
 * Answers a request for an access token, already parsed. Numbers may come as numbers or as text: the document's table says
 * text, its example has numbers.
 * @throws RefusedError
 */
export async function generateToken(
  body: unknown,
  response: ServerResponse,
  clients: ClientRegistry,
): Promise<Reply> {
  if (typeof body !== 'object' || body === null) throw new RefusedError(clientError(400));
  const parameters = body as Record<string, unknown>;
  const accessKey = required(parameters.accessKey);
  const timestamp = required(parameters.timestamp);
  const signed = required(parameters.signature);
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - clients.now()) > WINDOW_MS) {
    throw parameterError('timestamp');
  }
  const client = clients.client(accessKey);
  if (!isSame(signed.toLowerCase(), signature(client, timestamp))) throw parameterError('signature');
  if (client.disabled) throw new RefusedError(failure('ACCOUNT_DISABLED', MESSAGES.ACCOUNT_DISABLED));
  const period = periodOf(parameters.periodSecond);
  await clients.count(client, response);
  return success(await clients.tokens.issue(accessKey, period), 'FREE');
}

/** @throws RefusedError where there is none */
function required(value: unknown): string {
  const text = textOf(value);
  if (text === '') throw parameterError('empty');
  return text;
}

function periodOf(value: unknown): number {
  const text = textOf(value);
  if (text === '') return PERIOD.usual;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= PERIOD.least && seconds <= PERIOD.most) return seconds;
  throw parameterError('period');
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw new RefusedError(clientError(400));
}

function parameterError(what: keyof typeof PARAMETER_MESSAGES): RefusedError {
  return new RefusedError(failure('PARAMETER_ERROR', PARAMETER_MESSAGES[what]));
}

/** In a time that tells nothing of where two texts differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
