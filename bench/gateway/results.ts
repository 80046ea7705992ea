import { median, ratio, type Table } from '../support/table.js';
import type { Task } from './requests.js';
import { VARIANTS, type Variant, type VariantName } from './variants.js';

/** What one process did. */
export interface Run {
  readonly variant: VariantName;
  readonly round: number;
  readonly requests: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly markCompacts: number;
  readonly rssMebibytes: number;
}

export interface Verdict {
  readonly variant: VariantName;
  /** How many times this server's work ours does in the same processor time. */
  readonly ratio: number;
  readonly goal: number;
}

/** CPU seconds of the whole process for 1000 requests. */
export function cpuPer1000({ cpuSeconds, requests }: Run): number {
  return (cpuSeconds / requests) * 1000;
}

/**
 * Ours beside each other server: the ratios of the rounds, whose runs lie close together in time, and of these the median.
 */
export function verdicts(task: Task, runs: readonly Run[]): Verdict[] {
  const names = [...new Set(runs.map(({ variant }) => variant))].filter((name) => name !== 'ours');
  return names.flatMap((variant) => {
    const goal = (VARIANTS[variant] as Variant).goals[task];
    const ratios = runs
      .filter((run) => run.variant === variant)
      .flatMap((run) => {
        const own = runs.find((other) => other.variant === 'ours' && other.round === run.round);
        return own === undefined ? [] : [cpuPer1000(run) / cpuPer1000(own)];
      });
    return goal === undefined || ratios.length === 0 ? [] : [{ variant, goal, ratio: median(ratios) }];
  });
}

export function measured(title: string, runs: readonly Run[]): Table {
  const names = [...new Set(runs.map(({ variant }) => variant))];
  const heads = ['', 'CPU s/1000', 'least', 'most', 'requests/s', 'mark-compacts/1000', 'RSS MiB'];
  return {
    title,
    lines: [
      heads,
      ...names.map((name) => {
        const own = runs.filter(({ variant }) => variant === name);
        const cpu = own.map(cpuPer1000);
        const middle = (of: (run: Run) => number, digits: number) => median(own.map(of)).toFixed(digits);
        return [
          VARIANTS[name].label,
          median(cpu).toFixed(3),
          Math.min(...cpu).toFixed(3),
          Math.max(...cpu).toFixed(3),
          middle(({ requests, seconds }) => requests / seconds, 0),
          middle(({ markCompacts, requests }) => (markCompacts / requests) * 1000, 1),
          middle(({ rssMebibytes }) => rssMebibytes, 0),
        ];
      }),
    ],
  };
}

export function judged(verdicts: readonly Verdict[]): Table {
  return {
    title: 'KTP Gateway beside each, by requests in the same CPU time (median of the rounds)',
    lines: [
      ['', 'ratio', 'goal', ''],
      ...verdicts.map(({ variant, ratio: found, goal }) => [
        VARIANTS[variant].label,
        ratio(found, 1),
        ratio(goal, 1),
        found >= goal ? 'reached' : `missed by ${Math.round((1 - found / goal) * 100)} %`,
      ]),
    ],
  };
}
