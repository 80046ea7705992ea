import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { metrics } from '../observability/metrics.js';
import { errorBody, REFUSALS, type Refusal } from '../refusals.js';
import { OVERLOAD_SECONDS } from './admission.js';
import { onTurn } from './in-turn.js';

interface ClientError {
  readonly code: Refusal;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}

const KNOWN: Readonly<Record<string, ClientError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'REQUEST_TIMEOUT',
    message: 'The request did not arrive in time.',
  },
  HPE_HEADER_OVERFLOW: {
    code: 'HEADERS_TOO_LARGE',
    message: 'The headers of the request are too large.',
  },
  ERR_NO_ROOM: {
    code: 'OVERLOADED',
    message: `The server is overloaded; try again in ${OVERLOAD_SECONDS} s.`,
    retryAfterSeconds: OVERLOAD_SECONDS,
  },
};
/** Emitted as a `clientError` if the rest of a request finds no room in memory. */
export const NO_ROOM = Object.assign(new Error('There is no room for the rest of a request.'), {
  code: 'ERR_NO_ROOM',
});
const OTHER: ClientError = { code: 'BAD_REQUEST', message: 'This is not an HTTP request.' };

/**
 * Answers requests that Node could not parse or that never became complete, if the connection still takes an answer, and closes it.
 * Where an earlier request of the connection is being answered, that is its last answer: one for what follows would be taken for it.
 */
export function answerClientErrors(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  /** Connections that are closed behind an answer; what else comes on them is not answered. */
  const closing = new WeakSet<Duplex>();
  onTurn(server, ({ socket }, response) => {
    answers.set(socket, response);
    // An idle connection would keep its last request, and the picture that came with it.
    response.once('close', () => answers.get(socket) === response && answers.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A client that left did nothing wrong.
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    if (closing.has(socket)) return;
    const fault = KNOWN[error.code ?? ''] ?? OTHER;
    metrics.rejected(fault.code);
    const answer = answers.get(socket);
    if (answer === undefined || answer.writableFinished) return close(socket, written(fault));
    if (answer.req.complete) {
      closing.add(socket);
      if (!answer.headersSent) answer.setHeader('connection', 'close');
      return answer.once('close', () => close(socket));
    }
    return answer.headersSent ? socket.destroy() : close(socket, written(fault));
  });
}

function close(socket: Duplex, last = ''): void {
  socket.end(last, () => socket.destroy());
}

function written({ code, message, retryAfterSeconds }: ClientError): string {
  const status = REFUSALS[code];
  const body = JSON.stringify(errorBody(code, message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    ...(retryAfterSeconds === undefined ? [] : [`retry-after: ${retryAfterSeconds}`]),
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}
