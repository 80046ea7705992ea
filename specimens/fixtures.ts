import { readFileSync, writeFileSync } from 'node:fs';
import { createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { rawFields } from '../src/ktp/raw.js';
import { loadRegions } from '../src/regions/store.js';
import { paintBackground } from './backgrounds.js';
import { plainFace } from './fonts.js';
import type { Person } from './person.js';
import { Random } from './random.js';
import { makeSpecimen, type SpecimenWish } from './specimen.js';

const FOLDER = new URL('../test/fixtures/cards/', import.meta.url);

/** How the pictures that tests read were taken. What is printed stays as their truth files say: tests and documents name it. */
const FIXTURES: Record<string, Partial<SpecimenWish>> = {
  'clean-man': {},
  'clean-woman': {},
  foreigner: {},
  dated: {},
  long: {},
  contradictions: {},
  mild: { tier: 'mild', shot: { quarters: 0, aspect: null, quality: 70, noise: 4 } },
  hard: { tier: 'hard', shot: { quarters: 0, aspect: null, quality: 50, noise: 6 } },
  turned: { tier: 'mild', shot: { quarters: 1, aspect: null, quality: 70, noise: 4 } },
};

/** The specimen of the page, which the README reads. */
const PAGE: Person = {
  fields: rawFields({
    idNumber: '3505135409780016',
    name: 'HESTI',
    bloodType: '-',
    religion: 'ISLAM',
    gender: 'PEREMPUAN',
    birthPlaceBirthday: 'TANGERANG, 14-09-1978',
    placeOfBirth: 'TANGERANG',
    birthday: '1978/09/14',
    province: 'JAWA TIMUR',
    city: 'KABUPATEN BLITAR',
    district: 'PANGGUNGREJO',
    village: 'BALEREJO',
    rtrw: '004/018',
    address: 'KOMP. GAJAH INDAH BLOK F217 NO.3/C',
    occupation: 'PERDAGANGAN',
    expiryDate: 'SEUMUR HIDUP',
    nationality: 'WNI',
    maritalStatus: 'KAWIN',
  }),
  issue: { place: 'BLITAR', date: '14-02-2020' },
  contradicts: false,
};

const regions = loadRegions();
for (const [name, wish] of Object.entries(FIXTURES)) {
  const file = new URL(`${name}.json`, FOLDER);
  const person: Person = JSON.parse(readFileSync(file, 'utf8'));
  const shot = { cardWidth: 900, quality: 80, ...wish.shot };
  const { jpeg, truth } = await makeSpecimen(
    { tier: 'clean', ...wish, person, shot, seed: `fixture:${name}`, fonts: 'common' },
    regions,
  );
  writeFileSync(new URL(`${name}.jpg`, FOLDER), jpeg);
  writeFileSync(file, `${JSON.stringify(truth, null, 2)}\n`);
}

const { jpeg } = await makeSpecimen(
  {
    seed: 'page',
    tier: 'mild',
    fonts: 'common',
    person: PAGE,
    shot: { quarters: 0, cardWidth: 1000, aspect: null },
  },
  regions,
);
writeFileSync(new URL('../web/specimen.jpg', import.meta.url), jpeg);
writeFileSync(new URL('newspaper.jpg', FOLDER), await newspaper());

/** Text, and no card. */
async function newspaper(): Promise<Buffer> {
  const random = new Random('fixture:newspaper');
  const [width, height] = [1100, 800];
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  const paper = pen.createImageData(width, height);
  paper.data.set(paintBackground(width, height, 'platen', random));
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
      pen.fillText(Array.from({ length: 9 }, () => random.pick(words)).join(' '), x, y, 470);
    }
  }
  return sharp(canvas.toBuffer('image/png')).jpeg({ quality: 50 }).toBuffer();
}
