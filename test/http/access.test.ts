import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldEngine } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const KEY = 'a-key-of-sixteen-or-more';
const OTHER = 'another-key-of-this-server';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({ API_KEYS: `${KEY},${OTHER}`, CORS_ORIGINS: 'https://app.example' }, [
    new ToldEngine(),
  ]);
});
afterAll(() => gateway.close());

describe('access', () => {
  it.each([
    ['as a bearer token', { authorization: `Bearer ${KEY}` }, 200],
    ['as X-API-Key', { 'x-api-key': OTHER }, 200],
    ['not at all', {}, 401],
    ['wrongly', { authorization: 'Bearer a-key-of-sixteen-or-mora' }, 401],
    ['as a part', { 'x-api-key': KEY.slice(0, 16) }, 401],
    ['under another scheme', { authorization: `Basic ${KEY}` }, 401],
  ])('with a key sent %s', async (_, headers, status) => {
    const client = new Connection(gateway);
    const answer = await client.query('{ service { version } }', {}, headers as Record<string, string>);
    expect(answer.status).toBe(status);
    client.close();
  });

  it.each([
    ['is missing', {}, /^Send a key of this server as /],
    ['is wrong', { authorization: KEY }, /^The key that was sent is none of this server\. Send a key /],
  ])('that %s is told as that', async (_, headers, message) => {
    const client = new Connection(gateway);
    const { json } = await client.query('{ service { version } }', {}, headers as Record<string, string>);
    expect(json.errors[0].message).toMatch(message);
    expect(json.errors[0].message).not.toContain(KEY);
    client.close();
  });

  it('refused before a large upload is read still leaves the answer readable and the connection usable', async () => {
    const client = new Connection(gateway);
    const query = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
    const refused = await client.upload(oneUpload(query, Buffer.alloc(2_000_000)));
    expect(refused.status).toBe(401);
    expect(refused.json.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    const next = await client.query('{ service { version } }', {}, { 'x-api-key': KEY });
    expect(next.status).toBe(200);
    expect(client.opened).toBe(1);
    client.close();
  });

  it('is not given to pages of other origins', async () => {
    const client = new Connection(gateway);
    const ask = async (origin: string) => {
      const { headers } = await client.query('{ service { version } }', {}, { 'x-api-key': KEY, origin });
      return headers['access-control-allow-origin'];
    };
    expect(await ask('https://app.example')).toBe('https://app.example');
    expect(await ask('https://evil.example')).not.toBe('https://evil.example');
    client.close();
  });
});

describe('the other routes', () => {
  it.each([
    ['GET', '/health', 200],
    ['GET', '/ready', 200],
    ['GET', '/', 200],
    ['GET', '/nothing', 404],
    ['GET', '/toString', 404],
    ['GET', '/graphql?query={__typename}', 405],
    ['PUT', '/graphql', 405],
  ])('%s %s answers %i', async (method, path, status) => {
    const client = new Connection(gateway);
    expect((await client.send(null, {}, { method, path })).status).toBe(status);
    client.close();
  });

  it('that there is not names those that there are for callers', async () => {
    const client = new Connection(gateway);
    const { json } = await client.send(null, {}, { method: 'GET', path: '/nothing' });
    expect(json.error).toMatch(/^No such page; there are \/graphql, \/health, \/ready, \/metrics, /);
    expect(json.error).not.toContain('/reader/');
    client.close();
  });

  it('a JSON body is read without a length, and refused where it is too long or not as it is', async () => {
    const client = new Connection(gateway);
    const json = { 'content-type': 'application/json', 'x-api-key': KEY };
    const query = '{"query":"{ checkNik(nik: \\"3374015708450001\\") { valid } }"}';
    const chunked = await client.send(query, { ...json, 'transfer-encoding': 'chunked' });
    expect(chunked.json).toEqual({ data: { checkNik: { valid: true } } });
    expect(chunked.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const endless = await client.send(Buffer.alloc(2_200_000, 32), {
      ...json,
      'transfer-encoding': 'chunked',
    });
    expect(endless.status).toBe(413);
    expect((await client.send(query, { ...json, 'content-encoding': 'gzip' })).status).toBe(415);
    const body = Buffer.alloc(3_000_000, 32);
    const long = await client.send(body, { ...json, 'content-length': `${body.length}` });
    expect(long.status).toBe(413);
    expect(long.json.errors[0].message).toBe('The request has 3000000 bytes; at most 2097152 are allowed.');
    client.close();
  });
});
