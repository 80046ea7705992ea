import sharp, { type Sharp } from 'sharp';
import type { Corners, Point } from './geometry.js';
import type { Photograph } from './photograph.js';
import type { Random } from './random.js';

/** What changes the shape of a picture: the camera's tilt, and what happens to the picture after it was taken. */
export const DISTORTIONS = ['squashed', 'stretched', 'tilted', 'mirrored', 'shaken'] as const;
export type Distortion = (typeof DISTORTIONS)[number];

/** Degrees by which a tilted card leans away from the camera. */
const LEAN = { least: 40, most: 60 } as const;
/** The new height of a squashed picture, as a share of its own. A stretched one is higher by the inverse. */
const HEIGHT = { least: 0.5, most: 0.8 } as const;
/** How far apart the two images of a shaken hand are, in widths of the card: up to a third of a capital. */
const APART = { least: 0.0015, most: 0.005 } as const;
/** The share of the weaker image in the light. */
const WEAKER = { least: 0.25, most: 0.45 } as const;
/** Of the JPEG that a distorted picture is saved as. */
const QUALITY = 88;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest side that a picture may have. */
const MOST_SIDE = 4096;

/** The lean that a tilted picture is taken with; nothing for the other distortions. */
export function leanOf(
  distortion: Distortion | undefined,
  random: Random,
): { readonly lean: number } | undefined {
  return distortion === 'tilted' ? { lean: random.between(LEAN.least, LEAN.most) } : undefined;
}

/** Distorts a photograph that was taken, and moves the card's places with it. */
export async function distort(
  photo: Photograph,
  distortion: Distortion,
  random: Random,
): Promise<Photograph> {
  const { width, height } = await sharp(photo.jpeg).metadata();
  switch (distortion) {
    case 'squashed':
      return scaled(photo, { width, height }, random.between(HEIGHT.least, HEIGHT.most));
    case 'stretched':
      return scaled(photo, { width, height }, 1 / random.between(HEIGHT.least, HEIGHT.most));
    case 'mirrored':
      return saved(photo, sharp(photo.jpeg).flop(), ({ x, y }) => ({ x: width - x, y }));
    case 'shaken':
      return saved(photo, await doubled(photo, { width, height }, random), (at) => at);
    case 'tilted':
      return photo;
  }
}

/** Of another height; the other way round where it would be too high. */
function scaled(photo: Photograph, { width, height }: Size, factor: number): Promise<Photograph> {
  const fits = Math.round(height * factor) <= MOST_SIDE;
  const size = {
    width: fits ? width : Math.round(width / factor),
    height: fits ? Math.round(height * factor) : height,
  };
  const picture = sharp(photo.jpeg).resize(size.width, size.height, { fit: 'fill' });
  return saved(photo, picture, ({ x, y }) => ({
    x: (x * size.width) / width,
    y: (y * size.height) / height,
  }));
}

/** The picture and a weaker one of it, a little aside. */
async function doubled(
  { jpeg, corners }: Photograph,
  { width, height }: Size,
  random: Random,
): Promise<Sharp> {
  const [left, right] = corners;
  const distance = Math.hypot(right.x - left.x, right.y - left.y) * random.between(APART.least, APART.most);
  const direction = random.between(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(direction), Math.sin(direction)].map((part) => Math.round(distance * part));
  const [across, down] = [Math.abs(dx ?? 0), Math.abs(dy ?? 0)];
  const aside = await sharp(jpeg)
    .extend({ left: across, right: across, top: down, bottom: down, extendWith: 'copy' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, info } = await sharp(aside.data, { raw: aside.info })
    .extract({ left: across + (dx ?? 0), top: down + (dy ?? 0), width, height })
    .ensureAlpha(random.between(WEAKER.least, WEAKER.most))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return sharp(jpeg).composite([{ input: data, raw: info }]);
}

async function saved(photo: Photograph, picture: Sharp, moved: (point: Point) => Point): Promise<Photograph> {
  const jpeg = await picture.keepExif().jpeg({ quality: QUALITY }).toBuffer();
  return {
    ...photo,
    jpeg,
    corners: photo.corners.map(moved) as unknown as Corners,
    at: (u, v) => moved(photo.at(u, v)),
  };
}
