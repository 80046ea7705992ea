import { describe, expect, it } from 'vitest';
import type { Engine, Urgency } from '../../src/engine/engine.js';
import { withFallback } from '../../src/engine/fallback.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { readBatch } from '../../src/reading/read-batch.js';
import { readCard } from '../../src/reading/read-card.js';
import { loadRegions } from '../../src/regions/store.js';
import { newPicture } from '../engine/advance-ai/support.js';
import { named } from '../engine/queue/support.js';

/** Reads when it is told to, and keeps how urgent it was. */
class Counting implements Engine {
  readonly name = 'EMBEDDED';
  readonly ranks: boolean;
  readonly #workers: number | null;
  readonly urgencies: (Urgency | undefined)[] = [];
  inside = 0;
  most = 0;

  constructor(ranks: boolean, workers: number | null) {
    [this.ranks, this.#workers] = [ranks, workers];
  }

  async read(_image: unknown, _wanted: unknown, _signal: unknown, _caller?: string, urgency?: Urgency) {
    this.urgencies.push(urgency);
    this.inside += 1;
    this.most = Math.max(this.most, this.inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.inside -= 1;
    return named('SITI');
  }

  async ready() {}
  state() {
    return { able: true, waiting: 0, reading: 0, workers: this.#workers };
  }
  async close() {}
}

const regions = loadRegions();
const roomOf = (engine: Engine) => ({
  engines: [engine] as const,
  regions,
  today: () => '2026-11-22',
  onFault: () => {},
});
const order = { engine: 'AUTO' as const, wanted: ALL_FIELDS, signal: new AbortController().signal };
const pictures = (count: number) =>
  Promise.all(Array.from({ length: count }, async () => ({ bytes: (await newPicture()).bytes, cut: false })));

describe('a batch', () => {
  it('of fifty pictures is no leak of listeners', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const { signal } = new AbortController();
    await Promise.all(
      await readBatch(await pictures(50), { ...order, signal }, roomOf(new Counting(false, 2))),
    );
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['two at a time, where its pictures would stand in the way of others', new Counting(false, 8), 2],
    ['as many at a time as there are threads, where others go first', new Counting(true, 5), 5],
    ['two at a time, where no thread is known', new Counting(true, null), 2],
  ])('is read %s', async (_, engine, most) => {
    const results = await Promise.all(await readBatch(await pictures(9), order, roomOf(engine)));
    expect(results).toHaveLength(9);
    expect(engine.most).toBe(most);
    expect(engine.urgencies).toEqual(Array(9).fill('BATCH'));
  });

  it('is read once for each picture that differs, and answered for each', async () => {
    const [one, other] = await pictures(2);
    if (one === undefined || other === undefined) throw new Error('no pictures');
    const again = () => ({ bytes: Buffer.from(one.bytes), cut: false });
    const engine = new Counting(true, 5);
    const results = await Promise.all(
      await readBatch([one, other, again(), one, again()], order, roomOf(engine)),
    );
    expect(engine.urgencies).toHaveLength(2);
    expect(results).toHaveLength(5);
    expect(results.map((result) => results.indexOf(result))).toEqual([0, 1, 0, 0, 0]);
  });

  it('says so to an engine that stands behind another, and is read by one as narrow as the narrower', async () => {
    const [first, second] = [new Counting(true, 5), new Counting(false, 1)];
    await Promise.all(
      await readBatch(await pictures(9), order, roomOf(withFallback(first, second, () => {}))),
    );
    expect([first.most, new Set(first.urgencies)]).toEqual([2, new Set(['BATCH'])]);
  });
});

describe('a single picture', () => {
  it('is not of a batch', async () => {
    const engine = new Counting(true, 5);
    const [picture] = await pictures(1);
    await readCard(picture as { bytes: Buffer; cut: boolean }, order, roomOf(engine));
    expect(engine.urgencies).toEqual([undefined]);
  });
});
