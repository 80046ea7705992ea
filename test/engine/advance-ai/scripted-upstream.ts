import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CREDENTIALS = { accessKey: 'sampleaccesskey', secretKey: 'samplesecretkey' };

/** The document's first example. */
export const SAMPLE = {
  idNumber: '33******02',
  name: 'R**A M**H A**H,',
  bloodType: 'O',
  religion: 'ISLAM',
  gender: 'PEREMPUAN',
  birthPlaceBirthday: 'SE M**N, 01-06-1989',
  province: 'J**A T**H',
  city: 'K**A S**G',
  district: 'N**N',
  village: 'W**I',
  rtrw: '011/002',
  occupation: 'M**S R**H T**A',
  expiryDate: 'S**R H**P',
  nationality: 'WNI',
  maritalStatus: 'K**N',
  address: 'JL. G**G J**I T**R R**A',
  placeOfBirth: 'SE M**N',
  birthday: '1989/06/01',
};

export interface SentPicture {
  readonly token: string;
  readonly contentLength: number;
  readonly length: number;
  readonly head: string;
  readonly bytes: Buffer;
}

/** What the upstream does with one request whose headers it has read. */
export type Act = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** An answer as the document prints them. */
export function answer(
  code: string,
  {
    message = 'OK',
    data = null as unknown,
    pricing = 'FREE' as string | null,
    status = 200,
    headers = {} as Record<string, string>,
    transactionId = 'cb75cfe4c926a5ab' as string | null,
  } = {},
): Act {
  const body = { code, message, data, extra: null, transactionId, pricingStrategy: pricing };
  return raw(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

export function raw(status: number, body: string, headers: Record<string, string> = {}): Act {
  return (_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** An answer whose body has a `Content-Encoding`. */
export function coded(coding: string, body: Buffer): Act {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding });
    response.end(body);
  };
}

export const success = answer('SUCCESS', { data: SAMPLE, pricing: 'PAY' });

/**
 * The upstream as its document describes it, played by a script: each request takes the next act, and the usual one when
 * the script is over. It knows nothing of the client under test, and counts what it would charge for.
 */
export class ScriptedUpstream {
  readonly #server: Server;
  readonly ocr: Act[] = [];
  readonly tokens: Act[] = [];
  readonly tokenRequests: Record<string, unknown>[] = [];
  readonly pictures: SentPicture[] = [];
  /** OCR requests whose headers arrived, also those that were broken off. */
  ocrRequests = 0;
  /** Seconds a token lives. */
  lifetime: number | null = null;
  /** OCR requests being answered, and the most there were at a time. */
  inside = 0;
  most = 0;
  readonly #valid = new Set<string>();
  #issued = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      request.on('error', () => {});
      response.on('error', () => {});
      void this.#play(request, response);
    });
  }

  async listen(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** From now on the tokens issued so far are refused. */
  expireTokens(): void {
    this.#valid.clear();
  }

  async #play(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/openapi/auth/ticket/v1/generate-token' && request.method === 'POST') {
      const act = this.tokens.shift() ?? ((...both) => this.#issueToken(...both));
      return act(request, response);
    }
    if (request.url === '/openapi/face-recognition/v3/ocr-ktp-check' && request.method === 'POST') {
      this.ocrRequests += 1;
      this.inside += 1;
      this.most = Math.max(this.most, this.inside);
      response.once('close', () => {
        this.inside -= 1;
      });
      const act = this.ocr.shift() ?? success;
      if (act === resetBeforeBody) return act(request, response);
      const body = await bodyOf(request);
      this.pictures.push(pictureOf(request, body));
      if (!this.#valid.has(String(request.headers['x-access-token']))) {
        return answer('IAM_FAILED', { message: 'Access denied: Token not found or expired' })(
          request,
          response,
        );
      }
      return act(request, response);
    }
    return answer('CLIENT_ERROR', { message: 'HTTP 404 - Not Found', status: 404 })(request, response);
  }

  async #issueToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = JSON.parse((await bodyOf(request)).toString());
    this.tokenRequests.push(asked);
    const { accessKey, secretKey } = CREDENTIALS;
    const expected = createHash('sha256').update(`${accessKey}${secretKey}${asked.timestamp}`).digest('hex');
    if (asked.signature !== expected) {
      return answer('PARAMETER_ERROR', { message: 'Signature error' })(request, response);
    }
    this.#issued += 1;
    const token = `token-${this.#issued}`;
    this.#valid.add(token);
    const expiredTime = Date.now() + (this.lifetime ?? Number(asked.periodSecond)) * 1000;
    return answer('SUCCESS', { data: { token, expiredTime } })(request, response);
  }
}

/** Never answers. */
export const hang: Act = () => {};

/** Breaks the connection when it has read the headers. */
export const resetBeforeBody: Act = (request) => {
  request.socket.destroy();
};

/** Breaks the connection when it has the whole picture. */
export const resetAfterBody: Act = (request) => {
  request.socket.destroy();
};

/** Announces more than it sends. */
export const cutOff: Act = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"code":"SUCCESS","message":"OK","data":{');
  setTimeout(() => request.socket.destroy(), 20);
};

/** Sends JSON without end. */
export const tenMegabytes: Act = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`{"code":"SUCCESS","message":"${'x'.repeat(10_000_000)}"}`);
};

export function later(milliseconds: number, act: Act): Act {
  return async (request, response) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return act(request, response);
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function pictureOf({ headers }: IncomingMessage, body: Buffer): SentPicture {
  const boundary = /boundary=(\S+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';
  const start = body.indexOf('\r\n\r\n') + 4;
  return {
    token: String(headers['x-access-token']),
    contentLength: Number(headers['content-length']),
    length: body.length,
    head: body.subarray(0, start).toString('latin1').replaceAll(boundary, 'BOUNDARY'),
    bytes: body.subarray(start, body.indexOf(`\r\n--${boundary}--\r\n`)),
  };
}
