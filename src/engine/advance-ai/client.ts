import { abortable } from '../concurrency/with-timeout.js';
import { ServiceBusyError, UpstreamError } from '../errors.js';
import type { CardImage } from '../image/probe.js';
import { CircuitOpenError } from './breaker.js';
import type { Budget, Charge } from './budget.js';
import type { Call } from './call.js';
import { type Connection, ConnectionError } from './connection.js';
import { errorOf, isStaleToken } from './error-mapping.js';
import { ocrForm } from './form.js';
import type { UpstreamResponse } from './response.js';
import type { TokenCache } from './token-cache.js';

const PATH = '/openapi/face-recognition/v3/ocr-ktp-check';
/** Before a connection is tried again; doubled each time. */
const FIRST_PAUSE_MS = 250;

export interface ClientParts {
  readonly connection: Connection;
  readonly tokens: TokenCache;
  readonly budget: Budget;
  /** Told what each OCR call that was sent cost. */
  readonly onCharge: (charge: Charge) => void;
}

/** Has pictures read by the upstream, and never twice what may have been paid once. */
export class Client {
  readonly #parts: ClientParts;

  constructor(parts: ClientParts) {
    this.#parts = parts;
  }

  /**
   * A successful answer. Within the call's limit a request is repeated where no connection came about, where the upstream
   * was busy, and once with a new token where the token was refused: all of them free.
   * @throws OcrKtpError, or the reason the call was stopped for
   */
  async read(image: CardImage, call: Call): Promise<UpstreamResponse> {
    let renewed = false;
    for (let tries = 0; ; tries += 1) {
      try {
        const token = await abortable(this.#parts.tokens.current(), call.signal);
        const answer = await this.#send(image, token, call);
        if (answer.code === 'SUCCESS') return answer;
        if (!isStaleToken(answer) || answer.charge !== 'FREE' || renewed) throw errorOf(answer, image);
        renewed = true;
        this.#parts.tokens.discard(token);
      } catch (error) {
        const pause = pauseAfter(error, tries);
        if (pause === null || pause >= call.left) throw final(error);
        await call.pause(pause);
      }
    }
  }

  async #send(image: CardImage, token: string, call: Call): Promise<UpstreamResponse> {
    const settleBudget = await this.#parts.budget.take();
    const { contentType, parts } = ocrForm(image);
    const headers = { 'content-type': contentType, 'x-access-token': token };
    let charge: Charge | null = null;
    try {
      const answer = await this.#parts.connection.ask({ path: PATH, headers, parts }, call);
      charge = answer.charge;
      return answer;
    } finally {
      if (call.begun) this.#parts.onCharge(charge ?? 'UNKNOWN');
      settleBudget(call.begun ? (charge ?? 'UNKNOWN') : 'FREE');
      call.settle();
    }
  }
}

/** Milliseconds after which the request may be repeated; null where it must not be, or need not be. */
function pauseAfter(error: unknown, tries: number): number | null {
  const backoff = FIRST_PAUSE_MS * 2 ** tries;
  if (error instanceof ConnectionError) return error.begun ? null : backoff;
  const busy = error instanceof ServiceBusyError && !(error instanceof CircuitOpenError);
  return busy && error.pricing === 'FREE' ? Math.max(error.retryAfterSeconds * 1000, backoff) : null;
}

function final(error: unknown): unknown {
  if (!(error instanceof ConnectionError)) return error;
  return error.begun
    ? unanswered('The connection to the upstream broke.', error)
    : new UpstreamError({ message: 'The upstream cannot be reached.', cause: error });
}

/** The upstream may have read the picture, and so may charge for it. */
function unanswered(what: string, cause?: unknown): UpstreamError {
  return new UpstreamError({
    message: `${what} The reading may have been charged, so it was not repeated.`,
    pricing: 'PAY',
    cause,
  });
}

/** The error of a call whose time is up. */
export function timedOut(call: Call): UpstreamError {
  return call.begun
    ? unanswered('The upstream did not answer in time.')
    : new UpstreamError({ message: 'The upstream could not be reached in time.' });
}
