import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { connect } from 'node:net';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { SignJWT } from 'jose';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  AccessDeniedError,
  ImageInvalidFormatError,
  InsufficientBalanceError,
  OcrKtpError,
  OcrNoResultError,
  QuotaExceededError,
  ServiceBusyError,
  STATUSES,
  UpstreamError,
} from '../../src/engine/errors.js';
import { TokenIssuer } from '../../src/rest/token-issuer.js';
import { type Answer, Connection, Form } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import {
  askOcr,
  askToken,
  CLIENTS,
  DISABLED,
  OCR_PATH,
  ocrForm,
  SIGNING_KEY,
  TOKEN_PATH,
  ToldEngine,
  tokenOf,
  tokenRequest,
} from './support.js';

// biome-ignore lint/suspicious/noExplicitAny: what stands in the document is judged by the assertions.
const document: any = JSON.parse(readFileSync(new URL('../../schema/openapi.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true }).addSchema(document, 'document');

/** A place in the document, as a JSON pointer. */
const pointer = (...path: (string | number)[]) =>
  `document#/${path.map((part) => encodeURIComponent(`${part}`.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** What does not fit the schema at a place of the document. */
function faults(body: unknown, ...path: (string | number)[]) {
  const validate = ajv.compile({ $ref: pointer(...path) });
  return validate(body) ? [] : validate.errors;
}

const responsesOf = (path: string) => document.paths[path].post.responses;

/** The examples that a real answer was seen for. */
const seen = new Set<string>();

/** Holds an answer against what the document says of its endpoint and status: its type, its body, its headers. */
function fits(path: string, { status, headers, json }: Answer): void {
  const name = String(status) in responsesOf(path) ? `${status}` : 'default';
  const response = responsesOf(path)[name];
  expect(headers['content-type']).toMatch(/^application\/json;/);
  const place = ['paths', path, 'post', 'responses', name, 'content', 'application/json', 'schema'];
  expect(faults(json, ...place)).toEqual([]);
  for (const [header, { $ref }] of Object.entries<{ $ref: string }>(response.headers ?? {})) {
    const { required, schema } = document.components.headers[$ref.split('/').at(-1) as string];
    const value = headers[header.toLowerCase()];
    if (required) expect(value).toBeDefined();
    if (value !== undefined) expect(value).toMatch(new RegExp(schema.pattern));
  }
  const examples = Object.entries<{ value: typeof json }>(
    response.content['application/json'].examples ?? {},
  );
  const [example] = examples.filter(
    ([, { value }]) => value.code === json.code && value.message === json.message,
  );
  if (name === '200') expect(example).toBeDefined();
  seen.add(`${path} ${example?.[0] ?? name}`);
}

const message = 'ours';
const engine = new ToldEngine();
let gateway: RunningGateway;
let connection: Connection;
let picture: Buffer;
beforeAll(async () => {
  const environment = { OPENAPI_CLIENTS: CLIENTS, OPENAPI_SIGNING_KEY: SIGNING_KEY };
  gateway = await startGateway({ ...environment, RATE_LIMIT_PER_ADDRESS: '1000' }, [engine]);
  connection = new Connection(gateway);
  picture = await sharp({ create: { width: 320, height: 256, channels: 3, background: '#888' } })
    .jpeg()
    .toBuffer();
});
afterAll(async () => {
  connection.close();
  await gateway.close();
});
afterEach(() => {
  engine.outcome = {};
  vi.restoreAllMocks();
});

describe('schema/openapi.json', () => {
  it('is a valid document of OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors]).toEqual([true, undefined]);
  });

  it('knows every code there is', () => {
    const codes = Object.values<{ properties: { code?: { const?: string } } }>(
      document.components.schemas,
    ).map(({ properties }) => properties.code?.const);
    expect(new Set(codes.filter(Boolean))).toEqual(new Set(Object.keys(STATUSES)));
  });

  it('has examples that fit it', () => {
    for (const path of [TOKEN_PATH, OCR_PATH]) {
      for (const [status, { content }] of Object.entries<{ content: Record<string, Record<string, never>> }>(
        responsesOf(path),
      )) {
        const { examples = {}, example } = content['application/json'] as {
          examples?: Record<string, { value: unknown }>;
          example?: unknown;
        };
        const values = [...Object.values(examples).map(({ value }) => value), ...(example ? [example] : [])];
        expect(values.length > 0 || status === 'default').toBe(true);
        const place = ['paths', path, 'post', 'responses', status, 'content', 'application/json', 'schema'];
        for (const value of values) expect(faults(value, ...place)).toEqual([]);
      }
    }
    const request = ['paths', TOKEN_PATH, 'post', 'requestBody', 'content', 'application/json'];
    const { example } = document.paths[TOKEN_PATH].post.requestBody.content['application/json'];
    expect(faults(example, ...request, 'schema')).toEqual([]);
    expect(faults({ ...example, timestamp: '12' }, ...request, 'schema')).not.toEqual([]);
  });

  it('is told by the server without a key, where it tells its schema and has a REST API', async () => {
    const get = async (environment: Record<string, string>) => {
      const other = await startGateway(environment, [engine]);
      const client = new Connection(other);
      const answer = await client.send(null, {}, { method: 'GET', path: '/openapi.json' });
      client.close();
      await other.close();
      return answer;
    };
    const keys = { API_KEYS: 'a-key-of-sixteen-or-more' };
    const { status, json } = await get({ ...keys, OPENAPI_CLIENTS: CLIENTS });
    expect(status).toBe(200);
    expect(json).toEqual({ ...document, info: { ...document.info, version: '0.0.0-test' } });
    expect((await get({ ...keys, OPENAPI_CLIENTS: CLIENTS, INTROSPECTION: 'false' })).status).toBe(404);
    const off = await get(keys);
    expect([off.status, off.json]).toEqual([
      404,
      { error: 'The REST API is off; set OPENAPI_CLIENTS to turn it on.' },
    ]);
  });
});

describe('an answer to a request for a token fits the document', () => {
  it.each<[string, () => unknown]>([
    ['SUCCESS', () => tokenRequest()],
    ['PARAMETER_ERROR', () => tokenRequest({ accessKey: '' })],
    ['PARAMETER_ERROR', () => tokenRequest({ timestamp: 12 })],
    ['PARAMETER_ERROR', () => tokenRequest({ signature: '0'.repeat(64) })],
    ['PARAMETER_ERROR', () => tokenRequest({ periodSecond: 59 })],
    ['IAM_FAILED', () => tokenRequest({ accessKey: 'nobody' })],
    ['ACCOUNT_DISABLED', () => tokenRequest({}, DISABLED)],
    ['CLIENT_ERROR', () => 'no JSON'],
    ['CLIENT_ERROR', () => JSON.stringify({ accessKey: 'x'.repeat(20_000) })],
  ])('%s', async (code, body) => {
    const answer = await askToken(connection, body());
    expect(answer.json.code).toBe(code);
    fits(TOKEN_PATH, answer);
    connection.close();
    connection = new Connection(gateway);
  });

  it('CLIENT_ERROR for another type', async () => {
    fits(TOKEN_PATH, await askToken(connection, tokenRequest(), { 'content-type': 'text/plain' }));
  });

  it('ERROR', async () => {
    vi.spyOn(SignJWT.prototype, 'sign').mockRejectedValueOnce(new Error('a fault'));
    const answer = await askToken(connection, tokenRequest());
    expect(answer.json.code).toBe('ERROR');
    fits(TOKEN_PATH, answer);
    expect(gateway.faults.splice(0)).toHaveLength(1);
  });

  it('SERVICE_BUSY', async () => {
    const busy = await startGateway({ OPENAPI_CLIENTS: CLIENTS, RATE_LIMIT_PER_KEY: '1' }, [engine]);
    const client = new Connection(busy);
    await askToken(client, tokenRequest());
    const answer = await askToken(client, tokenRequest());
    expect([answer.json.code, answer.headers['retry-after']]).toEqual([
      'SERVICE_BUSY',
      expect.stringMatching(/^\d+s$/),
    ]);
    fits(TOKEN_PATH, answer);
    client.close();
    await busy.close();
  });
});

describe('an answer to a picture fits the document', () => {
  it.each<[string, OcrKtpError | object]>([
    ['SUCCESS', { idNumber: '3301234506890002', birthPlaceBirthday: 'SEMARANG, 01-06-1989' }],
    ['SUCCESS', {}],
    ['IMAGE_INVALID_FORMAT', new ImageInvalidFormatError({ message, detectedType: null, pricing: 'PAY' })],
    ['OCR_NO_RESULT', new OcrNoResultError({ message, quality: null })],
    ['ERROR', new UpstreamError({ message, pricing: 'PAY', transactionId: 'of-the-upstream' })],
    ['ERROR', new AccessDeniedError({ message })],
    ['INSUFFICIENT_BALANCE', new InsufficientBalanceError({ message })],
    ['SERVICE_BUSY', new ServiceBusyError({ message, retryAfterSeconds: 7 })],
    ['SERVICE_BUSY', new QuotaExceededError({ message, code: 'SERVICE_BUSY' })],
    ['RETRY_LATER', new ServiceBusyError({ message, retryAfterSeconds: 7, code: 'RETRY_LATER' })],
    ['OVER_QUERY_LIMIT', new QuotaExceededError({ message })],
  ])('%s', async (code, outcome) => {
    engine.outcome = outcome;
    const answer = await askOcr(connection, await tokenOf(connection), ocrForm(picture));
    expect(answer.json.code).toBe(code);
    expect(answer.json.pricingStrategy).toBe(outcome instanceof OcrKtpError ? outcome.pricing : 'FREE');
    expect(answer.headers['retry-after'] !== undefined).toBe(outcome instanceof ServiceBusyError);
    fits(OCR_PATH, answer);
  });

  it.each<[string, () => Form]>([
    ['IMAGE_INVALID_FORMAT', () => ocrForm(Buffer.from('no picture'))],
    ['IMAGE_INVALID_SIZE', () => ocrForm(Buffer.concat([picture, Buffer.alloc(2 * 1024 * 1024)]))],
    ['EMPTY_PARAMETER_ERROR', () => new Form().field('another', 'part')],
  ])('%s of this server', async (code, form) => {
    const answer = await askOcr(connection, await tokenOf(connection), form());
    expect(answer.json.code).toBe(code);
    fits(OCR_PATH, answer);
    connection.close();
    connection = new Connection(gateway);
  });

  it('IAM_FAILED', async () => {
    const tickets = new TokenIssuer(SIGNING_KEY, Date.now);
    const { token: disabled } = await tickets.issue(DISABLED.accessKey, 60);
    const { token: unknown } = await tickets.issue('who-is-no-client-any-more', 60);
    for (const token of [null, disabled, unknown]) {
      const answer = await askOcr(connection, token, ocrForm(picture));
      expect(answer.json.code).toBe('IAM_FAILED');
      fits(OCR_PATH, answer);
    }
  });

  it('CLIENT_ERROR', async () => {
    const token = await tokenOf(connection);
    const send = async (form: Form, headers: Record<string, string>) => {
      const client = new Connection(gateway);
      const all = { ...form.headers(), 'x-access-token': token, ...headers };
      const answer = await client.send(form.body(), all, { path: OCR_PATH });
      client.close();
      return answer;
    };
    const other = await sharp(picture).negate().jpeg().toBuffer();
    const large = new Form().field('one', 'x'.repeat(4 * 1024 * 1024));
    expect((await send(ocrForm(picture), { 'idempotency-key': 'a-key' })).status).toBe(200);
    const answers = [
      await send(ocrForm(picture), { 'content-type': 'multipart/form-data' }),
      await send(large, {}),
      await send(ocrForm(picture), { 'content-type': 'application/json' }),
      await send(ocrForm(other), { 'idempotency-key': 'a-key' }),
    ];
    expect(answers.map(({ status, json }) => [status, json.message])).toEqual(
      [400, 413, 415, 422].map((status) => [status, `HTTP ${status} - ${STATUS_CODES[status]}`]),
    );
    for (const answer of answers) fits(OCR_PATH, answer);
  });
});

describe('an answer beside the endpoints fits the document', () => {
  it('of another path or another method', async () => {
    const lost = await connection.send('', {}, { path: '/openapi/nothing/here' });
    const got = await connection.send(null, {}, { method: 'GET', path: OCR_PATH });
    expect([lost.status, got.status, got.headers.allow]).toEqual([404, 405, 'POST']);
    for (const { json } of [lost, got])
      expect(faults(json, 'components', 'schemas', 'ClientError')).toEqual([]);
  });

  it('of a request that never came whole', async () => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(`POST ${OCR_PATH} HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', () => {});
    await once(socket, 'close');
    const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
    expect(head).toContain('HTTP/1.1 431 ');
    expect(faults(JSON.parse(body), 'components', 'schemas', 'NotWhole')).toEqual([]);
  });
});

// Runs after all the others of this file.
describe('every answer that the document has', () => {
  it('was given by the server', () => {
    const described = [TOKEN_PATH, OCR_PATH].flatMap((path) =>
      Object.entries<{ content: Record<string, { examples?: object }> }>(responsesOf(path)).flatMap(
        ([status, { content }]) => {
          const { examples } = content['application/json'] as { examples?: object };
          return (examples ? Object.keys(examples) : [status]).map((name) => `${path} ${name}`);
        },
      ),
    );
    const unseen = described.filter((name) => !seen.has(name) && !name.endsWith(' default'));
    expect(unseen).toEqual([]);
  });
});
