import { mkdirSync, writeFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { loadRegions } from '../../src/regions/store.js';
import { paintBackground } from './backgrounds.js';
import { Dice } from './dice.js';
import { plainFace } from './fonts.js';
import { makeSpecimen, type SpecimenWish } from './specimen.js';

/** The pictures that tests read, and the specimen of the page; `npm run cards:fixtures` draws them again. */
const FIXTURES: Record<string, Omit<SpecimenWish, 'seed' | 'fonts'>> = {
  'clean-man': { tier: 'clean', person: { woman: false, foreign: false, contradicts: false } },
  'clean-woman': { tier: 'clean', person: { woman: true, foreign: false, contradicts: false } },
  foreigner: { tier: 'clean', person: { foreign: true, contradicts: false } },
  dated: { tier: 'clean', person: { dated: true, foreign: false, contradicts: false } },
  long: { tier: 'clean', person: { long: true, foreign: false, contradicts: false } },
  contradictions: { tier: 'clean', person: { foreign: false, contradicts: true } },
  mild: { tier: 'mild', person: { foreign: false, contradicts: false }, shot: { quarters: 0 } },
  hard: {
    tier: 'hard',
    person: { foreign: false, contradicts: false },
    shot: { quarters: 0, cardWidth: 1000, quality: 55, noise: 6 },
  },
  turned: { tier: 'mild', person: { foreign: false, contradicts: false }, shot: { quarters: 1 } },
};

const folder = new URL('../../test/fixtures/cards/', import.meta.url);
mkdirSync(folder, { recursive: true });
const regions = loadRegions();
for (const [name, wish] of Object.entries(FIXTURES)) {
  const shot = { cardWidth: 900, quality: 80, ...wish.shot };
  const { jpeg, truth } = await makeSpecimen(
    { ...wish, shot, seed: `fixture:${name}`, fonts: 'common' },
    regions,
  );
  writeFileSync(new URL(`${name}.jpg`, folder), jpeg);
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(truth, null, 2)}\n`);
}

const { jpeg } = await makeSpecimen(
  {
    seed: 'page',
    tier: 'mild',
    fonts: 'common',
    person: { foreign: false, contradicts: false },
    shot: { quarters: 0, cardWidth: 1000 },
  },
  regions,
);
writeFileSync(new URL('../../web/specimen.jpg', import.meta.url), jpeg);
writeFileSync(new URL('newspaper.jpg', folder), await newspaper());

/** Text, and no card. */
async function newspaper(): Promise<Buffer> {
  const dice = new Dice('fixture:newspaper');
  const [width, height] = [1100, 800];
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const paper = pen.createImageData(width, height);
  paper.data.set(paintBackground(width, height, dice, false));
  pen.putImageData(paper, 0, 0);
  pen.fillStyle = '#222';
  pen.font = `54px "${plainFace(700)}"`;
  pen.fillText('KABAR PAGI: HARGA CABAI TURUN', 60, 90);
  pen.font = `22px "${plainFace(400)}"`;
  const words =
    'warga pasar pagi ini ramai harga cabai turun setelah panen raya di sejumlah daerah kata pedagang Senin 12-03-2024 pukul 07.30 Alamat redaksi Agama Nama'.split(
      ' ',
    );
  for (let y = 150; y < height - 40; y += 32) {
    for (const x of [60, 580]) {
      pen.fillText(Array.from({ length: 9 }, () => dice.pick(words)).join(' '), x, y, 470);
    }
  }
  return sharp(canvas.toBuffer('image/png')).jpeg({ quality: 80 }).toBuffer();
}
