import { Agent, errors, request } from 'undici';
import { codeOf } from '../failure.js';
import { formOf, type Naming } from './form.js';
import { type Reply, replyOf } from './reply.js';

/** A reading may wait in queues. A gateway that says nothing for so long has lost it. */
const ANSWER_MS = 180_000;
/** A gateway that takes no connection for so long is not there. */
const CONNECT_MS = 10_000;
/** Codes of errors before anything was sent. */
const UNSENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'];

/** The gateway cannot be reached. Nothing was sent. */
export class Unreachable extends Error {
  readonly code: string;

  constructor(cause: unknown) {
    super(`no connection (${codeOf(cause)})`, { cause });
    this.name = 'Unreachable';
    this.code = codeOf(cause);
  }
}

/** The picture was sent, at least in part, but no whole answer came. */
export class Broken extends Error {
  constructor(cause: unknown) {
    super(`the connection broke (${codeOf(cause)})`, { cause });
    this.name = 'Broken';
  }
}

/** The gateway, and how it is called. */
export interface PosterOptions {
  readonly url: string;
  readonly key: string | undefined;
  readonly connections: number;
}

/** Sends pictures to one gateway, one request each. */
export class Poster {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: Agent;

  constructor({ url, key, connections }: PosterOptions) {
    this.#url = url;
    this.#headers = {
      accept: 'application/graphql-response+json',
      'graphql-preflight': '1',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
    this.#agent = new Agent({
      connections,
      connect: { timeout: CONNECT_MS },
      headersTimeout: ANSWER_MS,
      bodyTimeout: ANSWER_MS,
    });
  }

  /** @throws Unreachable or Broken */
  async post(picture: Buffer, naming: Naming): Promise<Reply> {
    try {
      const { statusCode, headers, body } = await request(this.#url, {
        method: 'POST',
        headers: this.#headers,
        body: formOf(picture, naming),
        dispatcher: this.#agent,
      });
      return replyOf(statusCode, headers['retry-after'], await body.text());
    } catch (error) {
      const unsent = error instanceof errors.ConnectTimeoutError || UNSENT.includes(codeOf(error));
      throw unsent ? new Unreachable(error) : new Broken(error);
    }
  }

  close(): Promise<void> {
    return this.#agent.destroy();
  }
}
