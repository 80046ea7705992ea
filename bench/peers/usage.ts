import { readFileSync } from 'node:fs';

/** Linux counts the time of ended child processes in ticks of a hundredth of a second. */
const TICK_MS = 10;

/** CPU milliseconds that this process has used so far: its threads, and the processes it started that have ended. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + childrenMs();
}

function childrenMs(): number {
  if (process.platform !== 'linux') return 0;
  return childTicks(readFileSync('/proc/self/stat', 'utf8')) * TICK_MS;
}

/** Fields 16 and 17 of proc(5)'s stat, counted after the name, which may hold blanks and brackets itself. */
export function childTicks(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13]) + Number(fields[14]);
}
