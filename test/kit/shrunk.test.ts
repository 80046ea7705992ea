import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegOrientation, type Orientation } from '../../packages/browser/src/orientation.js';
import { shrunk } from '../../packages/browser/src/shrunk.js';
import { decodeImage } from '../../src/engine/embedded/image/decode-image.js';
import { type Raster, rasterOf } from '../../src/engine/image/raster.js';

const LONGEST_SIDE = 1600;

/** Noise, of which every rounding shows. */
function noise(width: number, height: number) {
  let last = 1;
  const grey = () => {
    last = (last * 48_271) % 2_147_483_647;
    return last & 255;
  };
  const data = Buffer.from(Array.from({ length: 3 * width * height }, grey));
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The pixels of a file as a browser gives them: turned, and none left out. */
async function seen(file: Buffer): Promise<Raster> {
  const { data, info } = await sharp(file).autoOrient().ensureAlpha().raw().toBuffer({
    resolveWithObject: true,
  });
  const { width, height } = info;
  return { width, height, pixels: new Uint32Array(data.buffer, data.byteOffset, width * height) };
}

/** The sizes, and how many pixels are not those of the server. */
async function besideServer(file: Buffer, mimeType: 'image/jpeg' | 'image/png', orientation: Orientation) {
  const mine = shrunk(await seen(file), LONGEST_SIDE, orientation);
  const theirs = rasterOf(await decodeImage(file, mimeType, LONGEST_SIDE));
  const others = mine.pixels.filter((pixel, i) => pixel !== theirs.pixels[i]).length;
  return [mine.width, mine.height, theirs.width, theirs.height, others];
}

describe('shrunk', () => {
  it.each([
    [1601, 90, 90],
    [97, 1700, 91],
    [2000, 131, 105],
    [75, 2417, 50],
    [3199, 80, 40],
    [61, 4000, 24],
    [4096, 70, 27],
  ])('makes of %i x %i pixels those that the server makes', async (width, height, shorter) => {
    const sides = width > height ? [LONGEST_SIDE, shorter] : [shorter, LONGEST_SIDE];
    const expected = [...sides, ...sides, 0];
    const jpeg = await noise(width, height).jpeg().toBuffer();
    expect(await besideServer(jpeg, 'image/jpeg', 1)).toEqual(expected);
    const png = await noise(width, height).png().toBuffer();
    expect(await besideServer(png, 'image/png', 1)).toEqual(expected);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('does so with a file whose orientation is %i', async (told) => {
    for (const [width, height, shorter] of [
      [1733, 113, 104],
      [113, 2729, 66],
    ] as const) {
      const file = await noise(width, height).withMetadata({ orientation: told }).jpeg().toBuffer();
      expect(jpegOrientation(file)).toBe(told);
      const isWide = width > height === told <= 4;
      const sides = isWide ? [LONGEST_SIDE, shorter] : [shorter, LONGEST_SIDE];
      expect(await besideServer(file, 'image/jpeg', told)).toEqual([...sides, ...sides, 0]);
    }
  });

  it('leaves as it is what is small enough', async () => {
    const picture = await seen(await noise(1600, 40).png().toBuffer());
    expect(shrunk(picture, LONGEST_SIDE)).toBe(picture);
  });
});
