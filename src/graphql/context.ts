import type { IncomingMessage, ServerResponse } from 'node:http';
import type { YogaInitialContext } from 'graphql-yoga';
import type { ReadingRoom } from '../reading/read-card.js';

/** What the HTTP server hands to Yoga with each request. */
export interface ServerContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  /** Tells one caller from another. */
  readonly caller: string;
}

/** What the server tells of itself. */
export interface ServiceFacts {
  readonly version: string;
  readonly maxBatchImages: number;
}

/** What resolvers work with. */
export interface Context extends YogaInitialContext, Pick<ServerContext, 'caller'> {
  readonly room: ReadingRoom;
  readonly service: ServiceFacts;
}
