import { describe, expect, it } from 'vitest';
import { loadDocument, withTables } from '../../bench/scale/document.js';
import { loadFigures } from '../../bench/scale/figures.js';
import { simulateAll } from '../../bench/scale/measure/simulation.js';
import { cardsOfDay, SCENARIOS } from '../../bench/scale/scenarios.js';
import { BUSIEST_SHARE } from '../../bench/scale/simulation/day.js';
import { costsOf, sizeFor } from '../../bench/scale/sizing.js';
import { overheads, tableOf } from '../../bench/scale/tables.js';

const figures = loadFigures();

describe('docs/scaling.md', () => {
  it('has the tables that the figures come to', () => {
    expect(withTables(loadDocument(), figures)).toBe(loadDocument());
  });

  it('would notice another figure, and a table that is missing', () => {
    const other = { ...figures, redis: { ...figures.redis, bytesIn: 2 * figures.redis.bytesIn } };
    expect(withTables(loadDocument(), other)).not.toBe(loadDocument());
    expect(() => withTables(loadDocument().replace('bench:scale sizing', 'bench:scale'), figures)).toThrow(
      'docs/scaling.md lacks sizing.',
    );
  });

  it('tells the share of the busiest hour as it is', () => {
    expect(loadDocument()).toContain(
      `The busiest hour has ${(BUSIEST_SHARE * 100).toFixed(1)} % of a day's cards`,
    );
  });
});

describe('the sizing', () => {
  const costs = {
    workerMs: 100,
    gatewayMs: 10,
    redisMs: 2,
    redisBytesIn: 250_000,
    redisBytesOut: 150_000,
    redisBytesHeld: 2 ** 20,
    pictureBytes: 200_000,
  };

  it('is what one reckons by hand: 100 cards a second in the busiest hour', () => {
    const size = sizeFor((100 * 3600) / BUSIEST_SHARE, costs);
    expect(size.cardsPerSecond).toBeCloseTo(100, 9);
    // 10 cores of reading and 1 of gateways at 70 %.
    expect(size.workers).toBe(15);
    expect(size.gateways).toBe(2);
    expect(size.redisLoad).toBeCloseTo(0.2, 9);
    // 100 a second for 120 s.
    expect(size.redisMebibytes).toBeCloseTo(12_000, 6);
    expect(size.redisMegabits).toBeCloseTo(320, 6);
    expect(size.clientMegabits).toBeCloseTo(160, 6);
  });

  it('has two of everything for the fewest cards', () => {
    expect(sizeFor(10, costs)).toMatchObject({ workers: 2, gateways: 2 });
  });

  it('takes the costs that were measured with one worker, and the middle round', () => {
    const measured = {
      ...figures,
      throughput: [
        { workers: 1, cardsPerSecond: 5, workerCpuMs: 90, gatewayCpuMs: 7 },
        { workers: 2, cardsPerSecond: 9, workerCpuMs: 120, gatewayCpuMs: 8 },
      ],
      overhead: [
        { inProcess: 100, gateway: 6, workers: 99, redis: 1 },
        { inProcess: 100, gateway: 8, workers: 110, redis: 1 },
        { inProcess: 100, gateway: 7, workers: 100, redis: 1 },
      ],
    };
    expect(costsOf(measured)).toMatchObject({ workerMs: 90, gatewayMs: 7 });
    expect(overheads(measured)).toEqual([5, 18, 7]);
    const lines = tableOf('overhead', measured).lines.map(([, value]) => value);
    expect(lines).toEqual([
      'CPU a card',
      '100.0 ms',
      '7.0 ms',
      '100.0 ms',
      '7.0 ms',
      '5.0 to 18.0 ms',
      'met',
      '1.0 ms',
    ]);
  });
});

describe('the simulated day', () => {
  // Slow cards, so that the day has few of them.
  const { scenarios, hours } = simulateAll([4000, 8000, 12_000], 0);
  const [day, batch, deaths] = scenarios;

  it('keeps the workers as busy in the busiest hour as it says, and no busier', () => {
    const loads = hours.map(({ load }) => load);
    expect(Math.max(...loads)).toBe(loads[10]);
    // The rate bends at the hour's middle, so that the hour has a little less than its peak.
    expect(loads[10]).toBeGreaterThan(0.75);
    expect(loads[10]).toBeLessThan(0.82);
    expect(hours).toHaveLength(24);
    expect(day?.refused).toBe(0);
    expect((day?.cards ?? 0) / cardsOfDay(8)).toBeCloseTo(1, 1);
  });

  it('shows what a batch and dying workers do to those who wait', () => {
    expect(scenarios.map(({ title }) => title)).toEqual(SCENARIOS.map(({ title }) => title));
    expect(batch?.cards).toBe((day?.cards ?? 0) + 500_000);
    expect(batch?.waits.most95).toBeGreaterThan(day?.waits.most95 ?? 0);
    // The rest of a card that was begun, not the batch.
    expect(batch?.waits.most99).toBeLessThan(12);
    expect(deaths?.longest).toBeGreaterThan(day?.longest ?? 0);
    expect(deaths?.waits.longest).toBeGreaterThan(day?.waits.longest ?? 0);
  });
});
