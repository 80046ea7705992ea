import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/gateway.js';
import type { Engine } from '../../src/engine/engine.js';
import { schema } from '../../src/graphql/schema.js';
import { pageDocuments } from '../../src/http/page.js';
import { metrics } from '../../src/observability/metrics.js';
import { CheckNikDocument, ReadNikDocument } from '../client/generated/graphql.js';
import { Connection, Form } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const MANIFEST = fileURLToPath(new URL('../client/generated/persisted-documents.json', import.meta.url));
const SPECIMEN = readFileSync(new URL('../../web/specimen.jpg', import.meta.url));
const VARIABLES = { nik: '3374015708450001' };
const folder = mkdtempSync(join(tmpdir(), 'persisted-'));

const hashOf = (document: unknown) => (document as { __meta__: { hash: string } }).__meta__.hash;
const hash = hashOf(CheckNikDocument);
const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

let only: RunningGateway;
let open: RunningGateway;
/** One that was given no manifest. */
let bare: RunningGateway;
let client: Connection;
beforeAll(async () => {
  only = await startGateway({ PERSISTED_DOCUMENTS: MANIFEST, PERSISTED_ONLY: 'true' });
  open = await startGateway({ PERSISTED_DOCUMENTS: MANIFEST }, [noReader()]);
  bare = await startGateway({}, [noReader()]);
  client = new Connection(only);
});
afterAll(async () => {
  client.close();
  await Promise.all([only.close(), open.close(), bare.close()]);
  rmSync(folder, { recursive: true });
});

/** An engine for a server that is sent no picture. */
function noReader(): Engine {
  return {
    name: 'EMBEDDED' as const,
    ready: async () => {},
    close: async () => {},
    state: () => ({ running: 0, waiting: 0, limit: 1 }),
    read: () => Promise.reject(new Error('no picture was to be read')),
  } as unknown as Engine;
}

function send(body: object, to = client) {
  const text = JSON.stringify(body);
  return to.send(text, {
    'content-type': 'application/json',
    'content-length': `${Buffer.byteLength(text)}`,
  });
}

describe('documents of the manifest', () => {
  it.each([
    ['documentId', { documentId: hash }],
    ['documentId without its prefix', { documentId: hash.replace('sha256:', '') }],
    ['persistedQuery, as Apollo and urql send it', apollo(hash.replace('sha256:', ''))],
  ])('are taken by %s', async (_, id) => {
    const { status, json } = await send({ ...id, variables: VARIABLES });
    expect(status).toBe(200);
    expect(json.data.checkNik.number).toBe('3374015708450001');
    expect(json.data.checkNik.province.name).toBe('Jawa Tengah');
  });

  it.each([
    ['documentId', { documentId: hashOf(ReadNikDocument) }],
    ['persistedQuery', apollo(hashOf(ReadNikDocument))],
  ])('take an upload by %s', async (_, id) => {
    const form = new Form()
      .field('operations', { ...id, variables: { image: null } })
      .field('map', { 0: ['variables.image'] })
      .file('0', SPECIMEN);
    const { status, json } = await client.upload(form);
    expect(status).toBe(200);
    expect(json.data.ocrKtp.card.nik).toEqual({ number: '3505135409780016', valid: true });
  });

  it('are named by the hash of their text', () => {
    for (const [id, document] of Object.entries(JSON.parse(readFileSync(MANIFEST, 'utf8')))) {
      expect(id).toBe(`sha256:${createHash('sha256').update(String(document)).digest('hex')}`);
    }
  });
});

describe('anything else', () => {
  it.each([
    ['a document', { query: '{ service { version } }' }, 'PERSISTED_DOCUMENT_ONLY'],
    ['a document beside a hash', { query: '{ __typename }', ...apollo(hash) }, 'PERSISTED_DOCUMENT_ONLY'],
    ['an unknown hash', { documentId: 'sha256:0000' }, 'PERSISTED_DOCUMENT_NOT_FOUND'],
    ['a name of every object', { documentId: 'constructor' }, 'PERSISTED_DOCUMENT_NOT_FOUND'],
    ['nothing', {}, 'PERSISTED_DOCUMENT_ID_REQUIRED'],
  ])('is refused where only these may come: %s', async (_, body, code) => {
    const { status, json } = await send(body);
    expect(status).toBe(400);
    expect(json.data).toBeUndefined();
    expect(json.errors.map(({ extensions }: { extensions: object }) => extensions)).toEqual([{ code }]);
    expect(await metrics.print()).toMatch(new RegExp(`ktp_rejected_total{reason="${code}"} [1-9]`));
  });

  it('is refused with an upload as well, and the connection lives on', async () => {
    const query = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
    const form = new Form()
      .field('operations', { query, variables: { image: null } })
      .field('map', { 0: ['variables.image'] })
      .file('0', SPECIMEN);
    const { status, json } = await client.upload(form);
    expect([status, json.errors[0].extensions.code]).toEqual([400, 'PERSISTED_DOCUMENT_ONLY']);
    expect((await send({ documentId: hash, variables: VARIABLES })).status).toBe(200);
  });

  it('is taken beside them where PERSISTED_ONLY is not set', async () => {
    const other = new Connection(open);
    expect((await send({ query: '{ service { version } }' }, other)).json.data.service.version).toBe(
      '0.0.0-test',
    );
    expect((await send({ documentId: hash, variables: VARIABLES }, other)).json.data.checkNik.valid).toBe(
      true,
    );
    other.close();
  });
});

describe("the page's own document", () => {
  it.each([...pageDocuments()])('fits the schema, which no start looks at: %s', (_, text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it.each(['only documents of a manifest', 'any document'])(
    'is taken by a server that takes %s',
    async (which) => {
      const to = new Connection(which === 'any document' ? bare : only);
      const [id] = [...pageDocuments()].find(([, text]) => text.includes('ReadForPage')) ?? [];
      const form = new Form()
        .field('operations', { documentId: id, variables: { image: null } })
        .field('map', { 0: ['variables.image'] })
        .file('0', Buffer.from('not a picture'));
      const { json } = await to.upload(form);
      expect(json.data.ocrKtp.__typename).toBe('ImageInvalidFormatError');
      to.close();
    },
  );

  it('leaves a server without a manifest as it is', async () => {
    const to = new Connection(bare);
    expect((await send({ query: '{ service { version } }' }, to)).json.data.service.version).toBe(
      '0.0.0-test',
    );
    const { status, json } = await send({}, to);
    expect([status, json.errors[0].message]).toEqual([400, expect.stringContaining('Send `query`')]);
    to.close();
  });
});

describe('the settings', () => {
  it('turn GraphiQL off where only documents of the manifest are taken', () => {
    const given = { PERSISTED_DOCUMENTS: MANIFEST, PERSISTED_ONLY: 'true' };
    expect(readConfig(given).graphiql).toBe(false);
    expect(readConfig({ PERSISTED_DOCUMENTS: MANIFEST }).graphiql).toBe(true);
    expect(() => readConfig({ ...given, GRAPHIQL: 'true' })).toThrow(
      'GRAPHIQL must be false or unset if PERSISTED_ONLY=true',
    );
  });

  it('tell a manifest that is not there, or none', () => {
    expect(() => readConfig({ PERSISTED_DOCUMENTS: join(folder, 'none.json') })).toThrow(
      'PERSISTED_DOCUMENTS must be the path of a readable JSON file',
    );
    expect(() => readConfig({ PERSISTED_ONLY: 'true' })).toThrow(
      'PERSISTED_DOCUMENTS must be set if PERSISTED_ONLY=true.',
    );
  });

  it('tell a document that does not fit the schema', async () => {
    const file = join(folder, 'old.json');
    writeFileSync(file, JSON.stringify({ abc: '{ service { colour } }' }));
    await expect(startGateway({ PERSISTED_DOCUMENTS: file }, [noReader()])).rejects.toThrow(
      'document abc does not fit: Cannot query field "colour"',
    );
  });
});
