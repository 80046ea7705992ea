import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatedEngine, numbered } from '../support/gated-engine.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { until } from '../support/process.js';
import * as apollo from './streaming/apollo.js';
import * as urql from './streaming/urql.js';

const DOCUMENT = readFileSync(new URL('../../docs/clients.md', import.meta.url), 'utf8');

let engine: GatedEngine;
let gateway: RunningGateway;
beforeEach(async () => {
  engine = new GatedEngine();
  gateway = await startGateway({}, [engine]);
});
afterEach(async () => {
  expect(gateway.faults).toEqual([]);
  await gateway.close();
});

const pictures = [0, 1, 2].map(
  (number) => new Blob([new Uint8Array(numbered(number))], { type: 'image/png' }),
);

describe.each(Object.entries({ apollo, urql }))('a batch that streams to %s', (name, { readCards }) => {
  it('is shown card by card', async () => {
    /** What a person sees: of each card its name or its error, and whether it is known what does not fit. */
    let seen: unknown[] = [];
    const whole = readCards(`${gateway.url}/graphql`, pictures, (cards) => {
      seen = cards.map(({ index, result }) => {
        if (result.__typename !== 'OcrKtpSuccess') return [index, result.code];
        return [
          index,
          result.card.name,
          (result.inconsistencies ?? []).some(({ code }) => code === 'FIELD_MISSING'),
        ];
      });
    });
    const sees = (...expected: unknown[]) => until(() => JSON.stringify(seen) === JSON.stringify(expected));
    await until(() => engine.begun.length === 2);
    expect(seen).toEqual([]);
    await engine.show(0);
    await sees([0, 'SITI A', true]);
    await engine.showNothing(1);
    await sees([0, 'SITI A', true], [1, 'OCR_NO_RESULT']);
    await engine.show(2);
    await whole;
    expect(seen).toEqual([
      [0, 'SITI A', true],
      [1, 'OCR_NO_RESULT'],
      [2, 'SITI C', true],
    ]);
  });

  it('stands in docs/clients.md as it is run here', () => {
    const source = readFileSync(new URL(`./streaming/${name}.ts`, import.meta.url), 'utf8');
    expect(DOCUMENT).toContain(`\`\`\`ts\n${source.replaceAll('../generated/', './generated/')}\`\`\``);
  });
});
