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
