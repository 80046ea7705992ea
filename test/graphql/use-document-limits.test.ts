import { buildClientSchema, getIntrospectionQuery, isObjectType, isUnionType } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { metrics } from '../../src/observability/metrics.js';
import { ToldEngine } from '../rest/support.js';
import { card } from '../support/cards.js';
import { Connection, manyUploads, oneUpload } from '../support/client.js';
import { everything } from '../support/documents.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

let [gateway, closed]: RunningGateway[] = [];
const engine = new ToldEngine();
beforeAll(async () => {
  gateway = await startGateway({}, [engine]);
  closed = await startGateway({ NODE_ENV: 'production' }, [engine]);
});
afterAll(() => Promise.all([gateway?.close(), closed?.close()]));

let client: Connection;
beforeEach(() => {
  client = new Connection(gateway as RunningGateway);
});
afterEach(() => {
  client.close();
  expect(gateway?.faults).toEqual([]);
});

async function refused(
  query: string,
  variables = {},
): Promise<{ status: number; message: string; code: string }> {
  const { status, json } = await client.query(query, variables);
  expect(json.data ?? null).toBeNull();
  expect(json.errors).toHaveLength(1);
  const [{ message, extensions }] = json.errors;
  return { status, message, code: extensions.code };
}

const names = (n: number, each: (i: number) => string) =>
  Array.from({ length: n }, (_, i) => each(i)).join(' ');

describe('documents of any sensible size', () => {
  it('may ask for everything of a picture', async () => {
    engine.outcome = { name: 'HESTI', idNumber: '3505135409780016' };
    const { status, json } = await client.upload(oneUpload(everything('ocrKtp'), card('clean-man').picture));
    expect([status, json.errors]).toEqual([200, undefined]);
    expect(json.data.ocrKtp.card.nik.district.regency.province.code).toBe('35');
  });

  it('may ask for everything of as many pictures as one request may bring', async () => {
    const { picture } = card('clean-man');
    const files = Array.from({ length: 8 }, (_, i) => [`${i}.jpg`, picture] as const);
    const { json } = await client.upload(manyUploads(everything('ocrKtpBatch'), files));
    expect(json.errors).toBeUndefined();
    expect(json.data.ocrKtpBatch.succeeded).toBe(8);
  });

  it('may have one field a hundred times in one place, and many operations', async () => {
    const { json } = await client.query(`{ ${'service { version } '.repeat(100)} }`);
    expect(json.errors).toBeUndefined();
    const operations = names(60, (i) => `query Q${i} { __typename }`);
    const all = await client.send(JSON.stringify({ query: operations, operationName: 'Q7' }), {
      'content-type': 'application/json',
    });
    expect(all.json).toEqual({ data: { __typename: 'Query' } });
  });

  it('may select the same fields in fragments of fragments, which are compared in no time', async () => {
    const twice = `successor { successor { code ...H } ...G } `;
    const { json } = await client.query(`{ region(code: "1") { ${twice.repeat(50)} } }
      fragment G on Region { ${'successor { code } '.repeat(49)} } fragment H on Region { ${'code '.repeat(49)} }`);
    expect(json).toEqual({ data: { region: null } });
  });

  it('may look up the numbers of a page full of cards', async () => {
    const query = `{ ${names(20, (i) => `n${i}: checkNik(nik: "3505135409780016") { valid district { name } }`)} }`;
    const { json } = await client.query(query);
    expect(Object.keys(json.data)).toHaveLength(20);
  });

  it('may ask for the schema, which is the one that is published', async () => {
    const { json } = await client.query(getIntrospectionQuery());
    const schema = buildClientSchema(json.data);
    expect(isUnionType(schema.getType('OcrKtpResult'))).toBe(true);
    expect(isObjectType(schema.getType('KtpCard'))).toBe(true);
  });
});

describe('documents that are too much', () => {
  const successors = (n: number) =>
    `{ region(code: "33") { ${'successor { '.repeat(n)} name ${'} '.repeat(n)} } }`;

  it('by their characters', async () => {
    expect(await refused(`{ service { ${'version '.repeat(10_000)} } }`)).toEqual({
      status: 400,
      code: 'DOCUMENT_TOO_LONG',
      message: 'The document has 80016 characters; at most 50000 are allowed.',
    });
  });

  it('by their tokens, with the status of a document that does not parse', async () => {
    const query = `{ service { ${'version '.repeat(1000)} } }`;
    expect(await refused(query)).toEqual({
      status: 200,
      code: 'DOCUMENT_TOO_COMPLEX',
      message: 'The document has more than 1000 tokens, which is the most that is allowed.',
    });
    const accept = { accept: 'application/graphql-response+json' };
    expect((await client.query(query, {}, accept)).status).toBe(400);
  });

  it('by their depth', async () => {
    expect((await client.query(successors(10))).json.errors).toBeUndefined();
    expect(await refused(successors(11))).toEqual({
      status: 400,
      code: 'DOCUMENT_TOO_COMPLEX',
      message: 'The document is 13 fields deep; at most 12 are allowed.',
    });
  });

  it('by their depth, under a name that looks like introspection', async () => {
    const deep = successors(11).slice(1, -1);
    expect(
      (await refused(`query __schema { ...__schema } fragment __schema on Query { ${deep} }`)).code,
    ).toBe('DOCUMENT_TOO_COMPLEX');
  });

  it('by their aliases', async () => {
    expect(await refused(`{ ${names(21, (i) => `a${i}: service { version }`)} }`)).toEqual({
      status: 400,
      code: 'DOCUMENT_TOO_COMPLEX',
      message: 'The document has 21 aliases; at most 20 are allowed.',
    });
  });

  it.each([
    ['in one place', `{ ${'__typename '.repeat(900)} }`],
    [
      'in fragments',
      `{ service { ${names(9, (i) => `...F${i}`)} } } ${names(9, (i) => `fragment F${i} on Service { ${'version '.repeat(95)} }`)}`,
    ],
  ])('by more selections of one field %s than can be compared', async (_where, query) => {
    expect(await refused(query)).toEqual({
      status: 400,
      code: 'DOCUMENT_TOO_COMPLEX',
      message: 'The document selects the same fields too often; select each field once in a place.',
    });
  });

  it('by what their lists come to, as long as they are', async () => {
    const search = (first: string) =>
      `query ($n: Int!) { ${names(
        20,
        (i) => `s${i}: searchRegions(name: "a", first: ${first}) { score region { name code level } }`,
      )} }`;
    const found = await refused(search('$n'), { n: 50 });
    expect(found.message).toBe('The answer may have 11000 fields; at most 10000 are allowed.');
    expect((await client.query(search('$n'), { n: 20 })).json.errors).toBeUndefined();
  });

  it('by doubling fragments, which is told in no time', async () => {
    const fragments = names(
      40,
      (i) => `fragment F${i} on Region { successor { ...F${i + 1} ...F${i + 1} } }`,
    );
    const query = `{ region(code: "33") { ...F0 ...F0 } } ${fragments} fragment F40 on Region { name }`;
    expect((await refused(query)).code).toBe('DOCUMENT_TOO_COMPLEX');
  });

  it('by introspection that goes round in circles', async () => {
    const query =
      '{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }';
    const { message } = await refused(query);
    expect(message).toBe('Maximum introspection depth exceeded');
  });

  it.each([
    [
      'twice',
      'mutation ($image: Upload!) { a: ocrKtp(image: $image) { __typename } b: ocrKtp(image: $image) { __typename } }',
    ],
    [
      'by fragments',
      'mutation ($image: Upload!) { ...A ...B } fragment A on Mutation { ocrKtp(image: $image) { __typename } } fragment B on Mutation { ... { b: ocrKtp(image: $image) { __typename } } }',
    ],
    [
      'of both kinds',
      'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } ocrKtpBatch(images: [$image]) { failed } }',
    ],
  ])('by asking for a reading %s', async (_, query) => {
    const before = engine.signals.length;
    const { status, json } = await client.upload(oneUpload(query, card('clean-man').picture));
    expect(status).toBe(400);
    expect(json.errors[0]).toMatchObject({
      message: 'The request asks for 2 readings; ask for one, or send several pictures with ocrKtpBatch.',
      extensions: { code: 'DOCUMENT_TOO_COMPLEX' },
    });
    expect(engine.signals).toHaveLength(before);
  });

  it('but not by naming one reading twice, nor by several operations of which one is run', async () => {
    const query = `mutation A($image: Upload!) { ...R ...R } mutation B($image: Upload!) { ...R }
      fragment R on Mutation { ocrKtp(image: $image) { __typename } }`;
    const form = oneUpload(query, card('clean-man').picture, 'a.jpg', { operationName: 'A' });
    expect((await client.upload(form)).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
  });

  it('by being many in one request', async () => {
    const body = JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    const { status, json } = await client.send(body, {
      'content-type': 'application/json',
      'content-length': `${body.length}`,
    });
    expect([status, json.errors[0].message]).toEqual([400, 'Batching is not supported.']);
  });

  it('are counted by reason', async () => {
    const count = async () =>
      Number(/ktp_rejected_total\{reason="DOCUMENT_TOO_COMPLEX"\} (\d+)/.exec(await metrics.print())?.[1]);
    const before = await count();
    await refused(successors(11));
    expect(await count()).toBe(before + 1);
  });
});

describe('a server in production', () => {
  it('tells neither its schema nor names that are nearly right', async () => {
    const production = new Connection(closed as RunningGateway);
    const ask = async (query: string, variables = {}) =>
      (await production.query(query, variables)).json.errors[0].message;
    expect(await ask('{ __schema { queryType { name } } }')).toContain('introspection');
    expect(await ask('{ servic { version } }')).toBe('Cannot query field "servic" on type "Query".');
    expect(await ask('{ searchRegions(nam: "a") { score } }')).toBe(
      'Unknown argument "nam" on field "Query.searchRegions".',
    );
    const enumQuery = 'query ($l: RegionLevel!) { searchRegions(name: "a", level: $l) { score } }';
    expect(await ask(enumQuery, { l: 'VILAGE' })).not.toContain('VILLAGE');
    production.close();
  });

  it('is otherwise helpful', async () => {
    expect((await refused('{ servic { version } }')).message).toContain('Did you mean "service"?');
  });
});

describe('errors repeat no value', () => {
  const SECRET = '3374015708450001';
  it.each<[string, string, Record<string, unknown>, string]>([
    [
      'of a variable',
      'query ($n: String!) { checkNik(nik: $n) { valid } }',
      { n: Number(SECRET) },
      'Variable "$n" got an invalid value; its type does not take it.',
    ],
    [
      'inside a variable',
      'query ($i: KtpFieldsInput!) { checkKtp(input: $i) { card { name } } }',
      { i: { name: [SECRET] } },
      'Variable "$i" got an invalid value at "i.name"; its type does not take it.',
    ],
    [
      'of an unknown field of a variable',
      'query ($i: KtpFieldsInput!) { checkKtp(input: $i) { card { name } } }',
      { i: { nik: SECRET } },
      'Variable "$i" got an invalid value; it has a field that is not defined by type "KtpFieldsInput".',
    ],
    [
      'of a date',
      'query ($d: Date!, $i: KtpFieldsInput!) { checkKtp(input: $i) { card { age(on: $d) } } }',
      { d: SECRET, i: {} },
      'Variable "$d" got an invalid value; its type does not take it.',
    ],
    [
      'of a literal',
      `{ checkNik(nik: ${SECRET}) { valid } }`,
      {},
      'String cannot represent a non string value.',
    ],
    [
      'of an enum',
      `{ searchRegions(name: "a", level: "${SECRET}") { score } }`,
      {},
      'Enum "RegionLevel" cannot represent non-enum value.',
    ],
    [
      'of a document that does not parse',
      `{ checkNik(nik "${SECRET}") { valid } }`,
      {},
      'Syntax Error: Expected ":", found String.',
    ],
    ['of a document that ends early', `{ checkNik(nik: "${SECRET}`, {}, 'Syntax Error: Unterminated string.'],
  ])('%s', async (_, query, variables, message) => {
    const { json, text } = await client.query(query, variables);
    expect(json.errors[0].message).toBe(message);
    expect(text).not.toContain(SECRET);
  });
});
