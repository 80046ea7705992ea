/** Whether memory stays flat while cards are read: `npm run bench:memory -- --cards 5000`. The reader has a process of its own. */
import { availableParallelism } from 'node:os';
import { loadRegions } from '../../src/regions/store.js';
import { RemoteReader } from '../peers/remote-reader.js';
import { areCounts, commandLine } from '../support/command-line.js';
import { printTable } from '../support/table.js';
import { picturesOfCards } from './cards.js';
import { growth, Milestones } from './memory-milestones.js';

const USAGE = `usage: npm run bench:memory -- [--cards N] [--set N] [--threads N]
  --cards    how many are read, 5000 unless told
  --set      how many different ones they are, 60 unless told
  --threads  of the reader, as many as the machine has cores unless told`;

const { values } = commandLine({
  usage: USAGE,
  options: {
    cards: { type: 'string', default: '5000' },
    set: { type: 'string', default: '60' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
  valid: ({ values: { cards, set, threads } }) => areCounts(cards, set, threads),
});
const [cards, set, threads] = [Number(values.cards), Number(values.set), Number(values.threads)];

const pictures = await picturesOfCards(set, 'memory', loadRegions());
const reader = await RemoteReader.start('ours', { threads, packages: '', pictures: pictures.slice(0, 2) });
/** After the first 500 of 5,000 cards; after as large a share of fewer. */
const settled = Math.max(1, Math.floor(Math.min(500, cards / 10)));
const milestones = new Milestones(settled);
let [next, unread] = [0, 0];
await Promise.all(Array.from({ length: threads }, readOn));
reader.close();

const lines = milestones.reached.map(({ cards: read, bytes }) => [String(read), (bytes / 1e6).toFixed(1)]);
printTable({
  title: `Memory of the reader's process, ${threads} threads, mean over up to 100 cards before`,
  lines: [['cards read', 'RSS, MB'], ...lines],
});
console.log(
  `\n  growth from ${settled} cards to the end: ${growth(milestones.reached)}; pictures without a reading: ${unread}`,
);
process.exit();

async function readOn(): Promise<void> {
  while (next < cards) {
    const { refused } = await reader.read(pictures[next++ % pictures.length] as Buffer);
    if (refused === 'CRASHED' || refused === 'TIMEOUT') throw new Error(`The reader was lost: ${refused}.`);
    if (refused !== null) unread += 1;
    milestones.add((await reader.usage()).rss);
  }
}
