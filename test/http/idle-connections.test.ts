import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CardImage } from '../../src/engine/image/probe.js';
import { ToldEngine } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { noise } from '../support/pictures.js';

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';

/** The pictures it was given, for as long as somebody else holds them. */
const pictures: WeakRef<ArrayBufferLike>[] = [];

class Watching extends ToldEngine {
  override read(image: CardImage, wanted: unknown, signal: AbortSignal) {
    pictures.push(new WeakRef(image.bytes.buffer));
    return super.read(image, wanted, signal);
  }
}

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({}, [new Watching()]);
});
afterAll(() => gateway.close());

it('a connection that waits for its next request holds nothing of the picture of its last one', async () => {
  const picture = await noise(400, 400).jpeg().toBuffer();
  const client = new Connection(gateway);
  expect((await client.upload(oneUpload(READ, picture))).json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  expect(pictures).toHaveLength(1);
  // The server may end its answer some turns after the client has read it.
  for (let turns = 0; turns < 100 && pictures[0]?.deref() !== undefined; turns += 1) {
    await turn();
    collect();
  }
  expect(pictures.map((held) => held.deref())).toEqual([undefined]);
  expect((await client.query('{ service { version } }')).status).toBe(200);
  expect(client.opened).toBe(1);
  client.close();
});
