/**
 * How fast a card is read and understood. `npm run bench:speed`, with `--peers` beside other readers.
 * Compare figures of one run only: each thing measured takes turns with the others, so that a busy machine hits all alike.
 */
import { arch, cpus } from 'node:os';
import { loadRegions } from '../../src/regions/store.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { measureReading } from './reading.js';
import { measureStart } from './start.js';
import { measureUnderstanding } from './understanding.js';

const USAGE = `usage: npm run bench:speed -- [--peers] [--cards N] [--threads N] [--reading] [--start]
  --peers    reads with other readers too, and installs those that are missing
  --cards    how many cards each reads, 12 unless told
  --threads  how many each may compute with, 2 unless told
  --reading  leaves out what comes after reading: numbers, regions, whole cards understood
  --start    measures how long a start takes until the first card is read, and nothing else`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    peers: { type: 'boolean', default: false },
    cards: { type: 'string', default: '12' },
    threads: { type: 'string', default: '2' },
    reading: { type: 'boolean', default: false },
    start: { type: 'boolean', default: false },
  },
  valid: ({ values: { cards, threads } }) => areCounts(cards, threads),
});
const [cards, threads] = [Number(values.cards), Number(values.threads)];

if (values.start) {
  await measureStart();
} else {
  if (!values.reading) measureUnderstanding();
  await measureReading({ cards, threads, peers: values.peers }, loadRegions());
}
console.log(
  `\nNode ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}`,
);
process.exit();
