import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SpecimenWish } from '../../../specimens/specimen.js';
import { probe } from '../../../src/engine/image/probe.js';
import { ALL_FIELDS } from '../../../src/ktp/field.js';
import { card, person } from '../../support/cards.js';
import { sharedEngine } from '../../support/gateway.js';
import { keptSpecimen } from '../../support/specimens.js';

const HOLDER = person('clean-man');
const { idNumber, name, birthPlaceBirthday, province, city, district, occupation, expiryDate } =
  HOLDER.fields;
const PRINTED = { idNumber, name, birthPlaceBirthday, province, city, district, occupation, expiryDate };

const engine = sharedEngine();
beforeAll(() => engine.ready());

async function read(bytes: Buffer) {
  return engine.read(await probe({ bytes, cut: false }), ALL_FIELDS, new AbortController().signal);
}

async function draw(wish: Partial<SpecimenWish> = {}) {
  const { jpeg } = await keptSpecimen({
    seed: 'shape',
    tier: 'clean',
    fonts: 'common',
    person: HOLDER,
    ...wish,
  });
  return jpeg;
}

describe('a card that is not of its own shape in the picture', () => {
  it.each([
    ['squashed to 0.55', 1, 0.55],
    ['squashed to 0.7', 1, 0.7],
    ['narrowed to 0.55', 0.55, 1],
    ['narrowed to 0.7', 0.7, 1],
  ])('is read: %s', async (_name, across, down) => {
    const jpeg = await draw();
    const { width, height } = await sharp(jpeg).metadata();
    const size = { width: Math.round(width * across), height: Math.round(height * down) };
    const { raw } = await read(
      await sharp(jpeg)
        .resize({ ...size, fit: 'fill' })
        .jpeg()
        .toBuffer(),
    );
    expect(raw).toMatchObject(PRINTED);
  });

  it.each([0, 90])('is read: tilted by 45 degrees over %i', async (leansOver) => {
    const shot = { lean: 45, leansOver, distance: 3, cardWidth: 1400, degrees: 0 };
    expect((await read(await draw({ shot }))).raw).toMatchObject(PRINTED);
  });

  it('is read: tilted by more than 50 degrees, with its labels not read', async () => {
    const wish = { seed: 'dist-1:tilted:4', tier: 'mild', fonts: 'common', distortion: 'tilted' } as const;
    const drawn = await keptSpecimen(wish);
    const { raw } = await read(drawn.jpeg);
    const { idNumber, gender, district, religion } = drawn.truth.fields;
    expect(raw).toMatchObject({ idNumber, gender, district, religion });
  });

  it('has corners closer to its text than its boxes where it is askew', async () => {
    const { evidence } = await read(await draw({ shot: { degrees: 20, cardWidth: 1200 } }));
    const { boundingBox, corners } = evidence.NIK ?? {};
    const [first, second, third] = corners ?? [];
    if (!boundingBox || !first || !second || !third) throw new Error('The NIK was not read.');
    expect(second.y).toBeGreaterThan(first.y + 0.02);
    expect(third.y - second.y).toBeLessThan(0.6 * boundingBox.height);
    expect(Math.max(second.x, third.x)).toBeCloseTo(boundingBox.x + boundingBox.width, 5);
  });
});

describe('two cards beside one another', () => {
  const GROUND = '#808080';

  /** @param turns of both, degrees; `gap` and `drop` of the second from the first in pixels */
  async function beside(names: readonly string[], { width, turns = [0, 0], gap, drop }: Laid) {
    const [first, second] = await Promise.all(
      names.map((name, i) =>
        sharp(card(name).picture)
          .resize({ width })
          .rotate(turns[i] ?? 0, { background: GROUND })
          .toBuffer({ resolveWithObject: true }),
      ),
    );
    if (!first || !second) throw new Error('It takes two.');
    const sides = {
      width: first.info.width + second.info.width + gap + 60,
      height: Math.max(first.info.height, second.info.height) + 240,
    };
    return sharp({ create: { ...sides, channels: 3, background: GROUND } })
      .composite([
        { input: first.data, left: 30, top: 120 },
        { input: second.data, left: 30 + first.info.width + gap, top: 120 + drop },
      ])
      .jpeg()
      .toBuffer();
  }

  interface Laid {
    readonly width: number;
    readonly turns?: readonly [number, number];
    readonly gap: number;
    readonly drop: number;
  }

  it.each<[string, readonly string[], Laid]>([
    ['level', ['clean-man', 'clean-woman'], { width: 900, gap: 10, drop: 0 }],
    ['one higher than the other', ['dated', 'long'], { width: 900, gap: 10, drop: -60 }],
    ['turned apart', ['dated', 'foreigner'], { width: 700, turns: [3, -3], gap: 20, drop: 80 }],
  ])('are not mixed: %s', async (_name, names, laid) => {
    const { raw } = await read(await beside(names, laid));
    const printed = names.map((name) => card(name).printed).find(({ idNumber }) => idNumber === raw.idNumber);
    const { placeOfBirth: _place, birthday: _date, ...lines } = printed ?? {};
    expect(raw).toMatchObject({ idNumber: expect.any(String), ...lines });
  });
});

describe('a card among other print', () => {
  const HELD_OUT = { fonts: 'held-out', layout: 'held-out', camera: 'held-out' } as const;

  it.each<[string, SpecimenWish]>([
    ['a small one askew', { seed: 'speed-1:1', tier: 'hard', fonts: 'held-out' }],
    ['a large one on sheets that lie askew', { seed: 'crowd-6:3', tier: 'mild', fonts: 'held-out' }],
    ['on a newspaper across it', { seed: 'crowd-5:2', tier: 'hard', ...HELD_OUT }],
    [
      'partly hidden, on sheets with more print across it',
      {
        seed: 'edge-7:STICKER:6',
        tier: 'mild',
        fonts: 'common',
        hiding: { cover: 'STICKER', heldOut: false },
      },
    ],
    [
      'on a form whose lines are no clearer in a mirror',
      { seed: 'judge-11:22', tier: 'mild', fonts: 'held-out' },
    ],
    [
      'askew on a newspaper, of which much is in sight where the NIK is',
      { seed: 'judge-12:10', tier: 'hard', ...HELD_OUT },
    ],
    ['on a newspaper that runs nearly as it does', { seed: 'tune-15:26', tier: 'mild', ...HELD_OUT }],
    ['in the dark, upside down at first', { seed: 'crowd-9:18', tier: 'hard', fonts: 'common' }],
    [
      'on a keyboard, after its other turns were looked at',
      { seed: 'judge-16:36', tier: 'mild', fonts: 'held-out' },
    ],
    ['a small one of which little is seen at first', { seed: 'crowd-5:14', tier: 'hard', ...HELD_OUT }],
  ])('is read: %s', async (_which, wish) => {
    const drawn = await keptSpecimen(wish);
    const { raw } = await read(drawn.jpeg);
    const { idNumber, name, address, village, district, city, religion, expiryDate } = drawn.truth.fields;
    expect(raw).toMatchObject({ idNumber, name, village, district, city, religion, expiryDate });
    expect(raw.address?.slice(0, 9)).toBe(address?.slice(0, 9));
  });

  it.each([
    ['a glance at the whole picture shows nothing that is legible', 'tune-15:6'],
    ['a glance shows nothing but the NIK', 'judge-14:9'],
  ])('is found where %s', async (_where, seed) => {
    const drawn = await keptSpecimen({ seed, tier: 'mild', ...HELD_OUT });
    const { raw } = await read(drawn.jpeg);
    const { idNumber, province, city } = drawn.truth.fields;
    expect(raw).toMatchObject({ idNumber, province, city });
  });
});

describe('a mirrored picture', () => {
  it.each([
    ['dist-1:mirrored:1', 'clean'],
    ['shape-1:mirrored:9', 'clean'],
    ['shape-1:mirrored:4', 'mild'],
    ['dist-5:mirrored:15', 'clean'],
    ['shape-6:mirrored:12', 'mild'],
  ] as const)('is read where it takes much to look at it as it was sent: %s', async (seed, tier) => {
    const drawn = await keptSpecimen({ seed, tier, fonts: 'common', distortion: 'mirrored' });
    const { raw } = await read(drawn.jpeg);
    const { idNumber, name, address, expiryDate } = drawn.truth.fields;
    expect(raw).toMatchObject({ idNumber, name, address, expiryDate });
  });

  it.each([0, 90])('is read, its boxes where they are in the picture as sent: turned by %i', async (turn) => {
    const jpeg = await draw();
    const straight = await read(await sharp(jpeg).rotate(turn).toBuffer());
    const mirrored = await read(
      await sharp(jpeg)
        .rotate(turn)
        .toBuffer()
        .then((turned) => sharp(turned).flop().toBuffer()),
    );
    expect(mirrored.raw).toMatchObject(PRINTED);
    expect(mirrored.turnedDegrees).toBe((360 - (straight.turnedDegrees ?? 0)) % 360);
    const [box, other] = [straight.evidence.NAME?.boundingBox, mirrored.evidence.NAME?.boundingBox];
    if (!box || !other) throw new Error('The name was not read.');
    expect(other.x + other.width).toBeCloseTo(1 - box.x, 1);
    expect(other.y).toBeCloseTo(box.y, 1);
  });
});
