import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OpenapiClient, OpenapiConfig } from '../config.js';
import { afterWaiting, failure, RefusedError } from './envelope.js';
import { MESSAGES } from './refusals.js';
import { Tickets } from './tickets.js';

const PER_SECONDS = 60;

/** Who the clients are, what they were given, and how much they ask for. */
export class Desk {
  readonly tickets: Tickets;
  readonly now: () => number;
  readonly #clients: ReadonlyMap<string, OpenapiClient>;
  readonly #limiter: RateLimiterMemory;

  constructor({ clients, signingKey, rateLimit }: OpenapiConfig, now: () => number = Date.now) {
    this.now = now;
    this.tickets = new Tickets(signingKey, now);
    this.#clients = new Map(clients.map((client) => [client.accessKey, client]));
    this.#limiter = new RateLimiterMemory({ points: rateLimit, duration: PER_SECONDS });
  }

  /** @throws RefusedError */
  client(accessKey: string): OpenapiClient {
    const client = this.#clients.get(accessKey);
    if (client === undefined) throw new RefusedError(failure('IAM_FAILED', 'Access Key not found'));
    return client;
  }

  /**
   * The client a token belongs to.
   * @throws RefusedError where the token or the client is none of ours any more
   */
  async admit(token: string | undefined): Promise<OpenapiClient> {
    const accessKey = token ? await this.tickets.holder(token) : null;
    if (accessKey === null) throw new RefusedError(failure('IAM_FAILED', 'Token not found or expired'));
    const client = this.client(accessKey);
    if (client.disabled) {
      const message = 'Account is disabled. Please contact your sales manager for help';
      throw new RefusedError(failure('IAM_FAILED', message));
    }
    return client;
  }

  /**
   * Counts a request of a client that has proved to be who it says.
   * @throws RefusedError beyond its rate
   */
  async count({ accessKey }: OpenapiClient): Promise<void> {
    try {
      await this.#limiter.consume(accessKey);
    } catch (limit) {
      if (!(limit instanceof RateLimiterRes)) throw limit;
      const reply = failure('SERVICE_BUSY', MESSAGES.SERVICE_BUSY);
      throw new RefusedError(afterWaiting(reply, Math.max(1, Math.ceil(limit.msBeforeNext / 1000))));
    }
  }
}
