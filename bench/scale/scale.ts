/**
 * How the gateway scales: what each part costs a card, measured; what that comes to, reckoned; a day of many workers, simulated.
 * `npm run bench:scale` measures everything, keeps the figures in bench/scale/figures.json and writes the tables of docs/scaling.md.
 */
import { arch, cpus, loadavg } from 'node:os';
import { loadRegions } from '../../src/regions/store.js';
import { picturesOfCards } from '../speed/cards.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { median, printTable } from '../support/table.js';
import { saveDocument } from './document.js';
import { type Figures, loadFigures, saveFigures } from './figures.js';
import { measureOverhead } from './measure/overhead.js';
import { measureReading } from './measure/reading.js';
import { simulateAll } from './measure/simulation.js';
import { measureThroughput } from './measure/throughput.js';
import { overheads, TABLE_NAMES, tableOf } from './tables.js';

const PARTS = ['reading', 'throughput', 'overhead', 'simulation'] as const;
type Part = (typeof PARTS)[number];

const USAGE = `usage: npm run bench:scale -- [--part ${PARTS.join('|')}]… [--cards N] [--processes N] [--rounds N] [--sizing]
  --part       what is measured, everything unless told; the other figures stay as they were
  --cards      drawn cards, 24 unless told
  --processes  of each kind, to compare the queue with the engine in the gateway's process, 2 unless told
  --rounds     of each of them, 4 unless told
  --sizing     measures nothing, and prints what the figures come to`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    part: { type: 'string', multiple: true, default: [...PARTS] },
    cards: { type: 'string', default: '24' },
    processes: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '4' },
    sizing: { type: 'boolean', default: false },
  },
  valid: ({ values: { part, cards, processes, rounds } }) =>
    part.every((name) => PARTS.includes(name as Part)) && areCounts(cards, processes, rounds),
});
const parts = values.part as Part[];
const [cards, processes, rounds] = [values.cards, values.processes, values.rounds].map(Number) as [
  number,
  number,
  number,
];

const pictures = values.sizing ? [] : await picturesOfCards(cards, 'scale', loadRegions());
for (const part of values.sizing ? [] : PARTS.filter((each) => parts.includes(each))) {
  const measured = {
    day: new Date().toISOString().slice(0, 10),
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
  console.log(`${part}, at a load of ${measured.load} …`);
  const fresh = await measure(part);
  saveFigures({ ...fresh, machine: machine(), measured: { ...loadFigures().measured, [part]: measured } });
}
const figures = loadFigures();
saveDocument(figures);
for (const name of TABLE_NAMES) printTable(tableOf(name, figures));
console.log(
  `\nNode ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
);
process.exit();

async function measure(part: Part): Promise<Partial<Figures>> {
  switch (part) {
    case 'reading':
      return { reading: await measureReading(pictures) };
    case 'throughput':
      return measureThroughput(pictures);
    case 'overhead':
      return { overhead: await measureOverhead({ pictures, processes, rounds }) };
    case 'simulation': {
      const { reading, ...rest } = loadFigures();
      return { simulation: simulateAll(reading.cpuMs, Math.max(0, median(overheads(rest)))) };
    }
  }
}

function machine(): Figures['machine'] {
  return { node: process.version, cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length };
}
