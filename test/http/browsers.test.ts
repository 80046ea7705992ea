import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldEngine } from '../rest/support.js';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const KEY = 'a-key-of-sixteen-or-more';
const APP = 'https://app.example';
const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

let [open, keyed]: RunningGateway[] = [];
beforeAll(async () => {
  open = await startGateway({}, [new ToldEngine()]);
  keyed = await startGateway({ API_KEYS: KEY, CORS_ORIGINS: `${APP},https://other.example` }, [
    new ToldEngine(),
  ]);
});
afterAll(() => Promise.all([open?.close(), keyed?.close()]));

async function send(
  gateway: RunningGateway | undefined,
  body: Buffer | string | null,
  headers: Record<string, string>,
  method = 'POST',
) {
  const client = new Connection(gateway as RunningGateway);
  const answer = await client.send(body, headers, { method });
  client.close();
  return answer;
}

describe('what any page can make a browser send', () => {
  const form = oneUpload(READ, card('clean-man').picture);
  const type = form.headers()['content-type'] as string;

  it('is refused: a form', async () => {
    const { status, json } = await send(open, form.body(), { 'content-type': type });
    expect(status).toBe(403);
    expect(json.errors[0]).toEqual({
      message:
        'A multipart request must have one of the headers apollo-require-preflight, x-apollo-operation-name, graphql-preflight, x-graphql-yoga-csrf, with any value.',
      extensions: { code: 'CSRF' },
    });
  });

  it.each(['apollo-require-preflight', 'graphql-preflight', 'x-graphql-yoga-csrf'])(
    'is not a form with %s',
    async (name) => {
      const { status, json } = await send(open, form.body(), { 'content-type': type, [name]: '1' });
      expect([status, json.data.ocrKtp.__typename]).toEqual([200, 'OcrKtpSuccess']);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', ''])(
    'is refused: a document as "%s"',
    async (contentType) => {
      const headers = contentType === '' ? {} : { 'content-type': contentType };
      const { status, json } = await send(
        open,
        '{"query":"{ __typename }"}',
        headers as Record<string, string>,
      );
      expect([status, json.errors[0].extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('is refused: a form that calls itself otherwise', async () => {
    for (const name of ['Multipart/Form-Data', 'multipart/form-data', ' multipart/form-data ']) {
      const odd = type.replace('multipart/form-data', name);
      expect((await send(open, form.body(), { 'content-type': odd })).status).toBe(403);
    }
  });
});

describe('pages of other origins', () => {
  const preflight = (gateway: RunningGateway | undefined, origin: string) =>
    send(
      gateway,
      null,
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-api-key' },
      'OPTIONS',
    );

  it('may call where they are listed', async () => {
    const { status, headers } = await preflight(keyed, APP);
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': APP,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers':
        'content-type,authorization,x-api-key,x-request-id,idempotency-key,apollo-require-preflight,x-apollo-operation-name,graphql-preflight,x-graphql-yoga-csrf',
      'access-control-max-age': '3600',
      vary: expect.stringContaining('Origin'),
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('may read why they were refused', async () => {
    const { status, headers } = await send(keyed, null, { origin: APP });
    expect(status).toBe(401);
    expect(headers['access-control-allow-origin']).toBe(APP);
    expect(headers['access-control-expose-headers']).toBe(
      'retry-after,x-request-id,ratelimit,ratelimit-policy',
    );
  });

  it.each(['https://evil.example', 'null', 'https://app.example.evil.example', 'http://app.example'])(
    'may not where they are not: %s',
    async (origin) => {
      expect((await preflight(keyed, origin)).headers['access-control-allow-origin']).toBeUndefined();
      const answer = await send(keyed, '{"query":"{ __typename }"}', {
        origin,
        'x-api-key': KEY,
        'content-type': 'application/json',
        'content-length': '26',
      });
      expect(answer.status).toBe(200);
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    },
  );

  it('may not where none are listed', async () => {
    const { status, headers } = await preflight(open, APP);
    expect(status).toBe(405);
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});
