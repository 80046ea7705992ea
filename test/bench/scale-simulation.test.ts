import { describe, expect, it } from 'vitest';
import { arrivals, BUSIEST_SHARE, DAY_SECONDS, rateAt } from '../../bench/scale/simulation/day.js';
import { Events } from '../../bench/scale/simulation/events.js';
import { Numbers } from '../../bench/scale/simulation/numbers.js';
import { simulate } from '../../bench/scale/simulation/simulate.js';
import { Random } from '../../specimens/random.js';

/** Seconds to the next of so many a second. */
const exponential = (rate: number, dice: Random) => -Math.log(1 - dice.share()) / rate;
function* poisson(rate: number, count: number, dice: Random) {
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    at += exponential(rate, dice);
    yield at;
  }
}

/** The share that has to wait with `workers` and `offered` = rate x service time (Erlang's C formula). */
function erlangC(workers: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= workers; n += 1) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - (offered / workers) * (1 - blocked));
}

describe('the simulation', () => {
  it.each([
    [1, 0.7],
    [5, 0.8],
    [50, 0.9],
  ])('waits as queueing theory has it: M/M/%i at %f of its capacity', (workers, load) => {
    const dice = new Random(`${workers}`);
    const record = simulate({
      workers,
      arrivals: poisson(workers * load, 400_000, dice),
      serviceSeconds: () => exponential(1, dice),
    });
    const mean = erlangC(workers, workers * load) / (workers * (1 - load));
    expect(record.waits.single.mean() / mean).toBeGreaterThan(0.9);
    expect(record.waits.single.mean() / mean).toBeLessThan(1.1);
    expect(record.doneOf.single).toBe(400_000);
  });

  it('halves the wait where every card takes the same time (Pollaczek and Khinchine)', () => {
    const record = simulate({
      workers: 1,
      arrivals: poisson(0.7, 300_000, new Random('deterministic')),
      serviceSeconds: () => 1,
    });
    expect(record.waits.single.mean()).toBeCloseTo(0.7 / (2 * 0.3), 1);
  });

  it('serves single cards before a batch, and never interrupts one', () => {
    const record = simulate({
      workers: 1,
      arrivals: [0.5, 0.6, 5],
      batches: [{ at: 0, cards: 4, atOnce: 4 }],
      serviceSeconds: () => 1,
    });
    // The batch's first card until 1, the single ones until 2 and 3, two of the batch until 4 and 5, the third single one, the last.
    expect(
      [0, 0.5, 1].map((share) => record.waits.single.percentile(share)).map((s) => +s.toFixed(3)),
    ).toEqual([0, 0.5, 1.4]);
    expect(record.waits.batch.percentile(1)).toBe(6);
    expect(record.lastDone).toEqual({ single: 6, batch: 7 });
  });

  it('keeps no more of a batch under way than its caller does', () => {
    const record = simulate({
      workers: 5,
      arrivals: [],
      batches: [{ at: 0, cards: 10, atOnce: 2 }],
      serviceSeconds: () => 1,
    });
    expect(record.lastDone.batch).toBe(5);
    expect(record.waits.batch.percentile(1)).toBe(0);
  });

  it('takes the card of a worker that died again, and refuses what finds the queue full', () => {
    const record = simulate({
      workers: 2,
      arrivals: [0, 0, 1, 1.5, 2],
      outages: [{ from: 0.5, to: 100, workers: 1 }],
      maxWaiting: 1,
      stalledSeconds: 30,
      serviceSeconds: () => 10,
    });
    expect(record.refusals).toBe(2);
    expect(record.doneOf.single).toBe(3);
    expect(record.lastDone.single).toBe(40.5);
    expect(record.longest).toBe(1);
  });

  it('gives the same numbers for the same seed, and others for another', () => {
    const run = (seed: string) => {
      const dice = new Random(seed);
      return simulate({
        workers: 4,
        arrivals: arrivals(200_000, dice),
        serviceSeconds: () => dice.between(0.5, 1.5),
      })
        .hours()
        .map(({ done, load, longest, waits }) => [done, load, longest, waits.percentile(0.99)]);
    };
    expect(run('one')).toEqual(run('one'));
    expect(run('one')).not.toEqual(run('two'));
  });
});

describe('the day', () => {
  it('has its cards, most of them in its busiest hour', () => {
    const at = [...arrivals(100_000, new Random('day'))];
    expect(at.length).toBeGreaterThan(99_000);
    expect(at.length).toBeLessThan(101_000);
    expect(at.every((each, n) => each > (at[n - 1] ?? 0) && each < DAY_SECONDS)).toBe(true);
    const inHour = at.filter((each) => Math.floor(each / 3600) === 10).length;
    expect(inHour / at.length).toBeCloseTo(BUSIEST_SHARE, 2);
    expect(rateAt(10.5 * 3600, 86_400)).toBeCloseTo(BUSIEST_SHARE * 24, 9);
    expect(rateAt(0, 86_400)).toBe(rateAt(DAY_SECONDS, 86_400));
  });
});

describe('its parts', () => {
  it('take events by their time, and those of one time in their order', () => {
    const events = new Events<string>();
    for (const [at, name] of [
      [3, 'd'],
      [1, 'a'],
      [2, 'b'],
      [2, 'c'],
    ] as const) {
      events.put(at, name);
    }
    expect([events.take(), events.take(), events.take(), events.take()]).toEqual(['a', 'b', 'c', 'd']);
    expect([events.take(), events.next]).toEqual([undefined, Number.POSITIVE_INFINITY]);
  });

  it('count percentiles by nearest rank', () => {
    const numbers = new Numbers();
    for (let n = 2000; n > 0; n -= 1) numbers.add(n);
    expect([
      numbers.percentile(0.5),
      numbers.percentile(0.99),
      numbers.percentile(1),
      numbers.mean(),
    ]).toEqual([1000, 1980, 2000, 1000.5]);
  });
});
