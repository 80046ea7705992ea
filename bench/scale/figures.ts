import { readFileSync, writeFileSync } from 'node:fs';

/** CPU milliseconds a card of one round, by process. */
export interface Round {
  /** A gateway with the embedded engine. */
  readonly inProcess: number;
  /** A gateway with the queue engine. */
  readonly gateway: number;
  readonly workers: number;
  readonly redis: number;
}

export interface Throughput {
  readonly workers: number;
  readonly cardsPerSecond: number;
  /** CPU milliseconds a card of all workers. */
  readonly workerCpuMs: number;
  readonly gatewayCpuMs: number;
}

/** How a simulated scenario went; seconds. */
export interface Outcome {
  readonly title: string;
  readonly cards: number;
  readonly refused: number;
  /** Single cards waiting, at most. */
  readonly longest: number;
  readonly waits: {
    readonly half: number;
    readonly most95: number;
    readonly most99: number;
    readonly longest: number;
  };
  /** When the last card of the batches was done, from midnight; null where there were none. */
  readonly batchDone: number | null;
}

/** Of the first scenario, by the hour. */
export interface HourOutcome {
  readonly hour: number;
  readonly cards: number;
  /** Share of the workers' time, 0 to 1. */
  readonly load: number;
  readonly meanWaiting: number;
  readonly longest: number;
  readonly most99: number;
}

/** What `npm run bench:scale` measured last; docs/scaling.md is made of it. */
export interface Figures {
  readonly machine: { readonly node: string; readonly cpu: string; readonly cores: number };
  /** By part: the day, and the machine's load average (1 minute) when it began. */
  readonly measured: Readonly<Record<string, { readonly day: string; readonly load: number }>>;
  /** CPU milliseconds of the engine alone, for each card by itself, one thread; and the mean size of the pictures. */
  readonly reading: { readonly cpuMs: readonly number[]; readonly pictureBytes: number };
  readonly throughput: readonly Throughput[];
  readonly overhead: readonly Round[];
  /** For each card. */
  readonly redis: {
    readonly commands: number;
    readonly bytesIn: number;
    readonly bytesOut: number;
    readonly cpuMs: number;
    /** Of a card that waits. */
    readonly bytesHeld: number;
  };
  readonly memory: { readonly gatewayMebibytes: number; readonly workerMebibytes: number };
  readonly simulation: { readonly scenarios: readonly Outcome[]; readonly hours: readonly HourOutcome[] };
}

const FILE = new URL('./figures.json', import.meta.url);

export function loadFigures(): Figures {
  return JSON.parse(readFileSync(FILE, 'utf8'));
}

/** What was not measured anew stays. */
export function saveFigures(fresh: Partial<Figures>): Figures {
  const figures = { ...loadFigures(), ...fresh };
  writeFileSync(FILE, `${JSON.stringify(figures, null, 2)}\n`);
  return figures;
}
