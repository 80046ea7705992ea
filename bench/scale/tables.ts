import { median, type Table } from '../support/table.js';
import type { Figures } from './figures.js';
import { Numbers } from './simulation/numbers.js';
import { BACKLOG_SECONDS, costsOf, sizeFor, TARGET_LOAD, VOLUMES } from './sizing.js';

export const QUEUE_GOAL_MS = 10;

/** CPU milliseconds a card that the queue costs more than the engine in the gateway's own process, Redis' left out, by round. */
export function overheads({ overhead }: Pick<Figures, 'overhead'>): number[] {
  return overhead.map(({ inProcess, gateway, workers }) => gateway + workers - inProcess);
}

const TABLES = {
  cost(figures: Figures): Table {
    const { redis, memory, reading } = figures;
    const cpu = new Numbers();
    for (const ms of reading.cpuMs) cpu.add(ms);
    const costs = costsOf(figures);
    return {
      title: `What one card costs (pictures of ${kilobytes(reading.pictureBytes)} on average)`,
      lines: [
        ['what', 'measured'],
        ['the embedded engine alone, one thread, CPU: mean', `${cpu.mean().toFixed(0)} ms`],
        ['… half of the cards at most', `${cpu.percentile(0.5).toFixed(0)} ms`],
        ['… 95 of 100 at most', `${cpu.percentile(0.95).toFixed(0)} ms`],
        ['a worker, everything, CPU', `${costs.workerMs.toFixed(0)} ms`],
        ['a gateway, everything but reading, CPU', `${costs.gatewayMs.toFixed(1)} ms`],
        ['Redis, CPU', `${redis.cpuMs.toFixed(2)} ms`],
        ['Redis, commands', redis.commands.toFixed(0)],
        ['into Redis', kilobytes(redis.bytesIn)],
        ['out of Redis', kilobytes(redis.bytesOut)],
        ['held by Redis while the card waits', kilobytes(redis.bytesHeld)],
        ['memory of a gateway, at most', `${memory.gatewayMebibytes.toFixed(0)} MiB`],
        ['memory of a worker with one thread, at most', `${memory.workerMebibytes.toFixed(0)} MiB`],
        ['cards a second that a worker with a core of its own reads', (1000 / costs.workerMs).toFixed(1)],
        [`cards a second that a gateway takes, ${percent(TARGET_LOAD)} busy`, most(costs.gatewayMs)],
        [`cards a second that one Redis takes, ${percent(TARGET_LOAD)} busy`, most(costs.redisMs)],
      ],
    };
  },
  throughput({ throughput }: Figures): Table {
    return {
      title: 'One gateway, workers of one thread each, all of them busy',
      lines: [
        ['workers', 'cards a second', 'cores they got', 'worker CPU a card', 'gateway CPU a card'],
        ...throughput.map(({ workers, cardsPerSecond, workerCpuMs, gatewayCpuMs }) => [
          `${workers}`,
          cardsPerSecond.toFixed(2),
          ((cardsPerSecond * (workerCpuMs + gatewayCpuMs)) / 1000).toFixed(2),
          `${workerCpuMs.toFixed(0)} ms`,
          `${gatewayCpuMs.toFixed(1)} ms`,
        ]),
      ],
    };
  },
  overhead(figures: Figures): Table {
    const all = overheads(figures);
    const found = median(all);
    const of = (part: keyof Figures['overhead'][number]) =>
      `${median(figures.overhead.map((round) => round[part])).toFixed(1)} ms`;
    return {
      title: `CPU a card with the queue and without, medians of ${all.length} rounds that took turns`,
      lines: [
        ['what', 'CPU a card'],
        ['a gateway with the embedded engine', of('inProcess')],
        ['a gateway with the queue engine', of('gateway')],
        ['its worker', of('workers')],
        ['the queue costs, median of the rounds’ differences', `${found.toFixed(1)} ms`],
        ['… least and most', `${Math.min(...all).toFixed(1)} to ${Math.max(...all).toFixed(1)} ms`],
        [`goal: at most ${QUEUE_GOAL_MS} ms`, found <= QUEUE_GOAL_MS ? 'met' : 'missed'],
        ['beside it, Redis', of('redis')],
      ],
    };
  },
  sizing(figures: Figures): Table {
    const costs = costsOf(figures);
    const sizes = VOLUMES.map((volume) => sizeFor(volume, costs));
    return {
      title: `What so many cards a day need: processes ${percent(TARGET_LOAD)} busy in the busiest hour, Redis with room for ${BACKLOG_SECONDS} s of cards`,
      lines: [
        ['cards a day', ...sizes.map(({ cardsPerDay }) => cardsPerDay.toLocaleString('en'))],
        ['cards a second, busiest hour', ...sizes.map(({ cardsPerSecond }) => cardsPerSecond.toFixed(1))],
        ['workers, one core each', ...sizes.map(({ workers }) => `${workers}`)],
        ['gateways, one core each', ...sizes.map(({ gateways }) => `${gateways}`)],
        ['Redis, of its one core', ...sizes.map(({ redisLoad }) => percent(redisLoad))],
        [
          'Redis, memory for cards that wait',
          ...sizes.map(({ redisMebibytes }) => `${Math.ceil(redisMebibytes)} MiB`),
        ],
        ['Redis, network', ...sizes.map(({ redisMegabits }) => `${redisMegabits.toFixed(0)} Mbit/s`)],
        ['clients, network', ...sizes.map(({ clientMegabits }) => `${clientMegabits.toFixed(0)} Mbit/s`)],
      ],
    };
  },
  scenarios({ simulation }: Figures): Table {
    const seconds = (value: number) => (value < 0.0005 ? '0' : value.toFixed(value < 1 ? 3 : 1));
    return {
      title: '50 workers, single cards before batches; seconds that single cards waited',
      lines: [
        [
          'scenario',
          'cards',
          'half at most',
          '95 %',
          '99 %',
          'longest',
          'most waiting',
          'refused',
          'batch done',
        ],
        ...simulation.scenarios.map(({ title, cards, refused, longest, waits, batchDone }) => [
          title,
          cards.toLocaleString('en'),
          ...[waits.half, waits.most95, waits.most99, waits.longest].map(seconds),
          `${longest}`,
          refused.toLocaleString('en'),
          batchDone === null ? '–' : clock(batchDone),
        ]),
      ],
    };
  },
  hours({ simulation }: Figures): Table {
    return {
      title: 'The day by the hour, without batches and deaths',
      lines: [
        ['hour', 'cards', 'workers busy', 'waiting on average', 'at most', '99 % waited at most'],
        ...simulation.hours.map(({ hour, cards, load, meanWaiting, longest, most99 }) => [
          `${hour}:00`,
          cards.toLocaleString('en'),
          percent(load),
          meanWaiting.toFixed(2),
          `${longest}`,
          `${(most99 * 1000).toFixed(0)} ms`,
        ]),
      ],
    };
  },
};

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

export function tableOf(name: TableName, figures: Figures): Table {
  return TABLES[name](figures);
}

/** A second, of so many milliseconds each. */
function most(milliseconds: number): string {
  return ((TARGET_LOAD * 1000) / milliseconds).toFixed(0);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}

/** Seconds from midnight as a time of the day. */
function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
