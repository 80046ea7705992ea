import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayProcess } from '../support/process.js';

/** Stand wherever a value of a card could stand. */
const NUMBER = '3374015708450001';
const NAME = 'KENARIWATI';

const CHECK = `query ($n: String!, $i: KtpFieldsInput!) { checkNik(nik: $n) { valid } checkKtp(input: $i) { card { gender } } }`;
const UPLOAD = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

/** A request as it goes over the wire, but for what is worked out from its body. */
interface Wire {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

const json = (target: string, body: unknown, headers: Wire['headers'] = []): Wire => ({
  method: 'POST',
  target,
  headers: [['Content-Type', 'application/json'], ...headers],
  body: JSON.stringify(body),
});
const form = (target: string, parts: readonly string[], headers: Wire['headers'] = []): Wire => ({
  method: 'POST',
  target,
  headers: [
    ['Content-Type', 'multipart/form-data; boundary=b'],
    ['Apollo-Require-Preflight', '1'],
    ...headers,
  ],
  body: `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--b--\r\n`,
});
const upload = (operations: unknown, map: unknown, file: string) =>
  form('/graphql', [
    `name="operations"\r\n\r\n${JSON.stringify(operations)}`,
    `name="map"\r\n\r\n${JSON.stringify(map)}`,
    file,
  ]);

/** One request of each kind, with a value of a card in each place that it has. */
const WHOLE: readonly Wire[] = [
  json('/graphql', { query: CHECK, variables: { n: NUMBER, i: { name: NAME, idNumber: NUMBER } } }),
  json('/graphql', {
    query: `{ checkNik(nik: "${NUMBER}") { valid } checkKtp(input: {name: "${NAME}"}) { card { gender } } }`,
  }),
  json('/graphql', [{ query: `{ checkNik(nik: ${NUMBER}) { valid } }` }]),
  json('/graphql', {
    query: `query ($n: String = "${NAME}") @skip(if: "${NUMBER}") { checkNik(nik: $n) { valid } }`,
  }),
  json('/graphql', { query: '{ service { version } }', operationName: NAME, extensions: { [NAME]: NUMBER } }),
  json('/graphql', {
    documentId: NUMBER,
    [NAME]: NUMBER,
    variables: { [NAME]: [NUMBER, { [NUMBER]: NAME }] },
  }),
  upload(
    { query: UPLOAD, variables: { image: null, name: NAME } },
    { [NUMBER]: ['variables.image'] },
    `name="${NUMBER}"; filename="${NAME}.jpg"\r\nContent-Type: image/jpeg\r\n\r\n${NAME}`,
  ),
  upload(
    { query: UPLOAD, variables: { image: NUMBER } },
    { 0: [`variables.${NAME}`] },
    `name="0"\r\n\r\n${NUMBER}`,
  ),
  form('/graphql', [`name="${NAME}"\r\n\r\n${NUMBER}`, `name="operations"\r\n\r\n{"${NUMBER}`]),
  {
    method: 'GET',
    target: `/graphql?query={checkNik(nik:"${NUMBER}"){valid}}&variables={"n":"${NAME}"}&${NAME}=${NUMBER}`,
    headers: [],
    body: '',
  },
  { method: 'GET', target: `/${NAME}/${NUMBER}?name=${NAME}`, headers: [['Accept', 'text/html']], body: '' },
  {
    method: 'DELETE',
    target: `/graphql#${NUMBER}`,
    headers: [['Origin', `https://${NAME}.example`]],
    body: NUMBER,
  },
  {
    method: 'POST',
    target: `http://${NAME}.example/graphql`,
    headers: [['Content-Type', `text/${NAME}`]],
    body: NUMBER,
  },
  json('/openapi/auth/ticket/v1/generate-token', {
    accessKey: NAME,
    signature: NUMBER,
    timestamp: 1,
    periodSecond: NUMBER,
  }),
  form(
    '/openapi/face-recognition/v3/ocr-ktp-check',
    [`name="ocrImage"; filename="${NAME}"\r\n\r\n${NUMBER}`],
    [['X-ACCESS-TOKEN', NUMBER]],
  ),
  json('/openapi/face-recognition/v3/ocr-ktp-check', { ocrImage: NAME }, [['X-ACCESS-TOKEN', NAME]]),
  json('/openapi/face-recognition/v3/other', { [NAME]: NUMBER }, [
    ['Authorization', `Bearer ${NUMBER}`],
    ['Cookie', `n=${NAME}`],
  ]),
];

/** What makes a request malformed. */
const MISTAKES = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constant('put' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    text: fc.constantFrom(
      '"',
      '\\',
      '\\u12',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ';',
      '\0',
      '\r\n',
      '\ufeff',
      '--b',
      '$',
      '@x',
      '...',
      '"""',
      '\u2028',
      '💥',
    ),
  }),
  fc.record({ kind: fc.constant('twice' as const), from: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({
    kind: fc.constantFrom(
      'utf16' as const,
      'mark' as const,
      'gzip' as const,
      'typed' as const,
      'coded' as const,
      'untyped' as const,
      'header' as const,
    ),
  }),
);

function malformed(
  wire: Wire,
  mistakes: readonly { kind: string; at?: number; text?: string; from?: number }[],
): Buffer {
  let body: Buffer = Buffer.from(wire.body);
  let headers = [...wire.headers];
  for (const { kind, at = 0, text = '', from = 0 } of mistakes) {
    const place = Math.floor(at * body.length);
    if (kind === 'cut') body = body.subarray(0, place);
    if (kind === 'put')
      body = Buffer.concat([body.subarray(0, place), Buffer.from(text), body.subarray(place)]);
    if (kind === 'twice') body = Buffer.concat([body, body.subarray(Math.floor(from * body.length))]);
    if (kind === 'utf16') body = Buffer.from(body.toString(), 'utf16le');
    if (kind === 'mark') body = Buffer.concat([Buffer.from('\ufeff'), body]);
    if (kind === 'gzip') {
      body = gzipSync(body);
      headers.push(['Content-Encoding', 'gzip']);
    }
    if (kind === 'typed')
      headers = headers.map(([name, value]) => [
        name,
        name === 'Content-Type' ? `application/${NAME}; charset=${NUMBER}` : value,
      ]);
    if (kind === 'coded') headers.push(['Content-Encoding', NAME]);
    if (kind === 'untyped') headers = headers.filter(([name]) => name !== 'Content-Type');
    if (kind === 'header')
      headers.push(
        [`X-${NAME}`, NUMBER],
        ['X-Request-Id', NUMBER],
        ['Traceparent', NUMBER],
        ['Idempotency-Key', NUMBER],
      );
  }
  const head = [
    `${wire.method} ${wire.target} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

/** The whole answer as it comes over the wire. */
function answerOf(port: number, request: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
  });
}

describe('of any malformed request', () => {
  let gateway: GatewayProcess;
  let port: number;
  beforeAll(async () => {
    gateway = new GatewayProcess({
      LOG_LEVEL: 'trace',
      OPENAPI_CLIENTS: 'client:secret-of-the-client',
      OPENAPI_SIGNING_KEY: 'k'.repeat(64),
    });
    ({ port } = await gateway.ready());
  }, 120_000);
  afterAll(() => gateway.kill());

  it('nothing that was sent comes back, nor into the log, 500 times', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...WHOLE),
        fc.array(MISTAKES, { minLength: 1, maxLength: 3 }),
        async (wire, mistakes) => {
          const answer = await answerOf(port, malformed(wire, mistakes));
          expect(answer).toMatch(/^HTTP\/1\.1 [2345]\d\d /);
          expect(answer).not.toMatch(/^HTTP\/1\.1 500/);
          expect(answer).not.toContain(NUMBER);
          expect(answer).not.toContain(NAME);
        },
      ),
      { numRuns: 500 },
    );
    expect(gateway.lines().filter(({ msg }) => msg === 'request').length).toBeGreaterThan(300);
    for (const log of [gateway.out, gateway.err]) {
      expect(log).not.toContain(NUMBER);
      expect(log).not.toContain(NAME);
    }
  }, 300_000);
});
