import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askOcr, CLIENTS, OCR_PATH, ocrForm, ToldEngine, tokenOf } from '../rest/support.js';
import { type Answer, Connection, type Form, manyUploads, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { noise, seeded } from '../support/pictures.js';

const READ =
  'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename ... on OcrKtpError { code } } }';
const BATCH =
  'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result { __typename } } } }';
/** So many that a body which leaves 4 KiB behind is seen in the memory. */
const BODIES = 2400;
const AT_ONCE = 12;
const MEBIBYTE = 1024 * 1024;

let gateway: RunningGateway;
let forms: Form[];
beforeAll(async () => {
  gateway = await startGateway({ OPENAPI_CLIENTS: CLIENTS, RATE_LIMIT_PER_KEY: '0' }, [new ToldEngine()]);
  const picture = await noise(256, 256).jpeg({ quality: 1 }).toBuffer();
  forms = [
    oneUpload(READ, picture),
    manyUploads(BATCH, [
      ['a.jpg', picture],
      ['b.jpg', picture],
    ]),
  ];
});
afterAll(() => gateway.close());

type Damage = (body: Buffer, random: (below: number) => number) => Buffer;

/** Ways to spoil a body. The first bytes hold `operations`, `map` and all headers of parts, so most blows fall there. */
const DAMAGES: readonly Damage[] = [
  (body, random) => {
    const spoilt = Buffer.from(body);
    for (let i = 0; i <= random(8); i += 1) spoilt[random(700)] = random(256);
    return spoilt;
  },
  (body, random) => body.subarray(0, random(body.length)),
  (body, random) =>
    Buffer.concat([body.subarray(0, random(body.length)), body.subarray(random(body.length))]),
  (body, random) => {
    const [from, length] = [random(700), random(200)];
    return Buffer.concat([body.subarray(0, from), body.subarray(from + length)]);
  },
  (body, random) => {
    const [at, from] = [random(700), random(700)];
    return Buffer.concat([body.subarray(0, at), body.subarray(from, from + random(300)), body.subarray(at)]);
  },
  (body, random) => {
    const at = random(700);
    const word = WORDS[random(WORDS.length)] as string;
    return Buffer.concat([body.subarray(0, at), Buffer.from(word), body.subarray(at)]);
  },
];

const WORDS = [
  '\r\n--XxBoundaryxX--\r\n',
  '\r\n--XxBoundaryxX\r\n',
  '\r\n\r\n',
  'variables.hasOwnProperty.call',
  '"__proto__":{"x":null},',
  'constructor.prototype',
  '\0',
  '[[[[[[[[[[',
  '"0":["variables.image","variables.image"],',
];

describe(`${BODIES} damaged bodies`, () => {
  it('are each answered, leave every connection usable, and no memory behind', {
    timeout: 300_000,
  }, async () => {
    const clients = Array.from({ length: AT_ONCE }, () => new Connection(gateway));
    const statuses = new Map<number, number>();
    const storm = damaged(seeded(6), forms, clients, (client, body, form) =>
      client.send(body, { ...form.headers(), 'content-length': `${body.length}` }),
    );
    await storm(BODIES / 6, statuses);
    const before = heldBytes();
    await storm(BODIES - BODIES / 6, statuses);
    const after = heldBytes();

    expect([...statuses.keys()].filter((status) => ![200, 400].includes(status))).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(BODIES / 3);
    expect(statuses.get(200)).toBeGreaterThan(BODIES / 50);
    expect(gateway.faults).toEqual([]);
    expect(clients.map(({ opened }) => opened)).toEqual(clients.map(() => 1));
    for (const client of clients) {
      const { json } = await client.upload(forms[0] as Form);
      expect(json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
      client.close();
    }
    expect(after - before).toBeLessThan(8 * MEBIBYTE);
  });

  it('are each answered by the REST API as well', { timeout: 300_000 }, async () => {
    const clients = Array.from({ length: AT_ONCE }, () => new Connection(gateway));
    const token = await tokenOf(clients[0] as Connection);
    const statuses = new Map<number, number>();
    const form = ocrForm(await noise(256, 256).jpeg({ quality: 1 }).toBuffer());
    const storm = damaged(seeded(7), [form], clients, (client, body) =>
      client.send(
        body,
        { ...form.headers(), 'content-length': `${body.length}`, 'x-access-token': token },
        { path: OCR_PATH },
      ),
    );
    await storm(BODIES / 4, statuses);
    expect([...statuses.keys()].filter((status) => ![200, 400].includes(status))).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(BODIES / 40);
    expect(gateway.faults).toEqual([]);
    for (const client of clients) {
      expect((await askOcr(client, token, form)).json.code).toBe('SUCCESS');
      expect(client.opened).toBe(1);
      client.close();
    }
  });
});

/** Sends so many spoilt bodies, as many at once as there are clients, and counts what they are answered. */
function damaged(
  random: (below: number) => number,
  whole: readonly Form[],
  clients: readonly Connection[],
  send: (client: Connection, body: Buffer, form: Form) => Promise<Answer>,
) {
  const one = async (client: Connection, statuses: Map<number, number>) => {
    const form = whole[random(whole.length)] as Form;
    const damage = DAMAGES[random(DAMAGES.length)] as Damage;
    const { status } = await send(client, damage(form.body(), random), form);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  return async (count: number, statuses: Map<number, number>) => {
    let left = count;
    await Promise.all(
      clients.map(async (client) => {
        while (left-- > 0) await one(client, statuses);
      }),
    );
  };
}

/** What lives after everything that can go is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
