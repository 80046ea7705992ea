import { median } from '../support/table.js';
import type { Figures } from './figures.js';
import { BUSIEST_SHARE } from './simulation/day.js';

/** Share of its time that a process may be busy in the busiest hour: above it, waiting grows fast and a worker's death is felt. */
export const TARGET_LOAD = 0.7;
/** Of waiting cards that Redis must have room for: time for further workers to start. */
export const BACKLOG_SECONDS = 120;
/** Gateways, so that one can be replaced. */
const LEAST_GATEWAYS = 2;
const LEAST_WORKERS = 2;
export const VOLUMES: readonly number[] = [10_000, 100_000, 1_000_000, 10_000_000];

/** What one card costs each part; CPU in milliseconds. */
export interface Costs {
  readonly workerMs: number;
  readonly gatewayMs: number;
  readonly redisMs: number;
  readonly redisBytesIn: number;
  readonly redisBytesOut: number;
  readonly redisBytesHeld: number;
  readonly pictureBytes: number;
}

/** What so many cards a day need. */
export interface Size {
  readonly cardsPerDay: number;
  /** In the busiest hour. */
  readonly cardsPerSecond: number;
  /** Of one core and one thread each. */
  readonly workers: number;
  /** Of one core each. */
  readonly gateways: number;
  /** Share of the one core that Redis uses. */
  readonly redisLoad: number;
  /** For the cards that wait. */
  readonly redisMebibytes: number;
  /** Into Redis and out of it. */
  readonly redisMegabits: number;
  /** Pictures from clients. */
  readonly clientMegabits: number;
}

/** What was measured, as costs of a card: with one worker, which shares nothing with another. */
export function costsOf({ throughput, overhead, redis, reading }: Figures): Costs {
  const [alone] = throughput;
  if (alone === undefined)
    throw new Error('No throughput was measured: npm run bench:scale -- --part throughput');
  return {
    workerMs: alone.workerCpuMs,
    gatewayMs: median(overhead.map(({ gateway }) => gateway)),
    redisMs: redis.cpuMs,
    redisBytesIn: redis.bytesIn,
    redisBytesOut: redis.bytesOut,
    redisBytesHeld: redis.bytesHeld,
    pictureBytes: reading.pictureBytes,
  };
}

export function sizeFor(cardsPerDay: number, costs: Costs): Size {
  const cardsPerSecond = (cardsPerDay * BUSIEST_SHARE) / 3600;
  const cores = (ms: number) => (cardsPerSecond * ms) / 1000;
  const processes = (ms: number, least: number) => Math.max(least, Math.ceil(cores(ms) / TARGET_LOAD));
  const megabits = (bytes: number) => (cardsPerSecond * bytes * 8) / 1e6;
  return {
    cardsPerDay,
    cardsPerSecond,
    workers: processes(costs.workerMs, LEAST_WORKERS),
    gateways: processes(costs.gatewayMs, LEAST_GATEWAYS),
    redisLoad: cores(costs.redisMs),
    redisMebibytes: (cardsPerSecond * BACKLOG_SECONDS * costs.redisBytesHeld) / 2 ** 20,
    redisMegabits: megabits(costs.redisBytesIn + costs.redisBytesOut),
    clientMegabits: megabits(costs.pictureBytes),
  };
}
