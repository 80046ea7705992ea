import type { ServerResponse } from 'node:http';
import { failure, RefusedError } from './envelope.js';
import { ACCESS_MESSAGES } from './messages.js';
import { busy } from './refusals.js';
import { TokenIssuer } from './token-issuer.js';

/** A client of the REST API in the upstream's format. */
export interface RestClient {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly disabled: boolean;
}

/** The REST API's clients, and what their tokens are signed with. */
export interface RestOptions {
  readonly clients: readonly RestClient[];
  /** Undefined: a key of this process, so that tokens end with it. */
  readonly signingKey: string | undefined;
}

/**
 * Counts a request of a client, and tells in the headers of its answer what is left; seconds until the next one may come, 0 where
 * this one may go on.
 */
export type CountClient = (response: ServerResponse, client: string) => Promise<number>;

/** Who the clients are, what they were given, and how much they ask for. */
export class ClientRegistry {
  readonly tokens: TokenIssuer;
  readonly now: () => number;
  readonly #clients: ReadonlyMap<string, RestClient>;
  readonly #count: CountClient;

  constructor({ clients, signingKey }: RestOptions, count: CountClient, now: () => number = Date.now) {
    this.now = now;
    this.#count = count;
    this.tokens = new TokenIssuer(signingKey, now);
    this.#clients = new Map(clients.map((client) => [client.accessKey, client]));
  }

  /** @throws RefusedError */
  client(accessKey: string): RestClient {
    const client = this.#clients.get(accessKey);
    if (client === undefined) throw denied('accessKey');
    return client;
  }

  /**
   * The client a token belongs to.
   * @throws RefusedError where the token or the client is none of ours any more
   */
  async admit(token: string | undefined): Promise<RestClient> {
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
  async count({ accessKey }: RestClient, response: ServerResponse): Promise<void> {
    const seconds = await this.#count(response, accessKey);
    if (seconds > 0) throw new RefusedError(busy('RATE_LIMITED', seconds));
  }
}

function denied(why: keyof typeof ACCESS_MESSAGES): RefusedError {
  return new RefusedError(failure('IAM_FAILED', ACCESS_MESSAGES[why]));
}
