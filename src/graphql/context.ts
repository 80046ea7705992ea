import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pace } from '../reading/pace.js';
import type { ReadingServices } from '../reading/read-card.js';

/** What the HTTP server knows of a request. */
export interface CallContext {
  /** Who asks: a key's digest, or an address. */
  readonly caller: string;
  /** The header `Idempotency-Key`, if it was sent. */
  readonly idempotencyKey: string | undefined;
  /** Called for each chunk of the body: whether there is room for it. */
  readonly pace: Pace;
  /** Counts the pictures of a batch against the rate limits. Resolves with 0, or with the seconds to wait if there are too many. */
  readonly countPictures: (pictures: number) => Promise<number>;
}

/** What is known of a request before its body is read. */
export interface ServerContext extends CallContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Aborts when the client leaves before its answer has ended. */
  readonly signal: AbortSignal;
}

/** What the query `service` says, besides engines and limits of pictures. */
export interface ServiceFacts {
  readonly version: string;
  readonly maxBatchImages: number;
}

/** The context of all resolvers. */
export interface Context
  extends Pick<ServerContext, 'caller' | 'countPictures' | 'idempotencyKey' | 'signal'> {
  readonly req: Pick<IncomingMessage, 'headers'>;
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
}
