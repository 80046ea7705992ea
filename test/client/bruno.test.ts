import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningGateway, startGateway } from '../support/gateway.js';

const COLLECTION = fileURLToPath(new URL('../../docs/bruno/', import.meta.url));

interface Named {
  readonly name: string;
  readonly value: string;
}

/** A request as Bruno's own parser reads it. */
interface BrunoRequest {
  readonly meta: { readonly name: string; readonly type: string; readonly seq: string };
  readonly http: { readonly method: string; readonly url: string; readonly body: string };
  readonly headers?: readonly Named[];
  readonly body: {
    readonly json?: string;
    readonly graphql?: { readonly query: string; readonly variables: string };
    readonly multipartForm?: readonly (
      | (Named & { readonly type: 'text' })
      | { readonly name: string; readonly type: 'file'; readonly value: readonly string[] }
    )[];
  };
  readonly script?: { readonly req?: string; readonly res?: string };
  readonly assertions: readonly Named[];
}

// It has no types.
const bruno: {
  bruToJsonV2(text: string): BrunoRequest;
  bruToEnvJsonV2(text: string): { readonly variables: readonly Named[] };
} = createRequire(import.meta.url)('@usebruno/lang');

const read = (...path: string[]) => readFileSync(join(COLLECTION, ...path), 'utf8');
const bySeq = (one: { meta: { seq: string } }, other: typeof one) =>
  Number(one.meta.seq) - Number(other.meta.seq);

/** In the order in which Bruno runs them. */
const requests = ['GraphQL', 'REST'].flatMap((folder) =>
  readdirSync(join(COLLECTION, folder))
    .filter((file) => file !== 'folder.bru')
    .map((file) => bruno.bruToJsonV2(read(folder, file)))
    .toSorted(bySeq)
    .map((request) => ({ title: `${folder}/${request.meta.name}`, request })),
);

const variables = new Map(
  bruno.bruToEnvJsonV2(read('environments', 'local.bru')).variables.map(({ name, value }) => [name, value]),
);

function filled(text: string): string {
  return text.replaceAll(/\{\{([$\w]+)\}\}/g, (_, name: string) => {
    if (name === '$randomUUID') return randomUUID();
    const value = variables.get(name);
    if (value === undefined) throw new Error(`the collection has no variable ${name}`);
    return value;
  });
}

/** What Bruno hands to scripts, as far as these use it. */
const bru = {
  getEnvVar: (name: string) => variables.get(name),
  setVar: (name: string, value: string) => void variables.set(name, value),
};
const packages: Readonly<Record<string, unknown>> = {
  'crypto-js': { SHA256: (text: string) => createHash('sha256').update(text).digest('hex') },
};

async function send({ http, headers = [], body, script = {} }: BrunoRequest) {
  if (script.req)
    runInNewContext(script.req, { bru, Date, String, require: (name: string) => packages[name] });
  const all = Object.fromEntries(headers.map(({ name, value }) => [name, filled(value)]));
  const json = { ...all, 'content-type': 'application/json' };
  const post = (init: RequestInit) => fetch(filled(http.url), { method: http.method.toUpperCase(), ...init });
  switch (http.body) {
    case 'graphql': {
      const { query, variables: given } = body.graphql as NonNullable<typeof body.graphql>;
      return post({ headers: json, body: JSON.stringify({ query, variables: JSON.parse(filled(given)) }) });
    }
    case 'json':
      return post({ headers: json, body: filled(body.json as string) });
    case 'multipartForm': {
      const form = new FormData();
      for (const part of body.multipartForm ?? []) {
        if (part.type === 'text') form.append(part.name, filled(part.value));
        else {
          const bytes = readFileSync(join(COLLECTION, filled(part.value[0] as string)));
          form.append(part.name, new Blob([bytes], { type: 'image/jpeg' }), 'card.jpg');
        }
      }
      return post({ headers: all, body: form });
    }
    default:
      throw new Error(`nothing here sends a body of ${http.body}`);
  }
}

/** `eq true`, `eq "3505135409780016"`, `eq HESTI`: what Bruno takes for a value of JSON is one, all else is text. */
function expected(value: string): unknown {
  const [, text] = /^eq (.+)$/.exec(value) ?? [];
  if (text === undefined) throw new Error(`nothing here asserts ${value}`);
  return /^(?:true|false|null|\d+|".*")$/.test(text) ? JSON.parse(text) : text;
}

let gateway: RunningGateway;
beforeAll(async () => {
  const clients = `${variables.get('accessKey')}:${variables.get('secretKey')}`;
  gateway = await startGateway({ OPENAPI_CLIENTS: clients });
  variables.set('url', gateway.url);
});
afterAll(() => gateway.close());

describe('the Bruno collection', () => {
  it('has a request for each thing there is to do', () => {
    expect(requests.map(({ title }) => title)).toEqual([
      'GraphQL/ocrKtp',
      'GraphQL/ocrKtpBatch',
      'GraphQL/checkNik',
      'GraphQL/checkKtp',
      'REST/token',
      'REST/ocr',
    ]);
  });

  it.each(requests)('is answered as it says: $title', async ({ request }) => {
    const response = await send(request);
    const res = { status: response.status, body: await response.json() };
    expect(request.assertions.length).toBeGreaterThan(1);
    for (const { name, value } of request.assertions) {
      expect([name, runInNewContext(name, { res })]).toEqual([name, expected(value)]);
    }
    if (request.script?.res) runInNewContext(request.script.res, { bru, res });
  });
});
