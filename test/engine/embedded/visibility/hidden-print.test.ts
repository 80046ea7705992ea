import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Specimen } from '../../../../specimens/specimen.js';
import type { Reading } from '../../../../src/engine/engine.js';
import { probe } from '../../../../src/engine/image/probe.js';
import { parseCard } from '../../../../src/ktp/card.js';
import { ALL_FIELDS, FIELD_NAMES } from '../../../../src/ktp/field.js';
import { findInconsistencies } from '../../../../src/ktp/inconsistencies.js';
import { loadRegions } from '../../../../src/regions/store.js';
import { person } from '../../../support/cards.js';
import { sharedEngine } from '../../../support/gateway.js';
import { keptSpecimen } from '../../../support/specimens.js';

const regions = loadRegions();

const engine = sharedEngine();
let specimen: Specimen;
beforeAll(async () => {
  await engine.ready();
  specimen = await keptSpecimen({
    seed: 'hidden',
    tier: 'clean',
    fonts: 'common',
    person: person('clean-man'),
    shot: { degrees: 0, grey: false },
  });
});

type Part = readonly [from: number, to: number];

/** Where a printed line is in the picture, from one share of its length to another, with a little around it. */
function placeOf(text: string, [from, to]: Part) {
  const { corners } = specimen.lines.find((line) => line.text === text) ?? {};
  if (corners === undefined) throw new Error('No such line.');
  const [a, b, c] = corners;
  const height = c.y - b.y;
  return {
    left: Math.round(a.x + from * (b.x - a.x)),
    top: Math.round(a.y - 0.2 * height),
    width: Math.round((to - from) * (b.x - a.x)),
    height: Math.round(1.4 * height),
  };
}

/** The reading of the card with something over part of a line. */
async function readCovered(text: string, part: Part, colour: string): Promise<Reading> {
  const { left, top, width, height } = placeOf(text, part);
  const cover = { create: { width, height, channels: 3 as const, background: colour } };
  const bytes = await sharp(specimen.jpeg)
    .composite([{ input: cover, left, top }])
    .jpeg()
    .toBuffer();
  return read(bytes);
}

/** The reading of the card with part of a line gone: the ground right above it lies there, and nothing to be seen of a cover. */
async function readErased(text: string, part: Part): Promise<Reading> {
  const { left, top, width, height } = placeOf(text, part);
  const ground = await sharp(specimen.jpeg)
    .extract({ left, top: top - 3, width, height: 3 })
    .resize(width, height, { fit: 'fill' })
    .toBuffer();
  return read(
    await sharp(specimen.jpeg)
      .composite([{ input: ground, left, top }])
      .jpeg()
      .toBuffer(),
  );
}

async function read(bytes: Buffer): Promise<Reading> {
  return engine.read(await probe({ bytes, cut: false }), ALL_FIELDS, new AbortController().signal);
}

function findingsOf(reading: Reading) {
  const checkContext = { regions, today: '2026-11-22' };
  return findInconsistencies(parseCard(reading, checkContext), checkContext);
}

describe('print that is wholly in sight', () => {
  it('is WHOLE in every field', async () => {
    const { sights = {}, evidence } = await read(specimen.jpeg);
    for (const field of Object.keys(evidence))
      expect([field, sights[field as keyof typeof sights]?.visibility]).toEqual([field, 'WHOLE']);
    expect(Object.values(evidence).some(({ completed }) => completed)).toBe(false);
  });
});

describe('print that something lies on', () => {
  it.each<[string, string]>([
    ['white paper', '#ffffff'],
    ['a black bar', '#000000'],
    ['a red sticker', '#c03020'],
  ])('(%s) is told, and the rest of a name is doubted', async (_name, colour) => {
    const reading = await readCovered('UDIN BAYU SITORUS', [0.5, 1.1], colour);
    expect(reading.sights?.NAME?.visibility).toBe('PARTLY_HIDDEN');
    expect(reading.evidence.NAME?.confidence).toBeLessThanOrEqual(0.4);
    expect(findingsOf(reading)).toContainEqual(
      expect.objectContaining({ code: 'VALUE_HIDDEN', severity: 'WARNING', fields: ['NAME'] }),
    );
  });

  it.each([
    ['RT_RW', '020/001'],
    ['GENDER', 'LAKI-LAKI'],
  ] as const)('hides nothing of a %s that is complete, beside which it lies', async (field, text) => {
    const [beside, over] = [
      await readCovered(text, [1.03, 1.6], '#c03020'),
      await readCovered(text, [0.8, 1.6], '#c03020'),
    ];
    expect(beside.sights?.[field]?.visibility).toBe('WHOLE');
    expect(beside.evidence[field]).toMatchObject({ text, completed: false });
    expect(beside.evidence[field]?.confidence).toBeGreaterThan(0.95);
    expect(over.sights?.[field]?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('hides the rest that a name beside which it lies may have', async () => {
    const reading = await readCovered('UDIN BAYU SITORUS', [1.02, 1.3], '#c03020');
    expect(reading.sights?.NAME?.visibility).toBe('PARTLY_HIDDEN');
  });

  it('makes no number of a NIK that lacks digits', async () => {
    const reading = await readCovered('3216160712530018', [0.8, 1.05], '#d8c8a0');
    expect(reading.sights?.NIK?.visibility).toBe('PARTLY_HIDDEN');
    expect(reading.evidence.NIK?.confidence).toBeLessThanOrEqual(0.05);
  });

  it('leaves a hidden value unread, and says that it is hidden', async () => {
    const reading = await readCovered('KADUNDUNG', [-0.1, 1.3], '#c03020');
    expect(reading.evidence.VILLAGE).toBeUndefined();
    expect(reading.sights?.VILLAGE).toEqual({ visibility: 'HIDDEN', hiddenBy: 'OBJECT' });
  });

  it('is completed where only one word of the list fits, and that is said', async () => {
    const reading = await readCovered('SEUMUR HIDUP', [0.56, 1.1], '#c03020');
    expect(reading.evidence.VALID_UNTIL).toMatchObject({ text: 'SEUMUR HIDUP', completed: true });
    expect(reading.sights?.VALID_UNTIL?.visibility).toBe('PARTLY_HIDDEN');
  });
});

describe('a card among other print, under a shadow', () => {
  function drawn(seed: string, heldOut: boolean) {
    const group = heldOut ? 'held-out' : 'common';
    const hiding = { cover: 'SHADOW', heldOut } as const;
    return keptSpecimen({ seed, tier: 'mild', fonts: group, layout: group, hiding });
  }

  it('is read as far as the work that a picture may take shows it', async () => {
    const { jpeg, truth } = await drawn('v-h2:SHADOW:4', true);
    const { raw } = await read(jpeg);
    const { name, religion, occupation } = truth.fields;
    expect(raw).toMatchObject({ name, religion, occupation });
  });

  it('is read where it shows most, and not where another look shows less', async () => {
    const { jpeg, truth } = await drawn('doc-1:SHADOW:6', false);
    const { raw } = await read(jpeg);
    const { province, city, district, occupation } = truth.fields;
    expect(raw).toMatchObject({ province, city, district, occupation });
  });
});

describe('a picture that ends within the card', () => {
  it('hides what lies beyond its edge', async () => {
    const { left, width } = placeOf('UDIN BAYU SITORUS', [0, 0.75]);
    const { height = 0 } = await sharp(specimen.jpeg).metadata();
    const bytes = await sharp(specimen.jpeg)
      .extract({ left: 0, top: 0, width: left + width, height })
      .toBuffer();
    const reading = await read(bytes);
    expect(reading.sights?.NAME).toEqual({ visibility: 'PARTLY_HIDDEN', hiddenBy: 'EDGE' });
    expect(reading.evidence.NAME?.confidence).toBeLessThanOrEqual(0.4);
  });
});

describe('a NIK with a digit gone', () => {
  it.each(Array.from({ length: 16 }, (_, digit) => digit))(
    'is not made of sixteen again: digit %i',
    async (digit) => {
      const number = specimen.truth.fields.idNumber as string;
      const { evidence } = await readErased(number, [digit / 16, (digit + 1) / 16]);
      expect(evidence.NIK?.confidence ?? 0).toBeLessThanOrEqual(0.5);
    },
  );
});

describe('print that is all there and cannot be read', () => {
  it('of a double picture leaves nothing that is wrong and sure', async () => {
    const { data, info } = await sharp(specimen.jpeg).raw().toBuffer({ resolveWithObject: true });
    const shift = info.channels * Math.round(info.width / 170);
    const double = data.map((value, at) => (value + (data[at - shift] ?? value)) / 2);
    const { evidence } = await read(await sharp(double, { raw: info }).jpeg({ quality: 95 }).toBuffer());
    const right = (await read(specimen.jpeg)).evidence;
    const wrong = FIELD_NAMES.filter(
      (field) => evidence[field] && evidence[field]?.text !== right[field]?.text,
    );
    expect(wrong.length).toBeGreaterThan(3);
    expect(wrong.filter((field) => (evidence[field]?.confidence ?? 0) >= 0.8)).toEqual([]);
  });
});
