import { z } from 'zod';
import { UpstreamError } from '../errors.js';
import { Call } from './call.js';
import { type Connection, ConnectionError } from './connection.js';
import { errorOf } from './error-mapping.js';
import type { UpstreamResponse } from './response.js';
import type { AccessToken, SharedToken } from './shared-token.js';
import { type Credentials, signature } from './signature.js';

const PATH = '/openapi/auth/ticket/v1/generate-token';
/** Seconds; the document's default. */
const PERIOD = 3600;
/** A token is renewed when so much of its time is left, so that none ends between here and there. */
const MARGIN = { share: 0.1, mostMs: 60_000 };

const Issued = z.object({ token: z.string().min(1), expiredTime: z.coerce.number().positive() });

/** The access token: asked for when first needed, once however many wait for it, and again before it ends. */
export class TokenCache {
  readonly #connection: Connection;
  readonly #credentials: Credentials;
  readonly #timeoutMs: number;
  readonly #shared: SharedToken | null;
  #refused: string | null = null;
  #token: string | null = null;
  #renewAt = 0;
  #renewal: Promise<string> | null = null;

  /** @param shared null: this process has a token of its own */
  constructor(
    connection: Connection,
    credentials: Credentials,
    timeoutMs: number,
    shared: SharedToken | null,
  ) {
    this.#connection = connection;
    this.#credentials = credentials;
    this.#timeoutMs = timeoutMs;
    this.#shared = shared;
  }

  /** @throws OcrKtpError where the upstream gives none; ConnectionError, CircuitOpenError */
  current(): Promise<string> {
    if (this.#token !== null && performance.now() < this.#renewAt) return Promise.resolve(this.#token);
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  /** Forgets a token the upstream refused, unless it has been renewed since. */
  discard(token: string): void {
    this.#refused = token;
    if (this.#token === token) this.#token = null;
  }

  async #renew(): Promise<string> {
    const ask = () => this.#issue();
    const { token, usableMs } = await (this.#shared?.obtain(this.#refused, ask) ?? ask());
    this.#token = token;
    this.#renewAt = performance.now() + usableMs;
    return token;
  }

  async #issue(): Promise<AccessToken> {
    const answer = await this.#ask();
    const issued = answer.code === 'SUCCESS' ? Issued.safeParse(answer.data).data : undefined;
    if (!issued) throw errorOf({ ...answer, charge: 'FREE' }, null);
    // The moment is by the upstream's clock, which may be minutes off ours, and is told in whole seconds.
    const ahead = answer.clockAheadMs === null ? 0 : answer.clockAheadMs + 1000;
    const lifetime = issued.expiredTime - Date.now() - ahead;
    const margin = Math.min(MARGIN.mostMs, lifetime * MARGIN.share);
    return { token: issued.token, usableMs: lifetime - margin };
  }

  async #ask(): Promise<UpstreamResponse> {
    const timestamp = Date.now();
    const { accessKey } = this.#credentials;
    const body = {
      accessKey,
      signature: signature(this.#credentials, timestamp),
      timestamp,
      periodSecond: PERIOD,
    };
    const call = new Call();
    call.limit(this.#timeoutMs, () => new UpstreamError({ message: 'The upstream gave no token in time.' }));
    try {
      return await this.#connection.ask(
        {
          path: PATH,
          headers: { 'content-type': 'application/json' },
          parts: [Buffer.from(JSON.stringify(body))],
        },
        call,
      );
    } catch (error) {
      // A token costs nothing, so that asking again does no harm however far the request got.
      throw error instanceof ConnectionError ? new ConnectionError(false, error.cause) : error;
    } finally {
      call.end();
    }
  }
}
