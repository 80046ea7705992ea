import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import type { Pool } from 'undici';
import { UpstreamError } from '../errors.js';
import type { Breaker, Outcome } from './breaker.js';
import type { Call } from './call.js';
import { decoded } from './content-coding.js';
import { type HttpResponse, parseResponse, type UpstreamResponse } from './response.js';

/** A card's answer takes about 1 KB. */
const MAX_ANSWER_BYTES = 256 * 1024;

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** One after the other they are the body. */
  readonly parts: readonly Buffer[];
}

/** A request that got no whole answer. */
export class ConnectionError extends Error {
  /** Whether some of the request may have reached the upstream. */
  readonly begun: boolean;

  constructor(begun: boolean, cause: unknown) {
    super(begun ? 'The connection broke.' : 'There was no connection.', { cause });
    this.name = 'ConnectionError';
    this.begun = begun;
  }
}

export interface ConnectionOptions {
  readonly origin: string;
  readonly breaker: Breaker;
  readonly connections: number;
  readonly connectTimeoutMs: number;
}

/** The connections to one origin of the upstream, and the circuit they share. */
export class Connection {
  readonly #pool: Pool;
  readonly #breaker: Breaker;

  constructor({ origin, breaker, connections, connectTimeoutMs }: ConnectionOptions) {
    this.#breaker = breaker;
    // Loaded by who has an upstream: every other start would wait for it.
    const undici: typeof import('undici') = createRequire(import.meta.url)('undici');
    this.#pool = new undici.Pool(origin, {
      connections,
      connect: { timeout: connectTimeoutMs },
      // A call's own limit covers these, and what goes before and after them.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: MAX_ANSWER_BYTES,
    });
  }

  /**
   * Any answer is an answer, whatever its code.
   * @throws ConnectionError, CircuitOpenError, or the reason the call was stopped for
   */
  async ask(request: Request, call: Call): Promise<UpstreamResponse> {
    const report = this.#breaker.enter();
    try {
      const answer = parseResponse(await this.#post(request, call), Date.now());
      report(answer.code === null || answer.code === 'ERROR' ? 'FAILED' : 'ANSWERED');
      return answer;
    } catch (error) {
      report(outcomeOf(error));
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #post({ path, headers, parts }: Request, call: Call): Promise<HttpResponse> {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    try {
      const answer = await this.#pool.request({
        method: 'POST',
        path,
        headers: { ...headers, 'content-length': `${length}` },
        body: announced(parts, call) as unknown as Readable,
        signal: call.signal,
      });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      const body = await decoded(bytes, answer.headers['content-encoding'], MAX_ANSWER_BYTES);
      return { status: answer.statusCode, headers: answer.headers, text: new TextDecoder().decode(body) };
    } catch (error) {
      call.signal.throwIfAborted();
      throw new ConnectionError(call.begun, error);
    }
  }
}

/** The pool takes any iterable, though its types name only some; it asks for the first part when it has a connection, and has sent nothing before. */
function* announced(parts: readonly Buffer[], call: Call): Generator<Buffer> {
  call.begin();
  yield* parts;
}

/** A time-out is an `UpstreamError`; any other reason is a caller's. */
function outcomeOf(error: unknown): Outcome {
  return error instanceof ConnectionError || error instanceof UpstreamError ? 'FAILED' : 'GIVEN_UP';
}
