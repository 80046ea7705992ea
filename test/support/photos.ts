import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import { keeper } from './kept.js';

/** As phones take them. */
export const PHOTO = { width: 4000, height: 3000 } as const;
/** What EXIF says of how a camera was held: 1 upright, 6 and 8 on its sides, 3 upside down, the others mirrored. */
export const TURNS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
/** Megabytes of a photo, and the quality and the grain that make them. */
export const WEIGHTS = { 3: [92, 14], 5: [96, 14], 9: [98, 28] } as const;

/** Of a specimen card on a table, with a camera's grain. */
export async function photo(megabytes: keyof typeof WEIGHTS = 5, orientation: number = 1): Promise<Buffer> {
  const [quality, sigma] = WEIGHTS[megabytes];
  return kept(`${megabytes}-${orientation}.jpg`, async () =>
    stored(await scene(sigma), orientation)
      .withMetadata({ orientation })
      .jpeg({ quality })
      .toBuffer(),
  );
}

/** The same as other formats hold it. */
export const photoAs = {
  webp: () => kept('photo.webp', async () => (await scenery()).webp({ quality: 90, effort: 0 }).toBuffer()),
  avif: () => kept('photo.avif', async () => (await scenery()).avif({ quality: 60, effort: 0 }).toBuffer()),
} as const;

/** The same, to be stored in another format or size. */
export async function scenery(sigma = 14): Promise<Sharp> {
  return sharp(await scene(sigma), { raw: { ...PHOTO, channels: 3 } });
}

const CARD = new URL('../fixtures/cards/clean-man.jpg', import.meta.url);
const kept = keeper('photos', [CARD, new URL(import.meta.url)]);
const scenes = new Map<number, Promise<Buffer>>();

function scene(sigma: number): Promise<Buffer> {
  const known = scenes.get(sigma) ?? kept(`${sigma}.raw`, () => drawn(sigma));
  scenes.set(sigma, known);
  return known;
}

async function drawn(sigma: number): Promise<Buffer> {
  const close = await sharp(readFileSync(CARD)).resize(2600, 1900, { fit: 'inside' }).toBuffer();
  const grain = { type: 'gaussian', mean: 128, sigma } as const;
  const noise = await sharp({ create: { ...PHOTO, channels: 3, background: '#808080', noise: grain } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp({ create: { ...PHOTO, channels: 3, background: '#6b5a48' } })
    .composite([{ input: close }, { input: noise, blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** The pixels as a camera stores them that was held so. */
function stored(pixels: Buffer, orientation: number): Sharp {
  const picture = sharp(pixels, { raw: { ...PHOTO, channels: 3 } });
  switch (orientation) {
    case 2:
      return picture.flop();
    case 3:
      return picture.rotate(180);
    case 4:
      return picture.flip();
    case 5:
      return picture.flop().rotate(270);
    case 6:
      return picture.rotate(270);
    case 7:
      return picture.flop().rotate(90);
    case 8:
      return picture.rotate(90);
    default:
      return picture;
  }
}
