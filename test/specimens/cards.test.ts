import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { comparable, SCORED, type ScoredField, score } from '../../bench/accuracy/scoring.js';
import { drawFace, type PrintedLine } from '../../specimens/face.js';
import { pickFaces } from '../../specimens/fonts.js';
import { type Corners, toUnitSquare } from '../../specimens/geometry.js';
import { type Capture, chooseCapture } from '../../specimens/held-out/capture.js';
import { placeCard } from '../../specimens/held-out/place.js';
import { inventPerson } from '../../specimens/person.js';
import type { Print } from '../../specimens/print.js';
import { Random } from '../../specimens/random.js';
import { makeSpecimen } from '../../specimens/specimen.js';
import { type Arrangement, layTogether } from '../../specimens/together.js';
import type { Reading } from '../../src/engine/engine.js';
import { probe } from '../../src/engine/image/probe.js';
import { parseCard } from '../../src/ktp/card.js';
import { findInconsistencies } from '../../src/ktp/inconsistencies.js';
import { type RawFields, rawFields } from '../../src/ktp/raw.js';
import { loadRegions } from '../../src/regions/store.js';
import { TODAY } from '../support/gateway.js';

const regions = loadRegions();
const checkContext = { regions, today: TODAY };
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const check = (fields: RawFields) =>
  parseCard(
    { raw: { ...fields, placeOfBirth: null, birthday: null }, issue: null, nikRunnerUp: null },
    checkContext,
  );

describe('drawn cards', () => {
  it('are the same for the same seed, and others for another', async () => {
    const wish = { seed: 'a', tier: 'mild', fonts: 'common' } as const;
    const [first, again, other] = [
      await makeSpecimen(wish, regions),
      await makeSpecimen(wish, regions),
      await makeSpecimen({ ...wish, seed: 'b' }, regions),
    ];
    expect(again.truth).toEqual(first.truth);
    expect(digest(again.jpeg)).toBe(digest(first.jpeg));
    expect(other.truth.fields).not.toEqual(first.truth.fields);
    expect(digest(other.jpeg)).not.toBe(digest(first.jpeg));
  });

  it.each([
    ['squashed', 0.5, 0.8],
    ['stretched', 1.25, 2],
    ['shaken', 1, 1],
  ] as const)('keep the places of a picture that was %s', async (distortion, low, high) => {
    const wish = { seed: 'distorted', tier: 'clean', fonts: 'common' } as const;
    const [plain, distorted] = [
      await makeSpecimen(wish, regions),
      await makeSpecimen({ ...wish, distortion }, regions),
    ];
    const [from, to] = [plain, distorted].map(({ truth: { corners } }) => corners as Corners) as [
      Corners,
      Corners,
    ];
    const across = (to[1].x - to[0].x) / (from[1].x - from[0].x);
    const down = (to[3].y - to[0].y) / (from[3].y - from[0].y);
    expect(across).toBeCloseTo(1, 2);
    expect(down).toBeGreaterThanOrEqual(low - 0.01);
    expect(down).toBeLessThanOrEqual(high + 0.01);
    expect(digest(distorted.jpeg)).not.toBe(digest(plain.jpeg));
    expect(distorted.truth).toMatchObject({ fields: plain.truth.fields, distortion });
  });

  it('lie together in one picture, the second beside the first or below it', async () => {
    const draw = (seed: string) => makeSpecimen({ seed, tier: 'clean', fonts: 'common' }, regions);
    const cards = [await draw('together:1'), await draw('together:2')] as const;
    const lay = (arrangement: Arrangement) => layTogether(cards, arrangement, new Random('together'));
    const [beside, below, again] = await Promise.all((['beside', 'below', 'beside'] as const).map(lay));
    const ratioOf = async (jpeg: Buffer | undefined) => {
      const { width, height } = await sharp(jpeg).metadata();
      return width / height;
    };
    expect(await ratioOf(beside)).toBeGreaterThan(1.8);
    expect(await ratioOf(below)).toBeLessThan(1);
    expect(digest(again ?? Buffer.alloc(0))).toBe(digest(beside ?? Buffer.alloc(0)));
  });

  it('run the other way in a mirrored picture, and lean far in a tilted one', async () => {
    const wish = { seed: 'distorted', tier: 'clean', fonts: 'common' } as const;
    const mirrored = (await makeSpecimen({ ...wish, distortion: 'mirrored' }, regions)).truth;
    const [first, second] = mirrored.corners as Corners;
    expect(first.x).toBeGreaterThan(second.x);
    for (const camera of ['common', 'held-out'] as const) {
      const { truth } = await makeSpecimen({ ...wish, camera, distortion: 'tilted' }, regions);
      expect(truth.shot?.lean).toBeGreaterThanOrEqual(40);
      expect(truth.shot?.lean).toBeLessThanOrEqual(60);
    }
  });

  it('say where each character ends, in letters and blanks of the width that was asked for', () => {
    const drawn = (blank: number) => {
      const [person, faces] = [
        inventPerson(new Random('ends'), regions),
        pickFaces(new Random('ends'), 'common'),
      ];
      const adjust = (print: Print) => ({ ...print, squeeze: 1, blank });
      const { lines } = drawFace(person, faces, new Random('ends'), 'common', adjust);
      return lines.find(({ text }) => text.startsWith('PROVINSI ')) as PrintedLine;
    };
    const [usual, closer] = [drawn(0), drawn(-4)];
    for (const { text, ends } of [usual, closer]) {
      expect(ends).toHaveLength(text.length);
      expect(ends).toEqual([...ends].sort((a, b) => a - b));
      expect(ends.at(-1)).toBe(1);
    }
    const widthOf = ({ text, ends, frame }: PrintedLine, character: string) => {
      const n = text.indexOf(character);
      return ((ends[n] ?? 0) - (ends[n - 1] ?? 0)) * frame.width;
    };
    expect(widthOf(usual, ' ') - widthOf(closer, ' ')).toBeCloseTo(4, 3);
    expect(widthOf(closer, 'P')).toBeCloseTo(widthOf(usual, 'P'), 3);
  });

  it.each(['clean', 'mild', 'hard'] as const)(
    '(%s) keep the limits of a picture, with the card in it',
    async (tier) => {
      const { jpeg, truth } = await makeSpecimen({ seed: 'limits', tier, fonts: 'held-out' }, regions);
      const { width, height, mimeType } = await probe({ bytes: jpeg, cut: false });
      expect(mimeType).toBe('image/jpeg');
      for (const { x, y } of truth.corners ?? []) {
        expect(x).toBeGreaterThan(-0.05 * width);
        expect(x).toBeLessThan(1.05 * width);
        expect(y).toBeGreaterThan(-0.05 * height);
        expect(y).toBeLessThan(1.05 * height);
      }
    },
  );

  it.each(['clean', 'mild', 'hard'] as const)(
    '(%s) can be printed and photographed as nothing was tuned on, and are the same for the same seed',
    async (tier) => {
      const wish = {
        seed: 'unseen',
        tier,
        fonts: 'held-out',
        camera: 'held-out',
        layout: 'held-out',
      } as const;
      const [first, again] = [await makeSpecimen(wish, regions), await makeSpecimen(wish, regions)];
      expect(digest(again.jpeg)).toBe(digest(first.jpeg));
      expect(again.lines).toEqual(first.lines);
      expect(first.truth).toMatchObject({ camera: 'held-out', layout: 'held-out' });
      const { width, height, mimeType } = await probe({ bytes: first.jpeg, cut: false });
      expect(mimeType).toBe('image/jpeg');
      for (const { x, y } of first.truth.corners ?? []) {
        expect(x).toBeGreaterThan(-0.05 * width);
        expect(x).toBeLessThan(1.05 * width);
        expect(y).toBeGreaterThan(-0.05 * height);
        expect(y).toBeLessThan(1.05 * height);
      }
      const { layout: _, ...common } = wish;
      const { truth } = await makeSpecimen(common, regions);
      expect(truth.fields).toEqual(first.truth.fields);
      expect(digest((await makeSpecimen(common, regions)).jpeg)).not.toBe(digest(first.jpeg));
    },
  );

  it('lie where the held-out lens shows them: there and back is the same place', () => {
    const capture = {
      ...chooseCapture('hard', new Random('lens')),
      ...{ barrel: 0.14, rolling: 0.06, crumple: 1, curl: 0.01, lean: 30 },
    };
    const place = placeCard(capture, new Random('lens'));
    for (const [u, v] of [0, 0.25, 0.5, 0.75, 1].flatMap((u) => [0, 0.5, 1].map((v) => [u, v] as const))) {
      const { x, y } = place.toPicture(u, v);
      const back = place.toCard(place.toPlane(x, y));
      expect(back.x).toBeCloseTo(u, 4);
      expect(back.y).toBeCloseTo(v, 4);
    }
  });

  it.each([0, 1, 2, 3])(
    'are where the held-out camera says, whatever became of the picture (%i quarters)',
    async (quarters) => {
      const capture: Partial<Capture> = {
        ...{ quarters, tagged: true, barrel: 0.12, rolling: 0.05, crumple: 1, margin: 0.2, cardWidth: 700 },
        ...{
          sent: [{ scale: 0.8, quality: 80 }],
          cover: null,
          trouble: null,
          sheets: 0,
          hologram: 0,
          flare: 0,
        },
        ...{ exposure: 1, saturation: 1, grain: 2, blotches: 0, shake: 0, soft: 0.3, tilt: 0 },
        overlay: 'screenshot',
        scenery: 'lid',
        medium: 'card',
      };
      const wish = { seed: 'where', tier: 'hard', fonts: 'common', camera: 'held-out', capture } as const;
      const { jpeg, truth, lines } = await makeSpecimen(wish, regions);
      const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
      const line = lines.find(({ text }) => text === truth.fields.idNumber);
      if (line === undefined) throw new Error('The NIK is not among the lines.');
      const [a, b, c, d] = line.corners;
      const along = (share: number, side: 'x' | 'y') =>
        ((a[side] + d[side]) * (1 - share) + (b[side] + c[side]) * share) / 2;
      const tones = Array.from({ length: 99 }, (_, n) => {
        const [x, y] = [along((n + 1) / 100, 'x'), along((n + 1) / 100, 'y')];
        return data[Math.round(y) * info.width + Math.round(x)] ?? 0;
      });
      tones.sort((a, b) => a - b);
      expect(tones[10]).toBeLessThan((tones[80] ?? 0) - 50);
    },
  );

  it('are people whose number fits what is printed, but for a few', () => {
    const people = Array.from({ length: 400 }, (_, n) => inventPerson(new Random(`person ${n}`), regions));
    const odd = people.filter(({ fields }) => {
      const { nik, birthDate, gender } = check(fields);
      expect(nik?.valid).toBe(true);
      expect(birthDate).toBe(fields.birthday?.replaceAll('/', '-'));
      return nik?.birthDate?.slice(2) !== birthDate?.slice(2) || nik?.gender !== gender;
    });
    expect(odd).toEqual(people.filter(({ contradicts }) => contradicts));
    expect(odd.length).toBeGreaterThan(0);
    expect(odd.length).toBeLessThan(30);
    const days = new Set(people.map(({ fields }) => fields.birthday?.slice(-2)));
    expect(days.size).toBe(31);
    const retired = people.filter(
      ({ fields }) => regions.find(fields.idNumber?.slice(0, 6) ?? '')?.retired === true,
    );
    expect(retired.length).toBeGreaterThan(10);
  });

  it('tell where every line is: inside the card, in the order of print', async () => {
    const { truth, lines } = await makeSpecimen({ seed: 'lines', tier: 'mild', fonts: 'common' }, regions);
    const place = toUnitSquare(truth.corners as Corners);
    const tops = new Map(lines.map(({ text, corners }) => [text, place(corners[0].x, corners[0].y)]));
    expect(tops.size).toBeGreaterThan(25);
    for (const { x, y } of tops.values()) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(1);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(1);
    }
    const [number, expiry] = [truth.fields.idNumber ?? '', truth.fields.expiryDate ?? ''];
    expect(tops.get(number)?.y).toBeLessThan(tops.get('Alamat')?.y ?? 0);
    expect(tops.get('Agama')?.y).toBeGreaterThan(tops.get('Alamat')?.y ?? 1);
    expect([...tops.keys()].some((text) => text.includes(expiry))).toBe(true);
  });

  it.each(['clean-man', 'clean-woman', 'long', 'mild', 'hard', 'turned'])(
    'say nothing that does not fit together (%s)',
    (name) => {
      const { fields } = truthOf(name);
      const card = check(fields);
      expect(card.nik?.valid).toBe(true);
      expect(findInconsistencies(card, checkContext).filter(({ severity }) => severity !== 'INFO')).toEqual(
        [],
      );
    },
  );

  it('contradict themselves where they are meant to', () => {
    const codes = findInconsistencies(check(truthOf('contradictions').fields), checkContext).map(
      ({ code }) => code,
    );
    expect(codes.some((code) => code === 'NIK_BIRTHDATE_MISMATCH' || code === 'NIK_GENDER_MISMATCH')).toBe(
      true,
    );
  });
});

function truthOf(name: string): { fields: RawFields } {
  return JSON.parse(readFileSync(new URL(`../fixtures/cards/${name}.json`, import.meta.url), 'utf8'));
}

const READING: Reading = {
  engine: 'EMBEDDED',
  pricing: 'FREE',
  transactionId: null,
  raw: rawFields({}),
  issue: null,
  evidence: {},
  nikRunnerUp: null,
  quality: null,
};

describe('the scoring', () => {
  it.each<[ScoredField, string, string, boolean]>([
    ['NAME', 'SITI  AMINAH , SE', 'siti aminah,SE', true],
    ['NAME', 'SITI AMINAH', 'SITIAMINAH', false],
    ['STREET', 'JL. MELATI NO. 5', 'JL.MELATI NO.5', true],
    ['STREET', 'JL. MELATI NO. 5', 'JL MELATI NO. 5', false],
    ['PROVINCE', 'PROVINSI BALI', 'BALI', true],
    ['REGENCY', 'KABUPATEN BEKASI', 'BEKASI', true],
    ['VILLAGE', 'TOLI - TOLI', 'TOLI-TOLI', true],
    ['BLOOD_TYPE', '-', '', true],
    ['BLOOD_TYPE', 'O', '', false],
    ['RT_RW', '011/002', '011/ 002', false],
  ])('%s: %s and %s', (field, one, other, same) => {
    expect(comparable(field, one) === comparable(field, other)).toBe(same);
  });

  it.each<[string, Partial<RawFields>, Partial<RawFields>, ScoredField, boolean]>([
    ['a spelling of the same', { religion: 'KATHOLIK' }, { religion: 'KATOLIK' }, 'RELIGION', true],
    ['another country', { nationality: 'JEPANG' }, { nationality: 'INDIA' }, 'CITIZENSHIP', false],
    ['anything for what means nothing', { religion: 'XYZZY' }, { religion: 'PLUGH' }, 'RELIGION', false],
    ['a dash for nothing', { bloodType: '-' }, { bloodType: null }, 'BLOOD_TYPE', true],
  ])('judges %s', (_, print, read, field, understood) => {
    const reading = { ...READING, raw: rawFields(read) };
    const judged = score(rawFields(print), reading, checkContext).find((one) => one.field === field);
    expect(judged?.understood).toBe(understood);
  });

  it('tells what was read exactly from what was understood', () => {
    const printed = { ...truthOf('clean-man').fields, religion: 'ISLAM' };
    const reading = { ...READING, raw: { ...printed, religion: '1SLAM', name: null } };
    const wrong = score(printed, reading, checkContext).filter(({ exact }) => !exact);
    expect(wrong.map(({ field, understood }) => [field, understood])).toEqual([
      ['NAME', false],
      ['RELIGION', true],
    ]);
    expect(score(printed, null, checkContext).filter(({ exact }) => exact)).toHaveLength(
      SCORED.filter((field) => field === 'BLOOD_TYPE' && (printed.bloodType ?? '-') === '-').length,
    );
  });
});
