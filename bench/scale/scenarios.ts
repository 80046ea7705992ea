import { Random } from '../../specimens/random.js';
import { arrivals, BUSIEST_SHARE } from './simulation/day.js';
import type { History } from './simulation/history.js';
import { type Batch, type Outage, simulate } from './simulation/simulate.js';

export const WORKERS = 50;
/** Of the workers' time in the busiest hour, by single cards. */
export const BUSIEST_LOAD = 0.8;
/** Single cards that may wait before further ones are refused as busy. */
const MAX_WAITING = 5000;
const HOUR = 3600;

export interface Scenario {
  readonly title: string;
  readonly batches?: readonly Batch[];
  readonly outages?: readonly Outage[];
}

/** What 50 workers are put through. */
export const SCENARIOS: readonly Scenario[] = [
  { title: 'a day' },
  {
    title: 'and a batch of 500,000 from 10:00, 200 under way',
    batches: [{ at: 10 * HOUR, cards: 500_000, atOnce: 200 }],
  },
  {
    title: '15 workers die at 10:15 and are replaced at 10:25',
    outages: [{ from: 10.25 * HOUR, to: 10.25 * HOUR + 600, workers: 15 }],
  },
];

/** Cards of a day that keep the workers as busy as `BUSIEST_LOAD` in its busiest hour. */
export function cardsOfDay(meanServiceSeconds: number): number {
  return Math.round((BUSIEST_LOAD * WORKERS * HOUR) / meanServiceSeconds / BUSIEST_SHARE);
}

/** @param serviceMs what single cards took when they were measured; each simulated one takes as long as one of them */
export function runScenario({ batches = [], outages = [] }: Scenario, serviceMs: readonly number[]): History {
  const mean = serviceMs.reduce((sum, ms) => sum + ms, 0) / serviceMs.length / 1000;
  const [coming, taking] = [new Random('a day of cards'), new Random('what cards take')];
  return simulate({
    workers: WORKERS,
    arrivals: arrivals(cardsOfDay(mean), coming),
    batches,
    outages,
    maxWaiting: MAX_WAITING,
    serviceSeconds: () => taking.pick(serviceMs) / 1000,
  });
}
