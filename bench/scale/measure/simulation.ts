import type { Figures, HourOutcome, Outcome } from '../figures.js';
import { runScenario, SCENARIOS, type Scenario } from '../scenarios.js';
import type { History } from '../simulation/history.js';

/** Every scenario with the service times that were measured: what the engine takes, and what the queue takes besides. */
export function simulateAll(cpuMs: readonly number[], queueMs: number): Figures['simulation'] {
  const serviceMs = cpuMs.map((ms) => ms + queueMs);
  const histories = SCENARIOS.map((scenario) => [scenario, runScenario(scenario, serviceMs)] as const);
  return {
    scenarios: histories.map(([scenario, history]) => outcomeOf(scenario, history)),
    hours: histories[0] === undefined ? [] : hoursOf(histories[0][1]),
  };
}

function outcomeOf({ title, batches = [] }: Scenario, history: History): Outcome {
  const { single } = history.waits;
  return {
    title,
    cards: history.doneOf.single + history.doneOf.batch,
    refused: history.refusals,
    longest: history.longest,
    waits: {
      half: round(single.percentile(0.5)),
      most95: round(single.percentile(0.95)),
      most99: round(single.percentile(0.99)),
      longest: round(single.percentile(1)),
    },
    batchDone: batches.length === 0 ? null : round(history.lastDone.batch),
  };
}

function hoursOf(history: History): HourOutcome[] {
  return history
    .hours()
    .slice(0, 24)
    .map(({ hour, done, load, meanWaiting, longest, waits }) => ({
      hour,
      cards: done,
      load: round(load),
      meanWaiting: round(meanWaiting),
      longest,
      most99: round(waits.percentile(0.99)),
    }));
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
