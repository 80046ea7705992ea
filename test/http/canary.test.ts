import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Connection } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { ObedientEngine } from '../support/obedient-engine.js';

/** Stands wherever a card's value could stand. */
const CANARY = '3374015708450001';

const QUERY =
  'query ($n: String!, $i: KtpFieldsInput!, $l: RegionLevel) { checkNik(nik: $n) { valid } checkKtp(input: $i) { card { name } } searchRegions(name: "a", level: $l) { score } }';
const UPLOAD = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

type Request = readonly [name: string, body: Buffer | string, headers: Record<string, string>];

const JSON_TYPE = { 'content-type': 'application/json' };
const json = (name: string, body: unknown): Request => [name, JSON.stringify(body), JSON_TYPE];
const text = (name: string, body: Buffer | string, more = {}): Request => [
  name,
  body,
  { ...JSON_TYPE, ...more },
];
const form = (name: string, parts: Record<string, string>): Request => [
  name,
  `${Object.entries(parts)
    .map(([part, value]) => `--b\r\ncontent-disposition: form-data; name="${part}"\r\n\r\n${value}\r\n`)
    .join('')}--b--\r\n`,
  { 'content-type': 'multipart/form-data; boundary=b', 'apollo-require-preflight': '1' },
];

const VARIABLES: readonly unknown[] = [
  { n: [CANARY] },
  { n: { [CANARY]: CANARY } },
  { n: Number(CANARY) },
  { n: 'a', i: CANARY },
  { n: 'a', i: { [CANARY]: 1 } },
  { n: 'a', i: { name: { a: CANARY } } },
  { n: 'a', i: { name: `; ${CANARY}`, idNumber: [`;${CANARY}`] } },
  { n: 'a', i: [{ name: CANARY }, CANARY] },
  { n: 'a', i: {}, l: CANARY },
  { n: 'a', i: {}, l: [`"; ${CANARY}`] },
];
const LITERALS = [
  `{ checkNik(nik: ${CANARY}) { valid } }`,
  `{ checkNik(nik: "\\u3${CANARY.slice(1)}x \\u{${CANARY}}") { valid } }`,
  `{ checkNik(nik: "${CANARY}`,
  `{ checkNik(nik: ["${CANARY}", ${CANARY}.5]) { valid } }`,
  `{ checkNik(nik: {a: "; ${CANARY}"}) { valid } }`,
  `{ checkNik(nik "${CANARY}") { valid } }`,
  `{ searchRegions(name: "a", level: "${CANARY}") { score } }`,
  `{ checkKtp(input: "${CANARY}") { card { name } } }`,
  `{ checkKtp(input: {name: ${CANARY}}) { card { name } } }`,
  `query ($n: String = ${CANARY}) { checkNik(nik: $n) { valid } }`,
  `{ checkNik(nik: """${CANARY}) }`,
  `"${CANARY}"`,
  `{ a } ${CANARY}`,
];
const BODIES = [
  `{"query":"{ checkNik }","variables":{"n":"${CANARY}",}}`,
  `\ufeff{"query":"${CANARY}"`,
  `${CANARY}`,
  `"${CANARY}"`,
  `["${CANARY}"]`,
  `{"${CANARY}":1,"query":"{ service { version } }"}`,
  `{"query":{"${CANARY}":1}}`,
  `{"query":"{ service { version } }","variables":"${CANARY}"}`,
  `{"query":"{ service { version } }","operationName":"${CANARY}"}`,
  `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${CANARY}"}}}`,
  `{"documentId":"${CANARY}"}`,
];
const operations = JSON.stringify({ query: UPLOAD, variables: { image: null } });
const FORMS: readonly Record<string, string>[] = [
  { operations: `{"query":"${CANARY}"`, map: '{}' },
  { operations, map: `{"${CANARY}":["variables.image"]}` },
  { operations, map: `{"${CANARY}":"variables.image"}` },
  { operations, map: `{"0":["variables.${CANARY}"]}` },
  { operations, map: `["${CANARY}"]` },
  { operations, map: `{"0":["${CANARY}"` },
  { [CANARY]: CANARY },
  { map: `{"${CANARY}":[]}`, operations },
  { operations: JSON.stringify({ query: UPLOAD, variables: { image: CANARY } }), map: '{}' },
  { operations: JSON.stringify({ [CANARY]: 1, query: UPLOAD }), map: '{}' },
];

const REQUESTS: readonly Request[] = [
  ...VARIABLES.map((variables, i) => json(`variables ${i}`, { query: QUERY, variables })),
  ...LITERALS.map((query, i) => json(`literal ${i}`, { query })),
  ...BODIES.flatMap((body, i) => [
    text(`body ${i}`, body),
    text(`body ${i} in UTF-16`, Buffer.from(`\ufeff${body}`, 'utf16le')),
    text(`body ${i} compressed`, body, { 'content-encoding': CANARY }),
  ]),
  ...FORMS.map((parts, i) => form(`form ${i}`, parts)),
];

describe('malformed requests', () => {
  let gateway: RunningGateway;
  let client: Connection;
  beforeAll(async () => {
    gateway = await startGateway({}, [new ObedientEngine(() => ({ raw: {} }))]);
    client = new Connection(gateway);
  });
  afterAll(async () => {
    client.close();
    await gateway.close();
  });

  it.each(REQUESTS)('%s: nothing of it comes back', async (_, body, headers) => {
    const { status, text: answer, json: parsed } = await client.send(body, headers);
    expect(status).toBeLessThan(500);
    expect(answer).not.toContain(CANARY);
    expect(parsed.errors[0].message).not.toBe('');
    expect(gateway.faults).toEqual([]);
  });

  it('at any place that a document is cut off: nothing of it comes back', async () => {
    const whole = JSON.stringify({ query: QUERY, variables: { n: CANARY, i: { name: CANARY } } });
    for (let length = 1; length < whole.length; length += 1) {
      const { status, text: answer } = await client.send(whole.slice(0, length), JSON_TYPE);
      expect(status).toBe(400);
      expect(answer).not.toContain(CANARY);
    }
  });

  it.each([
    ['a host that is none', 'GET /health HTTP/1.1\r\nHost: a@b:99999'],
    ['a host with a path', 'POST /graphql HTTP/1.1\r\nContent-Length: 0\r\nHost: a/b'],
    ['two slashes', 'GET //a@b:99999/graphql HTTP/1.1\r\nHost: a'],
    ['an absolute form of no host', 'GET http://a@b:99999/graphql HTTP/1.1\r\nHost: a'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a'],
  ])('with %s are told so', async (_, head) => {
    const answer = await raw(gateway.port, head);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toMatch(/x-request-id: /i);
    expect(answer).toContain('"code":"BAD_REQUEST"');
    expect(answer).not.toContain('node_modules');
  });

  it('the absolute form of a path is that path', async () => {
    expect(await raw(gateway.port, 'GET http://localhost/health HTTP/1.1\r\nHost: localhost')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });
});

describe('variables with many mistakes', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await startGateway({}, [new ObedientEngine(() => ({ raw: {} }))]);
  });
  afterAll(() => gateway.close());

  const many = (count: number) => Array.from({ length: count }, (_, i) => [`k${i}`, i] as const);
  it.each<[string, unknown, RegExp]>([
    ['unknown fields', { n: 'a', i: Object.fromEntries(many(20_000)) }, /has a field that is not defined/],
    [
      'unknown fields beside a long text',
      { n: 'a', i: { ...Object.fromEntries(many(3_000)), name: 'a'.repeat(1_900_000) } },
      /has a field that is not defined/,
    ],
    ['a long enum', { n: 'a', i: {}, l: 'V'.repeat(1_900_000) }, /at most|does not take/],
    ['a deep list', { n: JSON.parse(`${'['.repeat(1_000)}1${']'.repeat(1_000)}`) }, /does not take/],
  ])('%s get one short error', async (_, variables, message) => {
    const client = new Connection(gateway);
    const { json: answer, text: body } = await client.query(QUERY, variables as Record<string, unknown>);
    client.close();
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0].message).toMatch(message);
    expect(body.length).toBeLessThan(1_000);
  });
});

describe('a text sent as Upload', () => {
  it('is told how a file is sent', async () => {
    const gateway = await startGateway({}, [new ObedientEngine(() => ({ raw: {} }))]);
    const client = new Connection(gateway);
    const { json: answer } = await client.query(UPLOAD, { image: CANARY });
    expect(answer.errors[0].extensions.code).toBe('BAD_UPLOAD');
    expect(answer.errors[0].message).toMatch(
      /GraphQL multipart request specification .* as docs\/clients\.md shows\.$/,
    );
    expect(answer.errors[0].message).toMatch(
      /^Variable "\$image" got an invalid value; an Upload is a file: send it by/,
    );
    client.close();
    await gateway.close();
  });
});

function raw(port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head}\r\nConnection: close\r\n\r\n`));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}
