import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { areCounts, commandLine } from '../../bench/support/command-line.js';
import { paintBackground, type Surface } from '../../specimens/backgrounds.js';
import { drawFace } from '../../specimens/face.js';
import { inventPerson } from '../../specimens/person.js';
import { Random } from '../../specimens/random.js';
import { loadRegions } from '../../src/regions/store.js';
import { pickTrainingFaces } from './fonts.js';
import { varied } from './print.js';
import { scramble } from './scramble.js';

/**
 * Draws what the networks are trained on: flat cards with the place of every printed line, and backgrounds without a card.
 * They are photographed anew for every step of training, by ../camera.py.
 */
const { values } = commandLine({
  usage:
    'usage: npx tsx training/draw/draw.ts [--cards N] [--backgrounds N] [--seed TEXT] [--from N] [--out FOLDER]',
  options: {
    cards: { type: 'string', default: '3000' },
    backgrounds: { type: 'string', default: '300' },
    seed: { type: 'string', default: 'training' },
    from: { type: 'string', default: '1' },
    out: { type: 'string', default: 'artefacts/training' },
  },
  valid: ({ values: { cards, backgrounds, from } }) =>
    areCounts(cards, from) && (backgrounds === '0' || areCounts(backgrounds)),
});

const SURFACES: readonly Surface[] = [
  'platen',
  'plain',
  'wood',
  'cloth',
  'checks',
  'stone',
  'tiles',
  'papers',
  'form',
  'keyboard',
  'cards',
  'screen',
];

const regions = loadRegions();
const folders = { cards: join(values.out, 'cards'), backgrounds: join(values.out, 'backgrounds') };
for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });

const first = Number(values.from);
for (let n = first; n < first + Number(values.backgrounds); n += 1) {
  const random = new Random(`${values.seed}:background:${n}`);
  const side = random.whole(700, 1100);
  const pixels = paintBackground(side, side, random.pick(SURFACES), random);
  await sharp(Buffer.from(pixels.buffer), { raw: { width: side, height: side, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 90 })
    .toFile(join(folders.backgrounds, `${String(n).padStart(5, '0')}.jpg`));
}

for (let n = first; n < first + Number(values.cards); n += 1) {
  const name = String(n).padStart(5, '0');
  const diceFor = (step: string) => new Random(`${values.seed}:${n}:${step}`);
  const person = scramble(inventPerson(diceFor('person'), regions), diceFor('scramble'));
  const face = drawFace(person, pickTrainingFaces(diceFor('fonts')), diceFor('face'), 'common', (print) =>
    varied(print, diceFor('print')),
  );
  writeFileSync(join(folders.cards, `${name}.jpg`), await face.canvas.encode('jpeg', 94));
  const lines = face.lines.map(({ text, frame: { x, y, width, height }, ends }) => ({
    text,
    frame: [x, y, width, height].map((value) => Math.round(value * 10) / 10),
    ends: ends.map((end) => Math.round(end * 1e4) / 1e4),
  }));
  appendFileSync(join(folders.cards, 'lines.jsonl'), `${JSON.stringify({ name, lines })}\n`);
}
