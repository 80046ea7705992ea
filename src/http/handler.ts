import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request, at once or later. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
