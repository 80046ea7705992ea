import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_DEFERRED } from '../../src/graphql/incremental-rules.js';
import { FIELD_NAMES } from '../../src/ktp/field.js';
import { StreamCardsDocument } from '../client/generated/graphql.js';
import { card } from '../support/cards.js';
import { Connection, Form, manyUploads } from '../support/client.js';
import { GatedEngine, numbered } from '../support/gated-engine.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { sendForParts } from '../support/parts.js';
import { GatewayProcess, series, until } from '../support/process.js';

const PARTS = 'multipart/mixed';
const EVENTS = 'text/event-stream';

/** A batch whose `items` are selected so. */
const batch = (selection: string) =>
  `mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { ${selection} } }`;
const RESULT = 'result { ... on OcrKtpSuccess { card { name } } ... on OcrKtpError { code } }';
const STREAMED = batch(`items @stream { index filename ${RESULT} }`);

const files = (count: number) =>
  Array.from({ length: count }, (_, number) => [`${number}.png`, numbered(number)] as const);
const form = (query: string, count = 3) => manyUploads(query, files(count));
const named = (index: number) => ({
  index,
  filename: `${index}.png`,
  result: { card: { name: `SITI ${'ABCDEFGHIJ'[index]}` } },
});
/** The part with one item. */
const partOf = (item: { readonly index: number }) => ({
  incremental: [{ items: [item], path: ['ocrKtpBatch', 'items', item.index] }],
  hasNext: true,
});
const FIRST = { data: { ocrKtpBatch: { items: [] } }, hasNext: true };

let engine: GatedEngine;
let gateway: RunningGateway;
let client: Connection;

async function start(environment: Record<string, string> = {}): Promise<void> {
  engine = new GatedEngine();
  gateway = await startGateway(environment, [engine]);
  client = new Connection(gateway);
}
const stop = async () => {
  client.close();
  await gateway.close();
};

describe('a batch that streams', () => {
  beforeEach(() => start());
  afterEach(async () => {
    expect(gateway.faults).toEqual([]);
    await stop();
  });

  it.each([PARTS, EVENTS])(
    'as %s tells each card when it is read, in the order of the pictures',
    async (accept) => {
      const { response, parts } = await sendForParts(gateway.url, form(STREAMED, 4), accept);
      expect(response.statusCode).toBe(200);
      const next = async () => (await parts.next()).value;
      expect(await next()).toEqual(FIRST);
      expect(engine.begun).toEqual([0, 1]);
      await engine.show(0);
      expect(await next()).toEqual(partOf(named(0)));
      // The third was read before the second: the list has them in order.
      await engine.show(2);
      await until(() => engine.begun.includes(3));
      await engine.show(1);
      expect(await next()).toEqual(partOf(named(1)));
      expect(await next()).toEqual(partOf(named(2)));
      await engine.showNothing(3);
      expect(await next()).toEqual({
        ...partOf({ ...named(3), result: { code: 'OCR_NO_RESULT' } } as { index: number }),
        hasNext: false,
      });
      expect(await parts.next()).toEqual({ value: undefined, done: true });
    },
  );

  it('has headers that neither keep nor hold back its parts, and one outcome', async () => {
    const counted = async () => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      return series(text, 'ktp_requests_total{route="/graphql",status="200"}');
    };
    const before = await counted();
    const [types, headers] = [[PARTS, EVENTS], [] as unknown[]];
    for (const accept of types) {
      const { response, parts } = await sendForParts(gateway.url, form(STREAMED, 1), accept);
      await parts.next();
      expect(await counted()).toBe(before + headers.length);
      await engine.show(0);
      for await (const _ of parts);
      const {
        'cache-control': cache,
        'x-accel-buffering': buffering,
        'content-encoding': coding,
        connection,
      } = response.headers;
      expect(response.headers['x-request-id']).toMatch(/^[\w-]+$/);
      headers.push([cache, buffering, coding, connection]);
    }
    expect(headers).toEqual([
      ['no-store', 'no', undefined, 'close'],
      ['no-store', 'no', undefined, 'close'],
    ]);
    await until(async () => (await counted()) === before + 2);
  });

  it('lets a deferred result come before those of earlier pictures', async () => {
    const query = batch(
      `items { index ... @defer { ${RESULT} } } ... @defer(label: "sum") { succeeded failed }`,
    );
    const { parts } = await sendForParts(gateway.url, form(query, 2), PARTS);
    const next = async () => (await parts.next()).value;
    expect(await next()).toEqual({
      data: { ocrKtpBatch: { items: [{ index: 0 }, { index: 1 }] } },
      hasNext: true,
    });
    await engine.show(1);
    expect(await next()).toEqual({
      incremental: [{ data: { result: named(1).result }, path: ['ocrKtpBatch', 'items', 1] }],
      hasNext: true,
    });
    await engine.showNothing(0);
    const rest: unknown[] = [];
    for await (const { incremental } of parts as AsyncIterable<{ incremental: unknown[] }>)
      rest.push(...incremental);
    expect(rest).toEqual([
      { data: { result: { code: 'OCR_NO_RESULT' } }, path: ['ocrKtpBatch', 'items', 0] },
      { data: { succeeded: 1, failed: 1 }, path: ['ocrKtpBatch'], label: 'sum' },
    ]);
  });

  it('reads what only a deferred fragment selects', async () => {
    const query = batch(
      'items @stream { result { ... on OcrKtpSuccess @defer { inconsistencies { code } card { ... @defer { religion } } } } }',
    );
    const { parts } = await sendForParts(gateway.url, form(query, 1), PARTS);
    await engine.show(0);
    const found: unknown[] = [];
    for await (const { incremental = [] } of parts as AsyncIterable<{ incremental?: unknown[] }>)
      found.push(...incremental);
    const path = ['ocrKtpBatch', 'items', 0, 'result'];
    expect(found).toEqual([
      { items: [{ result: {} }], path: path.slice(0, 3) },
      {
        data: { inconsistencies: expect.arrayContaining([{ code: 'FIELD_MISSING' }]), card: {} },
        path,
      },
      { data: { religion: null }, path: [...path, 'card'] },
    ]);
    expect(engine.wanted).toEqual(new Set(FIELD_NAMES));
  });

  it.each([
    undefined,
    'application/json',
    '*/*',
    'application/graphql-response+json',
    `${PARTS};q=0, application/json`,
  ])('is one answer for a client that takes %s, the same as without directives', async (accept) => {
    const texts = [];
    const plain = batch(`succeeded items { index ${RESULT} }`);
    const parted = batch(`succeeded items @stream(initialCount: 1) { index ... @defer { ${RESULT} } }`);
    for (const query of [plain, parted]) {
      const answer = client.upload(form(query, 2), accept === undefined ? {} : { accept });
      await engine.show(0);
      await engine.show(1);
      const { status, headers, text } = await answer;
      expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('json')]);
      texts.push(text);
    }
    expect(texts[1]).toBe(texts[0]);
    expect(JSON.parse(texts[0] as string).data.ocrKtpBatch.succeeded).toBe(2);
  });

  it('ends with its client: what was begun is stopped, and the rest never begun', async () => {
    const { parts, leave } = await sendForParts(gateway.url, form(STREAMED, 5), PARTS);
    await parts.next();
    await engine.show(0);
    await parts.next();
    await until(() => engine.begun.length === 3);
    leave();
    await until(() => engine.stopped.length === 2);
    expect((await client.query('{ service { version } }')).status).toBe(200);
    expect([engine.begun, engine.stopped]).toEqual([
      [0, 1, 2],
      [1, 2],
    ]);
  });

  it('takes no more at once than a batch that does not stream', async () => {
    const { parts } = await sendForParts(gateway.url, form(STREAMED, 5), EVENTS);
    await parts.next();
    for (const number of [0, 1, 2, 3, 4]) {
      expect(engine.begun.length - number).toBeLessThanOrEqual(2);
      await engine.show(number);
      await parts.next();
    }
    expect(engine.begun).toEqual([0, 1, 2, 3, 4]);
  });

  it('reads under an idempotency key once, and streams what was read', async () => {
    const headers = { 'idempotency-key': 'batch-1' };
    const all = async () => {
      const found: unknown[] = [];
      const { parts } = await sendForParts(gateway.url, form(STREAMED, 2), PARTS, headers);
      for await (const part of parts) found.push(part);
      return found;
    };
    const first = all();
    await engine.show(0);
    await engine.show(1);
    const items = (parts: unknown[]) =>
      (parts as { incremental?: { items: unknown[] }[] }[])
        .flatMap(({ incremental = [] }) => incremental)
        .flatMap((part) => part.items);
    expect(items(await first)).toEqual([named(0), named(1)]);
    expect(items(await all())).toEqual([named(0), named(1)]);
    expect(engine.begun).toEqual([0, 1]);
    // Told before there is a first part, with a status of its own.
    const other = await client.upload(form(STREAMED, 3), {
      ...headers,
      accept: `${PARTS}, application/json`,
    });
    expect([other.status, other.json.errors[0].extensions.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('a fault in one part', () => {
  it('is told to the operator, and to the client without what it says', async () => {
    await start();
    const query = batch('items @stream { index result { ... on OcrKtpSuccess { engine } } }');
    const { parts } = await sendForParts(gateway.url, form(query, 2), PARTS);
    await engine.show(0, { engine: '3505135409780016' as 'EMBEDDED' });
    await engine.show(1);
    const found: unknown[] = [];
    for await (const part of parts) found.push(part);
    expect(found.slice(1)).toEqual([
      {
        incremental: [
          {
            items: null,
            path: ['ocrKtpBatch', 'items', 0],
            errors: [
              {
                message: 'Unexpected error.',
                locations: [expect.anything()],
                path: ['ocrKtpBatch', 'items', 0, 'result', 'engine'],
                extensions: { code: 'INTERNAL_SERVER_ERROR' },
              },
            ],
          },
        ],
        hasNext: false,
      },
    ]);
    expect(gateway.faults).toHaveLength(1);
    await stop();
  });
});

describe('a document that defers or streams', () => {
  beforeEach(() => start());
  afterEach(async () => {
    expect(engine.begun).toEqual([]);
    expect(gateway.faults).toEqual([]);
    await stop();
  });

  const defers = (count: number) => '... @defer { succeeded }'.repeat(count);
  it.each([
    [
      'more fragments than are allowed',
      batch(defers(MAX_DEFERRED + 1)),
      'DOCUMENT_TOO_COMPLEX',
      'The document defers 11 fragments; at most 10 are allowed.',
    ],
    [
      'what is in a list',
      batch('items { result { ... on OcrKtpSuccess { inconsistencies { ... @defer { code } } } } }'),
      'DOCUMENT_TOO_COMPLEX',
      '`@defer` is not for Inconsistency, of which an answer may have many.',
    ],
    [
      'a list that does not come one by one',
      '{ regions { ... on Province @defer { name } } searchRegions(text: "x") @stream { region { name } } }',
      'DOCUMENT_TOO_COMPLEX',
      '`@defer` is not for Region, of which an answer may have many.',
    ],
    [
      'a list with less than no items at first',
      batch('items @stream(initialCount: -1) { index }'),
      'BAD_USER_INPUT',
      '`initialCount` of `@stream` must be 0 or more.',
    ],
    ...[
      'items @stream { index } items { filename }',
      'items @stream { index } ... { items @stream(initialCount: 1) { filename } }',
      'items { index } ...More',
    ].map((selection): [string, string, string, string] => [
      `the same list otherwise (${selection})`,
      batch(selection) +
        (selection.includes('More') ? 'fragment More on OcrKtpBatch { items @stream { filename } }' : ''),
      'GRAPHQL_VALIDATION_FAILED',
      'The selections of items differ in `@stream`; use it in all of them, with the same arguments.',
    ]),
    [
      'the mutation itself',
      'mutation ($images: [Upload!]!) { ... @defer { ocrKtpBatch(images: $images) { failed } } }',
      'GRAPHQL_VALIDATION_FAILED',
      'Defer directive cannot be used on root mutation type "Mutation".',
    ],
  ])('%s is refused before anything is read', async (_, query, code, message) => {
    const sent = query.includes('$images')
      ? client.upload(form(query, 1), { accept: `${PARTS}, application/json` })
      : client.query(query, {}, { accept: `${PARTS}, application/json` });
    const { json } = await sent;
    expect(json.errors[0]).toMatchObject({
      message,
      ...(code !== 'GRAPHQL_VALIDATION_FAILED' && { extensions: { code } }),
    });
  });

  it('may stream a list in each of its selections, and in one of two operations', async () => {
    const query = `query Q { service { version } } ${batch('items @stream { index } ...More').replace('mutation', 'mutation A')}
      ${batch('items { index }').replace('mutation', 'mutation B')} fragment More on OcrKtpBatch { items @stream { filename } }`;
    const { json } = await client.send(JSON.stringify({ query, operationName: 'Q' }), {
      'content-type': 'application/json',
    });
    expect(json).toEqual({ data: { service: { version: expect.any(String) } } });
  });

  it('costs what it costs without', async () => {
    const many = Array.from(
      { length: 18 },
      (_, index) => `a${index}: fields { raw name confidence normalised }`,
    );
    const query = (directive: string) =>
      batch(`items ${directive} { result { ... on OcrKtpSuccess { card { ${many} } } } }`);
    const messages = [];
    for (const directive of ['', '@stream']) {
      const { json } = await client.upload(form(query(directive), 8), {
        accept: `${PARTS}, application/json`,
      });
      messages.push(json.errors[0].message);
    }
    expect(messages[0]).toMatch(/^The answer may have \d+ fields/);
    expect(messages[1]).toBe(messages[0]);
  });
});

it('counts its pictures by the rate limit before it streams', async () => {
  await start({ RATE_LIMIT_PER_ADDRESS: '3' });
  const { status, headers, json } = await client.upload(form(STREAMED, 5), {
    accept: `${PARTS}, application/json`,
  });
  expect([status, json.errors[0].extensions.code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(engine.begun).toEqual([]);
  await stop();
});

it('streams a document that is named by its hash', async () => {
  const manifest = fileURLToPath(new URL('../client/generated/persisted-documents.json', import.meta.url));
  await start({ PERSISTED_DOCUMENTS: manifest, PERSISTED_ONLY: 'true', GRAPHIQL: 'false' });
  const { hash } = (StreamCardsDocument as unknown as { __meta__: { hash: string } }).__meta__;
  const sent = new Form()
    .field('operations', { documentId: hash, variables: { images: [null] } })
    .field('map', { 0: ['variables.images.0'] })
    .file('0', numbered(0));
  const { parts } = await sendForParts(gateway.url, sent, PARTS);
  expect((await parts.next()).value).toEqual(FIRST);
  await engine.show(0);
  expect((await parts.next()).value).toMatchObject({ incremental: [{ items: [{ index: 0 }] }] });
  for await (const _ of parts);
  await stop();
});

it('lets a page of an allowed origin read the parts', async () => {
  await start({ CORS_ORIGINS: 'https://front.example' });
  const { response, parts } = await sendForParts(gateway.url, form(STREAMED, 1), PARTS, {
    origin: 'https://front.example',
  });
  await engine.show(0);
  for await (const _ of parts);
  expect(response.headers['access-control-allow-origin']).toBe('https://front.example');
  await stop();
});

describe('the whole program', () => {
  it('ends a batch that streams before it stops, and tells of it in one line', async () => {
    const program = new GatewayProcess({ LOG_LEVEL: 'debug' });
    const { url } = await program.ready();
    const { picture, printed } = card('clean-man');
    const sent = manyUploads(
      batch('items @stream { result { ... on OcrKtpSuccess { card { nik { number } } } } }'),
      [0, 1, 2].map((number) => [`${number}.jpg`, Buffer.concat([picture, Buffer.from([number])])] as const),
    );
    const { parts } = await sendForParts(url, sent, PARTS);
    await parts.next();
    program.signal('SIGTERM');
    const numbers: unknown[] = [];
    for await (const { incremental } of parts as AsyncIterable<{
      incremental: { items: { result: { card: { nik: { number: string } } } }[] }[];
    }>)
      for (const { items } of incremental) numbers.push(items[0]?.result.card.nik.number);
    expect(numbers).toEqual([printed.idNumber, printed.idNumber, printed.idNumber]);
    expect(await program.end()).toBe(0);
    const requests = program.lines().filter(({ msg }) => msg === 'request');
    expect(requests).toMatchObject([{ route: '/graphql', status: 200 }]);
    expect(program.lines().filter(({ msg }) => msg === 'reading')).toHaveLength(3);
    expect(program.lines().at(-1)).toMatchObject({ msg: 'stopped', broken: 0 });
  });
});
