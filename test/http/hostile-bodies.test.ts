import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ToldEngine } from '../openapi/support.js';
import {
  Connection,
  type Form,
  manyUploads,
  oneUpload,
  type RunningGateway,
  startGateway,
} from '../support/gateway.js';
import { noise, seeded } from '../support/pictures.js';

const READ =
  'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename ... on OcrKtpError { code } } }';
const BATCH =
  'mutation ($images: [Upload!]!) { ocrKtpBatch(images: $images) { items { result { __typename } } } }';
const BODIES = 6000;
const AT_ONCE = 12;
const MEBIBYTE = 1024 * 1024;

let gateway: RunningGateway;
let forms: Form[];
beforeAll(async () => {
  gateway = await startGateway({}, [new ToldEngine()]);
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
    const random = seeded(6);
    const statuses = new Map<number, number>();
    const clients = Array.from({ length: AT_ONCE }, () => new Connection(gateway));
    const send = async (client: Connection) => {
      const form = forms[random(forms.length)] as Form;
      const damage = DAMAGES[random(DAMAGES.length)] as Damage;
      const body = damage(form.body(), random);
      const { status } = await client.send(body, { ...form.headers(), 'content-length': `${body.length}` });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const sendAll = async (count: number) => {
      let left = count;
      await Promise.all(
        clients.map(async (client) => {
          while (left-- > 0) await send(client);
        }),
      );
    };
    await sendAll(BODIES / 6);
    const before = heldBytes();
    await sendAll(BODIES - BODIES / 6);
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
});

/** What lives after everything that can go is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
