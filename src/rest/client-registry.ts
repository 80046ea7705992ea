import type { ServerResponse } from 'node:http';
import type { OpenapiClient, OpenapiConfig } from '../config/gateway.js';
import { failure, RefusedError } from './envelope.js';
import { ACCESS_MESSAGES } from './messages.js';
import { busy } from './refusals.js';
import { TokenIssuer } from './token-issuer.js';

/**
 * Counts a request of a client, and tells in the headers of its answer what is left; seconds until the next one may come, 0 where
 * this one may go on.
 */
export type CountClient = (response: ServerResponse, client: string) => Promise<number>;

/** Who the clients are, what they were given, and how much they ask for. */
export class ClientRegistry {
  readonly tokens: TokenIssuer;
  readonly now: () => number;
  readonly #clients: ReadonlyMap<string, OpenapiClient>;
  readonly #count: CountClient;

  constructor({ clients, signingKey }: OpenapiConfig, count: CountClient, now: () => number = Date.now) {
    this.now = now;
    this.#count = count;
    this.tokens = new TokenIssuer(signingKey, now);
    this.#clients = new Map(clients.map((client) => [client.accessKey, client]));
  }

  /** @throws RefusedError */
  client(accessKey: string): OpenapiClient {
    const client = this.#clients.get(accessKey);
    if (client === undefined) throw denied('accessKey');
    return client;
  }

  /**
   * The client a token belongs to.
   * @throws RefusedError where the token or the client is none of ours any more
   */
  async admit(token: string | undefined): Promise<OpenapiClient> {
    const accessKey = token ? await this.tokens.holder(token) : null;
    if (accessKey === null) throw denied('token');
    const client = this.client(accessKey);
    if (client.disabled) throw denied('disabled');
    return client;
  }

  /**
   * Counts a request of a client that has proved to be who it says.
   * @throws RefusedError beyond its rate
   */
  async count({ accessKey }: OpenapiClient, response: ServerResponse): Promise<void> {
    const seconds = await this.#count(response, accessKey);
    if (seconds > 0) throw new RefusedError(busy('RATE_LIMITED', seconds));
  }
}

function denied(why: keyof typeof ACCESS_MESSAGES): RefusedError {
  return new RefusedError(failure('IAM_FAILED', ACCESS_MESSAGES[why]));
}
