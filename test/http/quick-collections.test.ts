import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SingleFlight } from '../../src/engine/advance-ai/single-flight.js';
import { ToldEngine } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { noise } from '../support/pictures.js';

const READ = 'mutation ($image: Upload!) { ocrKtp(image: $image) { __typename } }';
const TIMES = 40;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await startGateway({}, [new ToldEngine()]);
});
afterAll(() => gateway.close());

/** Bytes outside of the heap that are left after quick collections alone, beyond those before some work. */
async function left(work: () => Promise<void>): Promise<number> {
  collect();
  await wait(100);
  const before = process.memoryUsage().arrayBuffers;
  await work();
  for (let i = 0; i < 3; i += 1) {
    await wait(50);
    collect({ type: 'minor' });
  }
  await wait(100);
  return process.memoryUsage().arrayBuffers - before;
}

describe('no full collection is needed to let go of', () => {
  it('the pictures of requests', async () => {
    const picture = await noise(500, 500).jpeg().toBuffer();
    const client = new Connection(gateway);
    const upload = async () => {
      const { json } = await client.upload(oneUpload(READ, picture));
      expect(json.data.ocrKtp.__typename).toBe('OcrKtpSuccess');
    };
    await upload();
    const bytes = await left(async () => {
      for (let i = 0; i < TIMES; i += 1) await upload();
    });
    client.close();
    expect(bytes).toBeLessThan((TIMES / 4) * picture.length);
  });

  it('what calls to the upstream were about', async () => {
    const flights = new SingleFlight<Buffer, void>((one, other) => one === other);
    const { signal } = new AbortController();
    const size = 300_000;
    const call = () => flights.join(Buffer.alloc(size), signal, () => wait(2));
    const bytes = await left(async () => {
      // Several at once: what is under way changes, and is never nothing.
      const lane = async () => {
        for (let i = 0; i < TIMES / 4; i += 1) await call();
      };
      await Promise.all(Array.from({ length: 4 }, lane));
    });
    expect(bytes).toBeLessThan((TIMES / 4) * size);
  });
});
