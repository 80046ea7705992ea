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

/** Answers requests that Node could not parse or that never became complete, if the connection still takes an answer, and closes it. */
export function answerClientErrors(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  onTurn(server, ({ socket }, response) => {
    answers.set(socket, response);
    // An idle connection would keep its last request, and the picture that came with it.
    response.once('close', () => answers.get(socket) === response && answers.delete(socket));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // A client that left did nothing wrong.
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    const fault = KNOWN[error.code ?? ''] ?? OTHER;
    metrics.rejected(fault.code);
    const answer = answers.get(socket);
    if (answer?.headersSent && !answer.writableFinished) return socket.destroy();
    return socket.end(written(fault), () => socket.destroy());
  });
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
