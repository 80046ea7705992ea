import { createHash, timingSafeEqual } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { signature } from '../engine/advance-ai/signature.js';
import type { Desk } from './desk.js';
import { clientError, failure, RefusedError, type Reply, success } from './envelope.js';

/** "suggested 300 seconds before or after the current time" */
const WINDOW_MS = 300_000;
/** "defaults to 3600 seconds, minimum 60 seconds, maximum 86400 seconds" */
const PERIOD = { usual: 3600, least: 60, most: 86_400 };

/**
 * Answers a request for an access token, already parsed. Numbers may come as numbers or as text: the document's table says
 * text, its example has numbers.
 * @throws RefusedError
 */
export async function generateToken(body: unknown, response: ServerResponse, desk: Desk): Promise<Reply> {
  if (typeof body !== 'object' || body === null) throw new RefusedError(clientError(400));
  const parameters = body as Record<string, unknown>;
  const accessKey = required(parameters.accessKey);
  const timestamp = required(parameters.timestamp);
  const signed = required(parameters.signature);
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - desk.now()) > WINDOW_MS) {
    throw parameterError('Timestamp error');
  }
  const client = desk.client(accessKey);
  if (!isSame(signed.toLowerCase(), signature(client, timestamp))) throw parameterError('Signature error');
  if (client.disabled) throw new RefusedError(failure('ACCOUNT_DISABLED', 'Account Disabled'));
  const period = periodOf(parameters.periodSecond);
  await desk.count(client, response);
  return success(await desk.tickets.issue(accessKey, period), 'FREE');
}

/** @throws RefusedError where there is none */
function required(value: unknown): string {
  const text = textOf(value);
  if (text === '') throw parameterError('Parameter should not be empty');
  return text;
}

function periodOf(value: unknown): number {
  const text = textOf(value);
  if (text === '') return PERIOD.usual;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds >= PERIOD.least && seconds <= PERIOD.most) return seconds;
  throw parameterError(`periodSecond should be between ${PERIOD.least} and ${PERIOD.most}`);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  throw new RefusedError(clientError(400));
}

function parameterError(message: string): RefusedError {
  return new RefusedError(failure('PARAMETER_ERROR', message));
}

/** In a time that tells nothing of where two texts differ. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
