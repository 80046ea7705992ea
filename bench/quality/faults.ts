import { createCanvas } from '@napi-rs/canvas';
import sharp, { type Sharp } from 'sharp';
import { paintBackground } from '../../specimens/backgrounds.js';
import type { Corners } from '../../specimens/geometry.js';
import { Random } from '../../specimens/random.js';
import type { Shot } from '../../specimens/shot.js';
import { makeSpecimen } from '../../specimens/specimen.js';
import type { QualityCode } from '../../src/engine/image/quality.js';
import type { RegionTable } from '../../src/regions/region.js';

/** A picture and the one hint it deserves; null for a good one. */
export interface Faulty {
  readonly bytes: Buffer;
  readonly deserves: QualityCode | null;
}

type Spoil = (jpeg: Buffer, corners: Corners, random: Random) => Promise<Buffer>;

interface Fault {
  readonly deserves: QualityCode | null;
  /** How it is photographed, besides well. */
  readonly shot?: (random: Random) => Partial<Shot>;
  /** What happens to the picture after that. */
  readonly spoil?: Spoil;
}

/** Kinds of pictures: good ones, and such with one fault bad enough to take them again. */
export const FAULTS = {
  'good photo': { deserves: null },
  'good scan': { deserves: null, shot: (random) => ({ ...SCAN, margin: random.between(0.01, 0.06) }) },
  'out of focus': { deserves: 'BLURRED', spoil: blurred },
  moved: {
    deserves: 'BLURRED',
    shot: (random) => ({
      cardWidth: 1000,
      motion: random.between(13, 20),
      motionDegrees: random.between(0, 180),
    }),
  },
  dark: { deserves: 'TOO_DARK', shot: () => ({ exposure: 0.1, unevenness: 0.1, noise: 6 }) },
  bright: { deserves: 'TOO_BRIGHT', spoil: (jpeg) => save(sharp(jpeg).linear(1.3, 90)) },
  foggy: { deserves: 'LOW_CONTRAST', spoil: (jpeg) => save(sharp(jpeg).linear(0.24, 130)) },
  glaring: { deserves: 'GLARE', spoil: withGlare },
  askew: {
    deserves: 'SKEWED',
    shot: (random) => ({ degrees: random.between(20, 38) * random.pick([-1, 1]), margin: 0.1, lean: 0 }),
  },
  small: { deserves: 'TOO_SMALL', shot: (random) => ({ cardWidth: random.whole(280, 420), margin: 0.35 }) },
  'cut off': { deserves: 'CARD_CUT_OFF', spoil: cutOff },
  grey: { deserves: 'GRAYSCALE', shot: () => ({ grey: true }) },
  'no card': { deserves: 'NOT_A_CARD' },
} as const satisfies Record<string, Fault>;
export type FaultName = keyof typeof FAULTS;

const SCAN = { surface: 'platen', lean: 0, degrees: 0, blur: 0.3, unevenness: 0.05, aspect: null } as const;

/** As a person takes it who takes care. */
function good(random: Random): Partial<Shot> {
  return {
    ...{ quarters: 0, fingers: 0, shadows: 0, glares: 0, grey: false, resent: 1 },
    degrees: random.bell(2.5),
    cardWidth: random.whole(640, 1400),
    lean: random.between(0, 10),
    margin: random.between(0.02, 0.2),
    exposure: random.between(0.8, 1.1),
    unevenness: random.between(0, 0.3),
    blur: random.between(0.3, 0.8),
    noise: random.between(1, 5),
    quality: random.whole(70, 92),
  };
}

export async function makeFaulty(name: FaultName, seed: string, regions: RegionTable): Promise<Faulty> {
  const fault: Fault = FAULTS[name];
  const random = new Random(`quality:${name}:${seed}`);
  if (fault.deserves === 'NOT_A_CARD') return { bytes: await withoutCard(random), deserves: fault.deserves };
  const shot = { ...good(random), ...fault.shot?.(random) };
  const { jpeg, truth } = await makeSpecimen(
    { seed: `quality:${seed}`, tier: 'mild', fonts: 'common', shot },
    regions,
  );
  const bytes = (await fault.spoil?.(jpeg, truth.corners as Corners, random)) ?? jpeg;
  return { bytes, deserves: fault.deserves };
}

function save(picture: Sharp): Promise<Buffer> {
  return picture.jpeg({ quality: 85 }).toBuffer();
}

function widthOf([from, to]: Corners): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function blurred(jpeg: Buffer, corners: Corners, random: Random): Promise<Buffer> {
  return save(sharp(jpeg).blur(widthOf(corners) * random.between(0.0042, 0.007)));
}

/** A lamp's image over the values, a twentieth to a sixth of the card. */
async function withGlare(jpeg: Buffer, corners: Corners, random: Random): Promise<Buffer> {
  const { width, height } = await sharp(jpeg).metadata();
  const card = widthOf(corners);
  const [u, v] = [random.between(0.3, 0.6), random.between(0.35, 0.75)];
  const x = corners[0].x + u * (corners[1].x - corners[0].x) + v * (corners[3].x - corners[0].x);
  const y = corners[0].y + u * (corners[1].y - corners[0].y) + v * (corners[3].y - corners[0].y);
  const [rx, ry] = [card * random.between(0.13, 0.22), card * random.between(0.1, 0.16)];
  const lamp = createCanvas(width, height);
  const pen = lamp.getContext('2d');
  pen.translate(x, y);
  pen.scale(rx, ry);
  const light = pen.createRadialGradient(0, 0, 0.55, 0, 0, 1);
  light.addColorStop(0, 'rgb(255 255 255 / 1)');
  light.addColorStop(1, 'rgb(255 255 255 / 0)');
  pen.fillStyle = light;
  pen.fillRect(-1, -1, 2, 2);
  return save(sharp(jpeg).composite([{ input: lamp.toBuffer('image/png') }]));
}

/** One side of the picture cut away, with a sixth or more of the card. */
async function cutOff(jpeg: Buffer, corners: Corners, random: Random): Promise<Buffer> {
  const { width, height } = await sharp(jpeg).metadata();
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const share = random.between(0.16, 0.24);
  const [dx, dy] = [(Math.max(...xs) - Math.min(...xs)) * share, (Math.max(...ys) - Math.min(...ys)) * share];
  const side = random.pick(['left', 'top', 'right', 'bottom'] as const);
  const left = side === 'left' ? Math.round(Math.min(...xs) + dx) : 0;
  const top = side === 'top' ? Math.round(Math.min(...ys) + dy) : 0;
  const right = side === 'right' ? Math.round(Math.max(...xs) - dx) : width;
  const bottom = side === 'bottom' ? Math.round(Math.max(...ys) - dy) : height;
  return save(sharp(jpeg).extract({ left, top, width: right - left, height: bottom - top }));
}

function withoutCard(random: Random): Promise<Buffer> {
  const [width, height] = [900, 700];
  const surface = random.pick(['papers', 'form', 'keyboard', 'cards', 'wood', 'stone'] as const);
  const pixels = paintBackground(width, height, surface, random);
  return save(sharp(Buffer.from(pixels.buffer), { raw: { width, height, channels: 4 } }).removeAlpha());
}
