import { mkdirSync, writeFileSync } from 'node:fs';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import sharp from 'sharp';
import { SANDBOX_CASES } from '../src/engine/sandbox/cases.js';
import { rawFields } from '../src/ktp/raw.js';
import { loadRegions } from '../src/regions/store.js';
import { plainFace } from './fonts.js';
import type { Person } from './person.js';
import { makeSpecimen, type SpecimenWish } from './specimen.js';

const WEB = new URL('../web/', import.meta.url);
const regions = loadRegions();

/** A card whose NIK is somebody else's: another region, day of birth and gender than are printed, and a date that is no birthday. */
const CONTRADICTIONS: Person = {
  fields: rawFields({
    idNumber: '3374014507920003',
    name: 'BAGUS SANTOSO',
    bloodType: 'O',
    religion: 'ISLAM',
    gender: 'LAKI-LAKI',
    birthPlaceBirthday: 'BANDUNG, 15-07-1992',
    placeOfBirth: 'BANDUNG',
    birthday: '1992/07/15',
    province: 'JAWA BARAT',
    city: 'KOTA BANDUNG',
    district: 'COBLONG',
    village: 'DAGO',
    rtrw: '003/007',
    address: 'JL. CONTOH NO. 12',
    occupation: 'WIRASWASTA',
    expiryDate: '20-07-2017',
    nationality: 'WNI',
    maritalStatus: 'KAWIN',
  }),
  issue: { place: 'KOTA BANDUNG', date: '02-03-2012' },
  contradicts: true,
};

/** The page's specimens but the first, which `fixtures.ts` draws. */
const SPECIMENS: Record<string, Partial<SpecimenWish>> = {
  'specimen-contradictions': {
    tier: 'clean',
    person: CONTRADICTIONS,
    shot: { quarters: 0, cardWidth: 900, aspect: null, margin: 0.06, quality: 66 },
  },
  'specimen-dim': {
    tier: 'mild',
    shot: { quarters: 0, cardWidth: 800, aspect: null, exposure: 0.3, blur: 2.2 },
  },
};

for (const [name, wish] of Object.entries(SPECIMENS)) {
  writeFileSync(new URL(`${name}.jpg`, WEB), await draw(name, wish));
}

const base = await draw('sandbox', { tier: 'clean', shot: { quarters: 0, cardWidth: 480, aspect: null } });
mkdirSync(new URL('sandbox/', WEB), { recursive: true });
for (const name of Object.keys(SANDBOX_CASES)) {
  writeFileSync(new URL(`sandbox/${name}.jpg`, WEB), await labelled(name));
}

async function draw(seed: string, wish: Partial<SpecimenWish>): Promise<Buffer> {
  return (await makeSpecimen({ tier: 'clean', fonts: 'common', ...wish, seed }, regions)).jpeg;
}

/** A card with the name of what it gives across it: people see it, and no two files are the same. */
async function labelled(name: string): Promise<Buffer> {
  const card = await loadImage(base);
  const canvas = createCanvas(card.width, card.height);
  const pen = canvas.getContext('2d');
  pen.drawImage(card, 0, 0);
  pen.fillStyle = 'rgb(20 30 60 / 88%)';
  pen.fillRect(0, card.height * 0.4, card.width, card.height * 0.2);
  pen.fillStyle = '#fff';
  pen.textAlign = 'center';
  pen.font = `26px "${plainFace(700)}"`;
  pen.fillText(`SANDBOX ${name}`, card.width / 2, card.height * 0.52, card.width * 0.92);
  return sharp(canvas.toBuffer('image/png')).jpeg({ quality: 55 }).toBuffer();
}
