import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaInitialContext } from 'graphql-yoga';
import type { Pace } from '../reading/pace.js';
import type { ReadingServices } from '../reading/read-card.js';

/** What the HTTP server hands to Yoga with each request. */
export interface ServerContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Tells one caller from another. */
  readonly caller: string;
  /** The caller's name for this request, where it sent one. */
  readonly idempotencyKey: string | undefined;
  /** How the request's body is to be read. */
  readonly pace: Pace;
  /** Counts the pictures of a batch by the rate limits; seconds until they may come again, 0 where they may go on. */
  readonly countPictures: (pictures: number) => Promise<number>;
}

/** What the server tells of itself. */
export interface ServiceFacts {
  readonly version: string;
  readonly maxBatchImages: number;
}

/** What resolvers work with. */
export interface Context
  extends YogaInitialContext,
    Pick<ServerContext, 'caller' | 'countPictures' | 'idempotencyKey'> {
  readonly services: ReadingServices;
  readonly service: ServiceFacts;
}
