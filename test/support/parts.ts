import { type IncomingMessage, request } from 'node:http';
import type { Form } from './client.js';

/** A response whose parts are given as they come. */
export interface Parted {
  readonly response: IncomingMessage;
  readonly parts: AsyncGenerator<unknown, void, undefined>;
  /** The client leaves. */
  readonly leave: () => void;
}

/** Sends a form, and takes an answer of either kind that has parts. */
export async function sendForParts(
  url: string,
  form: Form,
  accept: string,
  headers: Record<string, string> = {},
): Promise<Parted> {
  const call = request(`${url}/graphql`, {
    method: 'POST',
    headers: { ...form.headers(), accept, ...headers },
    agent: false,
  });
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve).on('error', reject);
    call.end(form.body());
  });
  const isEvents = response.headers['content-type']?.startsWith('text/event-stream');
  return {
    response,
    parts: isEvents ? events(response) : multipart(response),
    leave: () => call.destroy(),
  };
}

/** The parts of `multipart/mixed` with the boundary `-`, each with the headers of RFC 2046 and a length that fits. */
async function* multipart(response: IncomingMessage): AsyncGenerator<unknown, void, undefined> {
  if (response.headers['content-type'] !== 'multipart/mixed; boundary="-"')
    throw new Error(`Found ${response.headers['content-type']}.`);
  for await (const part of pieces(response, '\r\n---')) {
    if (part === '' || part === '--\r\n') continue;
    const [head = '', body = ''] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    if (!head.includes('Content-Type: application/json')) throw new Error(`Found the head ${head}.`);
    if (!head.includes(`Content-Length: ${Buffer.byteLength(body)}`)) throw new Error(`Found ${head}.`);
    yield JSON.parse(body);
  }
}

/** The data of server-sent events, up to `complete`, as the GraphQL over SSE protocol has them in distinct connections. */
async function* events(response: IncomingMessage): AsyncGenerator<unknown, void, undefined> {
  for await (const event of pieces(response, '\n\n')) {
    const [, name, data] = /^event: (\w+)\ndata:(.*)$/s.exec(event) ?? [];
    if (name === 'complete') return;
    if (name === 'next') yield JSON.parse(data as string);
  }
}

async function* pieces(response: IncomingMessage, end: string): AsyncGenerator<string, void, undefined> {
  let text = '';
  for await (const chunk of response) {
    text += chunk;
    for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end)) {
      yield text.slice(0, at);
      text = text.slice(at + end.length);
    }
  }
  if (text !== '') yield text;
}
