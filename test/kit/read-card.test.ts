import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  GraphQLRequestError,
  HttpError,
  NetworkError,
  type Progress,
  type ReadCardOptions,
  readCard,
} from '@ktp-gateway/client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.js';
import { loadSandbox, withSandbox } from '../../src/engine/sandbox/engine.js';
import { ReadForPageDocument, type ReadForPageMutation } from '../../web/generated/graphql.js';
import { ReadNikDocument, type ReadNikMutation } from '../client/generated/graphql.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const picture = (path: string) =>
  new Blob([readFileSync(new URL(`../../web/${path}`, import.meta.url))], { type: 'image/jpeg' });

interface Asked {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
type Answer = (response: ServerResponse) => void;

/** Answers with these, one after another, and notes what it was asked. */
class Scripted {
  readonly asked: Asked[] = [];
  script: Answer[] = [];
  readonly #server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    this.asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString('latin1') });
    const answer = this.script.shift();
    if (answer) answer(response);
    else response.writeHead(500).end();
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => void this.#server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/graphql`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const refusal = (status: number, code: string, headers = {}) =>
  json(status, { errors: [{ message: `Refused: ${code}.`, extensions: { code } }] }, headers);
const broken: Answer = (response) => void response.socket?.destroy();
const page =
  (status: number): Answer =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
const READ = { __typename: 'OcrKtpSuccess', transactionId: '1', card: { nik: null } };
const read = json(200, { data: { ocrKtp: READ } });
const failed = (member: object) => json(200, { data: { ocrKtp: member } });

describe('readCard', () => {
  let server: Scripted;
  const card = new Blob(['picture']);
  beforeEach(async () => {
    server = new Scripted();
    await server.start();
  });
  afterEach(() => server.stop());
  const ask = (options: Partial<ReadCardOptions<ReadNikMutation, { image: Blob }>> = {}) =>
    readCard(card, { url: server.url, document: ReadNikDocument, ...options });
  const keys = () => server.asked.map(({ headers }) => headers['idempotency-key']);

  it('sends a form with the document as text, the key and no name of a file', async () => {
    server.script = [read];
    const file = new File(['picture'], 'KTP Budi Santoso.jpg');
    const headers = { 'x-request-id': 'abc' };
    const options = { url: server.url, document: ReadNikDocument, key: 'a-key', headers };
    expect(await readCard(file, { ...options, idempotencyKey: 'mine' })).toEqual(READ);
    const [{ headers: sent, body }] = server.asked as [Asked];
    expect(sent).toMatchObject({
      authorization: 'Bearer a-key',
      'idempotency-key': '"mine"',
      'graphql-preflight': '1',
      'x-request-id': 'abc',
    });
    expect(body).toContain('mutation ReadNik($image: Upload!)');
    expect(body).toContain('{"0":["variables.image"]}');
    expect(body).not.toContain('Budi');
  });

  it('names a document in place of sending it, and gives `$language` to who asks for it', async () => {
    server.script = [read, read, read];
    await ask({ persisted: true, language: 'ID' });
    const asking =
      'mutation ($image: Upload!, $language: Language!) { ocrKtp(image: $image) { __typename } }';
    await ask({ document: asking, language: 'ID' });
    await ask({ document: asking });
    const operations = server.asked.map(({ body }) =>
      JSON.parse(/^\{"(?:query|documentId)".*$/m.exec(body)?.[0] ?? ''),
    );
    expect(operations).toEqual([
      { documentId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), variables: { image: null } },
      { query: asking, variables: { language: 'ID', image: null } },
      { query: asking, variables: { image: null } },
    ]);
    await expect(ask({ persisted: true, document: asking })).rejects.toThrow('no __meta__.hash');
  });

  it.each([
    ['a busy server', refusal(503, 'OVERLOADED', { 'retry-after': '0' })],
    ['a limit', refusal(429, 'RATE_LIMITED', { 'retry-after': '0' })],
    ['a busy reader', failed({ __typename: 'ServiceBusyError', retryAfterSeconds: 0 })],
    ['an error that says so', failed({ __typename: 'UpstreamError', retryable: true })],
    ['a connection that broke', broken],
    ['a proxy that lost the answer', page(502)],
  ])('tries again after %s, under the same key', async (_, answer) => {
    server.script = [answer, answer, read];
    expect(await ask()).toEqual(READ);
    expect(keys()).toHaveLength(3);
    expect(new Set(keys())).toEqual(new Set([expect.stringMatching(/^"[0-9a-f]{32}"$/)]));
  });

  it('makes another key for another call', async () => {
    server.script = [read, read];
    await ask();
    await ask();
    expect(new Set(keys()).size).toBe(2);
  });

  it.each([
    ['what may have been charged', failed({ __typename: 'UpstreamError', retryable: false })],
    ['what is wrong with the picture', failed({ __typename: 'OcrNoResultError' })],
  ])('gives %s back at once', async (_, answer) => {
    server.script = [answer, read];
    expect(await ask()).toMatchObject({ __typename: /Error$/ });
    expect(server.asked).toHaveLength(1);
  });

  it('gives up after as many retries as it may, with what came last', async () => {
    const busy = { __typename: 'ServiceBusyError', retryAfterSeconds: 0 };
    server.script = [broken, failed(busy), read];
    expect(await ask({ retries: 1 })).toEqual(busy);
    server.script = [broken, read];
    await expect(ask({ retries: 0 })).rejects.toThrow(NetworkError);
  });

  it('waits as long as it is asked to, and not for a server that asks for too much', async () => {
    const seen: Progress[] = [];
    const onProgress = (progress: Progress) => void seen.push(progress);
    server.script = [refusal(429, 'RATE_LIMITED', { 'retry-after': '1' }), read];
    await ask({ onProgress });
    expect(seen).toContainEqual({ phase: 'waiting', seconds: 1 });
    server.script = [refusal(429, 'RATE_LIMITED', { 'retry-after': '31' }), read];
    await expect(ask()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: 31,
      retryable: true,
    });
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    server.script = [refusal(503, 'OVERLOADED', { 'retry-after': date }), read];
    const { retryAfterSeconds } = await ask().catch((error) => error);
    expect(retryAfterSeconds).toBeGreaterThan(3500);
  });

  it('sends nothing twice that was not kept under a key', async () => {
    for (const answer of [broken, page(502)]) {
      server.script = [answer, read];
      await expect(ask({ idempotencyKey: false })).rejects.toMatchObject({ retryable: false });
    }
    expect(keys()).toEqual([undefined, undefined]);
  });

  it('throws what is wrong with the request', async () => {
    server.script = [refusal(401, 'UNAUTHENTICATED')];
    const error = await ask().catch((thrown) => thrown);
    expect(error).toBeInstanceOf(GraphQLRequestError);
    expect(error).toMatchObject({
      name: 'GraphQLRequestError',
      code: 'UNAUTHENTICATED',
      status: 401,
      retryable: false,
    });
    server.script = [page(404)];
    await expect(ask()).rejects.toThrow(HttpError);
    // Part of an answer is no answer to rely on, and no answer to throw away.
    const errors = [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }];
    server.script = [json(200, { data: { ocrKtp: READ }, errors })];
    await expect(ask()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR', data: { ocrKtp: READ } });
  });

  it('stops where it is asked to: before it begins, while it waits, and while it is answered', async () => {
    const reason = new Error('enough');
    await expect(ask({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.asked).toHaveLength(0);
    const control = new AbortController();
    const onProgress = ({ phase }: Progress) => phase === 'waiting' && control.abort(reason);
    server.script = [refusal(503, 'OVERLOADED', { 'retry-after': '20' })];
    await expect(ask({ signal: control.signal, onProgress })).rejects.toBe(reason);
    const other = new AbortController();
    server.script = [() => other.abort(reason)];
    await expect(ask({ signal: other.signal })).rejects.toBe(reason);
    expect(server.asked).toHaveLength(2);
  });

  it('is typed by the document', async () => {
    server.script = [read, read, read];
    expectTypeOf(await ask()).toEqualTypeOf<ReadNikMutation['ocrKtp']>();
    const text = await readCard(card, { url: server.url, document: ReadForPageDocument });
    expectTypeOf(text).toEqualTypeOf<ReadForPageMutation['ocrKtp']>();
    const plain = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
    expectTypeOf(await readCard(card, { url: server.url, document: plain })).toEqualTypeOf<unknown>();
  });
});

describe('readCard, of a gateway', () => {
  let gateway: RunningGateway;
  const engine: Engine = {
    name: 'EMBEDDED',
    state: () => ({ able: true, waiting: 0, reading: 0, workers: null }),
    ready: async () => {},
    close: async () => {},
    read: () => Promise.reject(new Error('Every picture here is the sandbox’s.')),
  };
  beforeAll(async () => {
    gateway = await startGateway({ SANDBOX: 'true' }, [withSandbox(engine, loadSandbox())]);
  });
  afterAll(() => gateway.close());

  it.each([
    ['upstream-error', 'UpstreamError'],
    ['quota-exceeded', 'QuotaExceededError'],
    ['image-invalid-format', 'ImageInvalidFormatError'],
    ['image-too-many-bytes', 'ImageInvalidSizeError'],
  ])('gives the member that the picture comes to: %s', async (name, member) => {
    const url = `${gateway.url}/graphql`;
    const options = { url, document: ReadNikDocument, retries: 0 };
    const result = await readCard(picture(`sandbox/${name}.jpg`), options);
    expect(result.__typename).toBe(member);
  });
});
