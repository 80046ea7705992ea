import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { type FetchAPI, type GraphQLParams, processRegularResult } from 'graphql-yoga';
import { takesParts, type WholeType, wholeTypeFor } from './accept.js';
import type { CallContext, ServerContext } from './context.js';
import { readJson } from './json-body.js';
import { isMultipart } from './multipart/media-type.js';
import { readMultipart } from './multipart/read-multipart.js';
import type { UploadLimits } from './multipart/upload-body.js';
import { createGraphqlYoga, type YogaOptions } from './yoga.js';

export interface GraphqlOptions extends Omit<YogaOptions, 'read'> {
  readonly uploads: UploadLimits;
}

/** Answers a POST whose headers were found good, and its `Accept` to name one of our answers. */
export type GraphqlHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  call: CallContext,
) => Promise<void>;

/**
 * The GraphQL endpoint. Yoga executes all documents; its answers in parts it writes itself. A whole answer, which most are, is written
 * here: the `Request` and the `Response` of the Fetch API that Yoga would make for it cost more than all else about a small query.
 */
export function createGraphql({ uploads, ...options }: GraphqlOptions): GraphqlHandler {
  const read = (context: ServerContext): Promise<GraphQLParams> =>
    isMultipart(context.req) ? readMultipart(context, uploads) : readJson(context);
  const { yoga, redaction } = createGraphqlYoga({ ...options, read });
  const { getResultForParams } = yoga;

  async function resultOf(context: ServerContext): Promise<ExecutionResult> {
    try {
      const params = await read(context);
      // Yoga's hooks look for the method of a request and nothing else.
      const request = context.req as unknown as Request;
      const initial = { ...context, request };
      const result = await getResultForParams({ params, request }, initial);
      return redaction.redact(result as ExecutionResult);
    } catch (error) {
      return redaction.failed(error);
    }
  }

  return async (request, response, call) => {
    const context: ServerContext = { ...call, req: request, res: response, signal: abortedBy(response) };
    const type = wholeTypeFor(request.headers.accept);
    if (type === null || takesParts(request.headers.accept)) return yoga(request, response, context);
    write(response, await resultOf(context), type);
  };
}

/** A signal that aborts when a client leaves before its answer has ended. */
function abortedBy(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => response.writableFinished || gone.abort());
  return gone.signal;
}

/** What Yoga's rules of status, headers and text are told to make. */
class Answer {
  readonly text: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(text: string, { status, headers }: Pick<Answer, 'status' | 'headers'>) {
    this.text = text;
    this.status = status;
    this.headers = headers;
  }
}

function write(response: ServerResponse, result: ExecutionResult, type: WholeType): void {
  if (response.closed || response.writableEnded) return;
  const answers = { Response: Answer } as unknown as FetchAPI;
  const { text, status, headers } = processRegularResult(result, answers, type) as unknown as Answer;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
