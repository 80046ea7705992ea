import type { IncomingMessage } from 'node:http';
import type { GraphQLParams } from 'graphql-yoga';
import type { Pace } from '../reading/pace.js';
import { faultInSize } from './bounded-json.js';
import type { ServerContext } from './context.js';
import { badRequest, paramsOf } from './graphql-params.js';
import { refusal, TOO_LARGE } from './refusal.js';

/** Bytes of a request without files: a document, and variables that may be long enough to be told they are too long. */
export const MAX_JSON_BYTES = 2 * 1024 * 1024;

/**
 * Reads a body of JSON. Yoga's own reader has no bound where no length is announced, and repeats what does not parse.
 * @throws GraphQLError (BAD_REQUEST)
 */
export async function readJson({ req, pace }: Pick<ServerContext, 'req' | 'pace'>): Promise<GraphQLParams> {
  return paramsOf(parsed(await collect(req, pace)));
}

function parsed(body: Buffer): unknown {
  const fault = faultInSize(body);
  if (fault !== null) throw badRequest(fault);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw badRequest('The body is not JSON in UTF-8.');
  }
}

/** By events: leaving an iteration early would destroy the connection, and the answer with it. */
function collect(request: IncomingMessage, pace: Pace): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const wait = (room: Promise<void> | undefined) => {
      if (room === undefined) return;
      request.pause();
      void room.then(() => request.resume());
    };
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length <= MAX_JSON_BYTES) return wait(pace(chunk.length));
      request.off('data', take).pause();
      reject(
        refusal('BAD_REQUEST', `The request has more than ${MAX_JSON_BYTES} bytes.`, { status: TOO_LARGE }),
      );
    };
    request.on('data', take);
    request.once('end', () => resolve(Buffer.concat(chunks)));
    const breakOff = () => reject(badRequest('The request broke off.'));
    request.on('error', breakOff);
    // An error costs its stack, and nobody would see it after the end.
    request.once('close', () => request.readableEnded || breakOff());
  });
}
