import { availableParallelism } from 'node:os';
import { EVERYTHING, type Wanted } from '../../src/engine/engine.js';
import { ALL_FIELDS } from '../../src/ktp/field.js';
import { readTogether } from '../../src/reading/selection.js';
import type { RegionTable } from '../../src/regions/region.js';
import { rotated } from '../peers/compare.js';
import { printField, startField } from '../peers/field.js';
import { PP_OCR_PEERS, READERS } from '../peers/names.js';
import { RemoteReader } from '../peers/remote-reader.js';
import { median, printTable, ratio } from '../support/table.js';
import { picturesOfCards } from './cards.js';

interface Race {
  readonly cards: number;
  readonly threads: number;
  readonly peers: boolean;
}

/** Someone reading, and for which fields. */
interface Contestant {
  readonly title: string;
  readonly reader: RemoteReader;
  readonly wanted: readonly Wanted[];
  readonly wallMs: number[];
  readonly cpuMs: number[];
}

/** What the gateway asks of an engine for `{ card { nik { number } } }`. */
const NIK_ALONE = [...readTogether(['NIK'])];

/** Cards that the pool reads at once, for each of its threads: one being read, one waiting so that no thread idles. */
const AHEAD = 2;

/** Prints what reading a card takes: ours for its fields, for all there is and for its NIK alone, others where they take part, and what our pool gets through. */
export async function measureReading(race: Race, regions: RegionTable): Promise<void> {
  const pictures = await picturesOfCards(race.cards, 'speed', regions);
  const field = await startField(race, regions);
  try {
    const contestants = field.readers.flatMap(contestantsOf);
    await takeTurns(contestants, pictures);
    printRace(contestants, race);
    console.log();
    printField(field);
  } finally {
    field.close();
  }
  await measurePool(pictures);
}

function contestantsOf(reader: RemoteReader): Contestant[] {
  const as = (title: string, wanted: readonly Wanted[]) => ({
    title,
    reader,
    wanted,
    wallMs: [],
    cpuMs: [],
  });
  const fields = as(READERS[reader.name], [...ALL_FIELDS]);
  if (reader.name !== 'ours') return [fields];
  return [fields, as('  with outline and hints', [...EVERYTHING]), as('  the NIK alone', NIK_ALONE)];
}

async function takeTurns(contestants: readonly Contestant[], pictures: readonly Buffer[]): Promise<void> {
  for (const [turn, picture] of pictures.entries()) {
    for (const { reader, wanted, wallMs, cpuMs } of rotated(contestants, turn)) {
      const outcome = await reader.read(picture, wanted);
      wallMs.push(outcome.wallMs);
      cpuMs.push(outcome.cpuMs);
    }
  }
}

function printRace(contestants: readonly Contestant[], { cards, threads }: Race): void {
  const [ours] = contestants;
  if (ours === undefined) return;
  const [wall, cpu] = [median(ours.wallMs), median(ours.cpuMs)];
  printTable({
    title: `Reading a card, one at a time, ${threads} threads each, medians of ${cards} cards`,
    lines: [
      ['from bytes to fields', 'wall ms', 'CPU ms', 'wall / ours', 'CPU / ours'],
      ...contestants.map(({ title, wallMs, cpuMs }) => [
        title,
        median(wallMs).toFixed(1),
        median(cpuMs).toFixed(1),
        ratio(median(wallMs), wall),
        ratio(median(cpuMs), cpu),
      ]),
    ],
  });
  const fastest = contestants
    .filter(({ reader }) => PP_OCR_PEERS.includes(reader.name))
    .toSorted((a, b) => median(a.wallMs) - median(b.wallMs))[0];
  if (fastest !== undefined) console.log(`  The fastest that runs PP-OCR: ${fastest.title.trim()}`);
}

/** All threads busy: cards in a second, for each thread, and for each second of CPU, which a busy machine does not change. */
async function measurePool(pictures: readonly Buffer[]): Promise<void> {
  const threads = availableParallelism();
  const reader = await RemoteReader.start('ours', {
    threads,
    packages: '',
    pictures: pictures.slice(0, threads),
  });
  try {
    const rounds = Math.ceil((8 * threads) / pictures.length);
    const queue = Array.from({ length: rounds }, () => pictures).flat();
    const readAll = async () => {
      let next = 0;
      const take = async () => {
        for (let picture = queue[next++]; picture !== undefined; picture = queue[next++])
          await reader.read(picture);
      };
      await Promise.all(Array.from({ length: AHEAD * threads }, take));
    };
    // Once to warm up.
    await readAll();
    const before = await reader.usage();
    const started = performance.now();
    await readAll();
    const seconds = (performance.now() - started) / 1000;
    const cpuSeconds = ((await reader.usage()).cpuMs - before.cpuMs) / 1000;
    printTable({
      title: `Our pool, ${threads} threads, all of them busy, ${queue.length} cards`,
      lines: [
        ['cards per second', (queue.length / seconds).toFixed(2)],
        ['cards per second and core', (queue.length / seconds / threads).toFixed(2)],
        ['cards per CPU second', (queue.length / cpuSeconds).toFixed(2)],
      ],
    });
  } finally {
    reader.close();
  }
}
