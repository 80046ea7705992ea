import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaInitialContext } from 'graphql-yoga';
import type { Pace } from '../reading/pace.js';
import type { ReadingServices } from '../reading/read-card.js';

/** What the HTTP server gives to Yoga with each request. */
export interface ServerContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Who asks: a key's digest, or an address. */
  readonly caller: string;
  /** The header `Idempotency-Key`, if it was sent. */
  readonly idempotencyKey: string | undefined;
  /** Called for each chunk of the body: whether there is room for it. */
  readonly pace: Pace;
  /** Counts the pictures of a batch against the rate limits. Resolves with 0, or with the seconds to wait if there are too many. */
  readonly countPictures: (pictures: number) => Promise<number>;
}

/** What the query `service` says, besides engines and limits of pictures. */
export interface ServiceFacts {
  readonly version: string;
  readonly maxBatchImages: number;
}

/** The context of all resolvers. */
export interface Context
  extends YogaInitialContext,
    Pick<ServerContext, 'caller' | 'countPictures' | 'idempotencyKey'> {
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
}
