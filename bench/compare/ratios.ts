import { median, type Table } from '../support/table.js';

/** Which of the two trees did something. */
export const SIDES = ['today', 'older'] as const;
export type Side = (typeof SIDES)[number];

/** What one tree took for its share of a round. */
export interface Sample {
  readonly task: string;
  readonly side: Side;
  readonly round: number;
  readonly times: number;
  readonly cpuSeconds: number;
  readonly seconds: number;
}

export interface Ratio {
  /** Of the rounds, whose runs lie close together in time: what today takes, in shares of what the older tree took. */
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

type Measure = 'cpuSeconds' | 'seconds';

/** What a task takes today, in shares of what it took; null where no round has both. */
export function ratioOf(samples: readonly Sample[], task: string, measure: Measure): Ratio | null {
  const own = samples.filter((sample) => sample.task === task);
  const ratios = own
    .filter(({ side }) => side === 'today')
    .flatMap((today) => {
      const older = own.find(({ side, round }) => side === 'older' && round === today.round);
      return older === undefined ? [] : [perTime(today, measure) / perTime(older, measure)];
    });
  if (ratios.length === 0) return null;
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

function perTime(sample: Sample, measure: Measure): number {
  return sample[measure] / sample.times;
}

/** A line for each task: milliseconds of both trees, and their ratios. */
export function ratioTable(title: string, samples: readonly Sample[]): Table {
  const tasks = [...new Set(samples.map(({ task }) => task))];
  const heads = ['', 'rounds', 'CPU ms older', 'today', 'ratio', 'least', 'most', 'wall ratio'];
  return { title, lines: [heads, ...tasks.map((task) => lineOf(task, samples))] };
}

function lineOf(task: string, samples: readonly Sample[]): readonly string[] {
  const own = samples.filter((sample) => sample.task === task);
  const milliseconds = (side: Side) =>
    median(own.filter((each) => each.side === side).map((each) => 1000 * perTime(each, 'cpuSeconds')));
  const [cpu, wall] = [ratioOf(samples, task, 'cpuSeconds'), ratioOf(samples, task, 'seconds')];
  const share = (value?: number) => value?.toFixed(2) ?? '-';
  return [
    task,
    `${new Set(own.map(({ round }) => round)).size}`,
    milliseconds('older').toFixed(2),
    milliseconds('today').toFixed(2),
    share(cpu?.middle),
    share(cpu?.least),
    share(cpu?.most),
    share(wall?.middle),
  ];
}
