/**
 * What an upload and a small query cost the gateway, beside other servers that do the same: `npm run bench:gateway`.
 * Only the ratios of one run mean anything: the servers take turns, so that a busy machine hits all alike.
 */
import { arch, cpus } from 'node:os';
import { rotated } from '../peers/compare.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';
import { Child } from './child.js';
import { installServers } from './install.js';
import { measure } from './measure.js';
import { picture, TASKS, type Task } from './requests.js';
import { judged, measured, type Run, verdicts } from './results.js';
import { VARIANTS, type VariantName, variantsOf } from './variants.js';

const USAGE = `usage: npm run bench:gateway -- [--task ${TASKS.join('|')}]… [--only NAME]… [--processes N] [--connections N]
                                 [--warm-up N] [--requests N] [--profile FOLDER]
  --task         what is asked for, both unless told
  --only         the servers: ${Object.keys(VARIANTS).join(', ')}
  --processes    of each server, one after the other, 3 unless told
  --connections  requests at once, 16 unless told
  --warm-up      requests before those that are measured, 600 uploads or ten times as many queries unless told
  --requests     requests that are measured, 1500 uploads or ten times as many queries unless told
  --profile      writes a CPU profile of each process there`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    task: { type: 'string', multiple: true, default: [...TASKS] },
    only: { type: 'string', multiple: true, default: Object.keys(VARIANTS) },
    processes: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    'warm-up': { type: 'string', default: '600' },
    requests: { type: 'string', default: '1500' },
    profile: { type: 'string' },
  },
  valid: ({ values: { task, only, processes, connections, 'warm-up': warmUp, requests } }) =>
    task.every((name) => TASKS.includes(name as Task)) &&
    only.every((name) => Object.hasOwn(VARIANTS, name)) &&
    areCounts(processes, connections, warmUp, requests),
});
const tasks = values.task as Task[];
const only = values.only as VariantName[];
const [processes, connections, warmUp, requests] = [
  values.processes,
  values.connections,
  values['warm-up'],
  values.requests,
].map(Number) as [number, number, number, number];

installServers();
const upstream = new Child('./upstream-process.ts');
const load = new Child('./load-process.ts');
try {
  const port = await upstream.heard<number>();
  for (const task of tasks) {
    const many = task === 'upload' ? 1 : 10;
    const plan = {
      task,
      connections,
      warmUp: warmUp * many,
      requests: requests * many,
      profile: values.profile,
    };
    const names = variantsOf(task).filter((name) => only.includes(name));
    const runs: Run[] = [];
    for (let round = 0; round < processes; round += 1) {
      for (const name of rotated(names, round)) {
        const figures = await measure(name, plan, { upstream, load, url: `http://127.0.0.1:${port}` });
        runs.push({ variant: name, round, requests: plan.requests, ...figures });
      }
    }
    printTable(
      measured(
        `${task}: ${plan.requests} requests after ${plan.warmUp}, ${connections} at once, ${processes} processes of each`,
        runs.toSorted((a, b) => names.indexOf(a.variant) - names.indexOf(b.variant)),
      ),
    );
    printTable(judged(verdicts(task, runs)));
  }
  console.log(`\nThe picture has ${Math.round((await picture()).length / 1000)} kB.`);
  console.log(
    `Node ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  );
} finally {
  upstream.end();
  load.end();
}
