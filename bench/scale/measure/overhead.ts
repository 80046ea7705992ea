import type { Round } from '../figures.js';
import { Fleet } from './fleet.js';
import { send } from './load.js';
import { Program } from './program.js';

export interface OverheadPlan {
  readonly pictures: readonly Buffer[];
  /** Processes of each kind, one after the other: what the compiler makes of a program differs from process to process. */
  readonly processes: number;
  /** Rounds of each process. */
  readonly rounds: number;
}

/** The same pictures, one at a time, through a gateway that reads itself and through one with a worker, in turns. */
export async function measureOverhead({ pictures, processes, rounds }: OverheadPlan): Promise<Round[]> {
  const measured: Round[] = [];
  const load = { pictures, atOnce: 1 };
  for (let process = 0; process < processes; process += 1) {
    const alone = await Program.gateway({ ENGINE: 'embedded' });
    const fleet = await Fleet.start(1);
    try {
      await send(alone.url, load);
      await send(fleet.url, load);
      for (let round = 0; round < rounds; round += 1) {
        const inProcess = await cpuOf(alone, load);
        measured.push({ inProcess: inProcess / pictures.length, ...(await ofFleet(fleet, load)) });
      }
    } finally {
      await Promise.all([alone.end(), fleet.end()]);
    }
  }
  return measured;
}

async function cpuOf(gateway: Program, load: Parameters<typeof send>[1]): Promise<number> {
  const before = await gateway.usage();
  await send(gateway.url, load);
  return ((await gateway.usage()).cpuSeconds - before.cpuSeconds) * 1000;
}

async function ofFleet(fleet: Fleet, load: Parameters<typeof send>[1]): Promise<Omit<Round, 'inProcess'>> {
  const before = await fleet.usage();
  await send(fleet.url, load);
  const after = await fleet.usage();
  const each = (from: number, to: number) => (to - from) / load.pictures.length;
  return {
    gateway: each(before.gatewayMs, after.gatewayMs),
    workers: each(before.workersMs, after.workersMs),
    redis: each(before.redis.cpuMs, after.redis.cpuMs),
  };
}
