import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldEngine } from '../rest/support.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const NO_GET = 'A document in a URL stands in the logs of proxies, and may hold the number of a card.';

/** What the specification allows and this server does not do, and why. */
const NOTICES: Readonly<Record<string, string>> = {
  'MAY accept application/x-www-form-urlencoded formatted GET requests': NO_GET,
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json':
    NO_GET,
  'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json': NO_GET,
};

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({}, [new ToldEngine()]);
});
afterAll(() => gateway.close());

// The address is only known when the audits run; their names are the same for every server.
const audits = serverAudits({ url: () => `${gateway.url}/graphql` });

describe('the audits of GraphQL over HTTP', () => {
  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (name, audit) => {
    const { status } = await audit.fn();
    expect(status).toBe(name in NOTICES ? 'notice' : 'ok');
  });

  it('are all there', () => {
    expect(audits.length).toBeGreaterThanOrEqual(61);
    expect(audits.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(NOTICES)));
  });
});

describe('a whole answer', () => {
  const ask = (accept?: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(accept && { accept }) },
      body: JSON.stringify({ query: '{ service { limits { maxBatchImages } } }' }),
    });

  it.each([
    ['*/*', 'application/json; charset=utf-8'],
    [
      'application/graphql-response+json, application/json',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['application/json, multipart/mixed', 'application/json; charset=utf-8'],
  ])('for %s comes as %s', async (accept, type) => {
    const response = await ask(accept);
    expect(response.headers.get('content-type')).toBe(type);
    expect(await response.json()).toMatchObject({ data: { service: { limits: { maxBatchImages: 8 } } } });
  });

  it('says how long it is', async () => {
    const { headers, text } = await ask().then(async (response) => ({
      headers: response.headers,
      text: await response.text(),
    }));
    expect(headers.get('content-length')).toBe(`${Buffer.byteLength(text)}`);
  });

  it('is refused before its body is read where the client takes none of its types', async () => {
    const response = await ask('text/html');
    expect(response.status).toBe(406);
    expect((await response.json()).errors[0].extensions.code).toBe('NOT_ACCEPTABLE');
  });
});
