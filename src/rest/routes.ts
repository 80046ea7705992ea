import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pace } from '../reading/pace.js';
import type { ReadingServices } from '../reading/read-card.js';
import { newTransactionId } from '../reading/transaction-id.js';
import { ClientRegistry, type CountClient, type RestOptions } from './client-registry.js';
import { clientError, RefusedError, type Reply, send } from './envelope.js';
import { generateToken } from './generate-token.js';
import { readJson } from './json-body.js';
import { type Exchange, ocrKtpCheck } from './ocr-ktp-check.js';
import { OCR_PATH, OPENAPI_ROOT, TOKEN_PATH } from './paths.js';
import { serverError } from './refusals.js';

/** @param pace how the body is to be read */
export type RestHandler = (request: IncomingMessage, response: ServerResponse, pace: Pace) => void;
type Answer = (exchange: Exchange) => Promise<Reply>;

/** The upstream's two endpoints, answered by this server: a client written for ADVANCE.AI only changes the host. */
export function createRest(
  options: RestOptions,
  services: ReadingServices,
  count: CountClient,
): Readonly<Record<string, RestHandler>> {
  const clients = new ClientRegistry(options, count);
  const post = (answer: Answer) => guard(answer, services.onFault);
  return {
    [TOKEN_PATH]: post(async ({ request, response }) =>
      generateToken(await readJson(request), response, clients),
    ),
    [OCR_PATH]: post((exchange) => ocrKtpCheck(exchange, clients, services)),
    [OPENAPI_ROOT]: (_, response) => send(response, clientError(404)),
  };
}

/** Lets POST requests through to an answer, and answers for what goes wrong there. */
function guard(answer: Answer, onFault: ReadingServices['onFault']): RestHandler {
  return async (request, response, pace) => {
    if (request.method !== 'POST') return send(response, clientError(405, { headers: { allow: 'POST' } }));
    const gone = new AbortController();
    response.once('close', () => response.writableFinished || gone.abort());
    try {
      send(response, await answer({ request, response, signal: gone.signal, pace }));
    } catch (error) {
      if (gone.signal.aborted) return;
      send(response, error instanceof RefusedError ? error.reply : unexpected(error, onFault));
    }
  };
}

function unexpected(error: unknown, onFault: ReadingServices['onFault']): Reply {
  const transactionId = newTransactionId();
  onFault(error, transactionId);
  return serverError(transactionId);
}
