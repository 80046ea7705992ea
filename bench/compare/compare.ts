/**
 * What this tree costs beside an older one: `npm run bench:compare -- <commit>`.
 * Only the ratios of one run mean anything: the trees take turns, picture by picture, so that a busy machine hits both alike.
 * Both are driven from outside, through what stays compatible: `dist/main.js`, its settings, and GraphQL.
 */
import { arch, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadRegions } from '../../src/regions/store.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';
import { hashOf, olderTree } from './older-tree.js';
import { fixtureCards, photos } from './pictures.js';
import { type Ratio, ratioOf, ratioTable, type Sample } from './ratios.js';
import { ReadingServers, type Readings } from './readings.js';
import { RequestServers } from './requests.js';

const TASKS = ['readings', 'requests'] as const;

const USAGE = `usage: npm run bench:compare -- COMMIT [--task ${TASKS.join('|')}]… [--processes N] [--rounds N]
                                           [--warm-up N] [--photos N]
  COMMIT       of this repository: a hash, a tag or a branch
  --task       what is compared, both unless told: a start, cards and the NIK alone, or uploads and checkNik
  --processes  of each tree, one after the other, 2 unless told
  --rounds     in each process, 3 unless told
  --warm-up    rounds before those that are measured, 2 unless told
  --photos     photographs of each tier, 3 unless told`;

const { values, positionals } = commandLine({
  usage: USAGE,
  allowPositionals: true,
  options: {
    task: { type: 'string', multiple: true, default: [...TASKS] },
    processes: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '2' },
    photos: { type: 'string', default: '3' },
  },
  valid: ({
    positionals: [older = '', ...others],
    values: { task, processes, rounds, 'warm-up': warmUp, photos: count },
  }) =>
    others.length === 0 &&
    task.every((name) => (TASKS as readonly string[]).includes(name)) &&
    areCounts(processes, rounds, warmUp, count) &&
    hashOf(older) !== '',
});
const [commit = ''] = positionals;
const [processes, rounds] = [Number(values.processes), Number(values.rounds)];
const warmUp = Array.from({ length: Number(values['warm-up']) }, (_, n) => n);
/** Of each tree in a round: enough that the kernel's clock and the garbage collector's moods do not show. */
const REQUESTS = { upload: 200, checkNik: 2000 } as const;

const trees = { today: fileURLToPath(new URL('../../', import.meta.url)), older: olderTree(commit) };
const samples: Sample[] = [];

if (values.task.includes('readings')) {
  const fixtures = fixtureCards();
  const drawn = await photos(Number(values.photos), loadRegions());
  const readings: readonly Readings[] = [
    { task: 'fixture card', asked: 'card', pictures: fixtures },
    { task: 'fixture card, NIK alone', asked: 'nik', pictures: fixtures },
    { task: 'photo', asked: 'card', pictures: drawn },
    { task: 'photo, NIK alone', asked: 'nik', pictures: drawn },
  ];
  for (let process = 0; process < processes; process += 1) {
    const servers = await ReadingServers.start(trees);
    samples.push(...servers.starts.map((start) => ({ ...start, round: process })));
    for (const round of warmUp) {
      for (const each of readings) await servers.round(each, round);
    }
    for (const round of roundsOf(process)) {
      for (const each of readings) samples.push(...(await servers.round(each, round)));
    }
    await servers.end();
  }
}
if (values.task.includes('requests')) {
  for (let process = 0; process < processes; process += 1) {
    const servers = await RequestServers.start(trees);
    for (const task of ['upload', 'checkNik'] as const) {
      for (const round of warmUp) await servers.round(task, REQUESTS[task], round);
      for (const round of roundsOf(process))
        samples.push(...(await servers.round(task, REQUESTS[task], round)));
    }
    await servers.end();
  }
}

printTable(
  ratioTable(
    `today beside ${commit}: CPU of the whole process for each, and the ratios of the rounds (median, least, most)`,
    samples,
  ),
);
for (const kind of ['fixture card', 'photo']) {
  const share = nikShare(kind);
  if (share !== null)
    console.log(`  NIK alone, in shares of a ${kind} today: ${share.middle.toFixed(2)} CPU`);
}
console.log(
  `\nNode ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
);

function roundsOf(process: number): readonly number[] {
  return Array.from({ length: rounds }, (_, n) => process * rounds + n);
}

/** What the number alone takes of what the whole card takes, today. */
function nikShare(kind: string): Ratio | null {
  const own = samples.filter(({ side }) => side === 'today');
  const pair = own.flatMap((sample): Sample[] => {
    if (sample.task === kind) return [{ ...sample, task: 'share', side: 'older' }];
    return sample.task === `${kind}, NIK alone` ? [{ ...sample, task: 'share' }] : [];
  });
  return ratioOf(pair, 'share', 'cpuSeconds');
}
