import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { GatewayProcess } from '../support/process.js';

/** `.ci/run` has this done by every version of Node that the package is for, with the unit tests. */
it('starts on this version of Node, reads a card, and stops in order', async () => {
  const gateway = new GatewayProcess();
  try {
    const { port } = await gateway.ready();
    const client = new Connection({ port });
    const { picture, printed } = card('clean-woman');
    const query =
      'mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { card { nik { number } } } } }';
    const { json } = await client.upload(oneUpload(query, picture), {});
    expect(json.data.ocrKtp.card.nik.number).toBe(printed.idNumber);
    client.close();
    gateway.signal('SIGTERM');
    expect([await gateway.end(), gateway.err]).toEqual([0, '']);
  } finally {
    gateway.kill();
  }
});

it('is of a version that the package is for', () => {
  const { engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [, least = 0, leastMinor = 0] = /^>=(\d+)\.(\d+)$/.exec(engines.node)?.map(Number) ?? [];
  expect(least).toBeGreaterThan(0);
  expect(100 * major + minor).toBeGreaterThanOrEqual(100 * least + leastMinor);
});
