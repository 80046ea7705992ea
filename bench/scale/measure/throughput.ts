import type { Figures, Throughput } from '../figures.js';
import { Fleet } from './fleet.js';
import { send } from './load.js';

export const FLEETS: readonly number[] = [1, 2, 4];
/** Requests at once for each worker: one being read, one waiting, so that none idles. */
const AHEAD = 2;
/** Which fleet's Redis is looked at: all of the machine's cores read. */
const BUSY = 2;

type Measured = Pick<Figures, 'throughput' | 'redis' | 'memory'>;

/** Fleets of different sizes, one after the other, each with all workers busy. */
export async function measureThroughput(pictures: readonly Buffer[]): Promise<Measured> {
  const throughput: Throughput[] = [];
  let rest: Omit<Measured, 'throughput'> | undefined;
  for (const workers of FLEETS) {
    const fleet = await Fleet.start(workers);
    try {
      const load = { pictures, atOnce: AHEAD * workers };
      await send(fleet.url, load);
      const before = await fleet.usage();
      const seconds = await send(fleet.url, load);
      const after = await fleet.usage();
      const each = (from: number, to: number) => (to - from) / pictures.length;
      throughput.push({
        workers,
        cardsPerSecond: pictures.length / seconds,
        workerCpuMs: each(before.workersMs, after.workersMs),
        gatewayCpuMs: each(before.gatewayMs, after.gatewayMs),
      });
      if (workers !== BUSY) continue;
      const redis = {
        commands: each(before.redis.commands, after.redis.commands),
        bytesIn: each(before.redis.bytesIn, after.redis.bytesIn),
        bytesOut: each(before.redis.bytesOut, after.redis.bytesOut),
        cpuMs: each(before.redis.cpuMs, after.redis.cpuMs),
        bytesHeld: await measureHeld(pictures),
      };
      rest = { redis, memory: await fleet.memory() };
    } finally {
      await fleet.end();
    }
  }
  if (rest === undefined) throw new Error(`No fleet has ${BUSY} workers.`);
  return { throughput, ...rest };
}

/** Bytes that Redis holds for each picture that waits: there is no worker until all of them do. */
async function measureHeld(pictures: readonly Buffer[]): Promise<number> {
  const fleet = await Fleet.start(0);
  try {
    const empty = (await fleet.usage()).redis.bytes;
    const sent = send(fleet.url, { pictures, atOnce: pictures.length });
    await fleet.waiting(pictures.length);
    const full = (await fleet.usage()).redis.bytes;
    await fleet.addWorker();
    await sent;
    return (full - empty) / pictures.length;
  } finally {
    await fleet.end();
  }
}
