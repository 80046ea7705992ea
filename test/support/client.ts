import { Agent, type IncomingHttpHeaders, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a server answers is judged by the assertions.
  readonly json: any;
}

/** One client with one connection, which tells whether a request leaves it usable. */
export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;
  /** Sockets opened so far. */
  opened = 0;

  constructor({ port }: { readonly port: number }) {
    this.#port = port;
  }

  send(
    body: Buffer | string | null,
    headers: Record<string, string> = {},
    { method = 'POST', path = '/graphql' } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request({
        port: this.#port,
        host: '127.0.0.1',
        path,
        method,
        headers,
        agent: this.#agent,
      });
      const patience = setTimeout(() => call.destroy(new Error('no answer within 100 s')), 100_000);
      call.once('close', () => clearTimeout(patience));
      call.once('socket', (socket) => {
        // Node's client leaves a socket without a listener between an answer and the next request of its agent.
        if (!call.reusedSocket) socket.on('error', () => {});
        if (!call.reusedSocket) this.opened += 1;
      });
      // There may be more than one: of the body that the server no longer reads, and of the connection that it ends.
      call.on('error', reject);
      call.once('response', async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        const json = /json/.test(response.headers['content-type'] ?? '') ? JSON.parse(text) : null;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
      call.end(body ?? undefined);
    });
  }

  query(query: string, variables: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
    const body = JSON.stringify({ query, variables });
    return this.send(body, {
      'content-type': 'application/json',
      'content-length': `${Buffer.byteLength(body)}`,
      ...headers,
    });
  }

  upload(form: Form, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send(form.body(), { ...form.headers(), ...headers });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** What a multipart request must have, so that no page can send it unasked. */
export const PREFLIGHT = { 'apollo-require-preflight': 'true' };

/** A multipart body written by hand, so that it can also be written wrongly. */
export class Form {
  readonly boundary = 'XxBoundaryxX';
  readonly #parts: Buffer[] = [];

  field(name: string, value: unknown): this {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    this.#parts.push(
      Buffer.from(`--${this.boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`),
    );
    return this;
  }

  file(name: string, bytes: Buffer, filename = 'card.jpg', type = 'image/jpeg'): this {
    const head = `--${this.boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`;
    this.#parts.push(Buffer.from(head), bytes, Buffer.from('\r\n'));
    return this;
  }

  /** A part with headers of its own. */
  part(head: string, bytes: Buffer | string): this {
    this.#parts.push(
      Buffer.from(`--${this.boundary}\r\n${head}\r\n\r\n`),
      Buffer.from(bytes),
      Buffer.from('\r\n'),
    );
    return this;
  }

  body(): Buffer {
    return Buffer.concat([...this.#parts, Buffer.from(`--${this.boundary}--\r\n`)]);
  }

  headers(): Record<string, string> {
    return {
      'content-type': `multipart/form-data; boundary=${this.boundary}`,
      'content-length': `${this.body().length}`,
      ...PREFLIGHT,
    };
  }
}

/** A body that sends one picture to `ocrKtp`. */
export function oneUpload(query: string, bytes: Buffer, filename?: string, more = {}): Form {
  return new Form()
    .field('operations', { query, variables: { image: null }, ...more })
    .field('map', { 0: ['variables.image'] })
    .file('0', bytes, filename);
}

/** A body that sends several pictures to `ocrKtpBatch`. */
export function manyUploads(query: string, files: readonly (readonly [string, Buffer])[]): Form {
  const form = new Form()
    .field('operations', { query, variables: { images: files.map(() => null) } })
    .field('map', Object.fromEntries(files.map((_, index) => [index, [`variables.images.${index}`]])));
  for (const [index, [filename, bytes]] of files.entries()) form.file(`${index}`, bytes, filename);
  return form;
}
