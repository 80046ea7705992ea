import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/engine/embedded/image/decode-image.js';
import { ImageInvalidFormatError } from '../../../../src/engine/errors.js';
import { type Raster, rasterOf } from '../../../../src/engine/image/raster.js';

const RED = { r: 200, g: 40, b: 40 };
const plain = (width = 300, height = 260) =>
  sharp({ create: { width, height, channels: 3, background: RED } });
/** Red on the left half, blue on the right. */
const halves = () =>
  sharp({ create: { width: 400, height: 300, channels: 3, background: RED } }).composite([
    {
      input: { create: { width: 200, height: 300, channels: 3, background: { r: 30, g: 30, b: 210 } } },
      left: 200,
      top: 0,
    },
  ]);
const at = ({ pixels, width }: Raster, x: number, y: number) => {
  const pixel = pixels[y * width + x] ?? 0;
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
};
const near = (found: number[], wanted: number[], tolerance = 12) =>
  found.length === wanted.length &&
  found.every((value, i) => Math.abs(value - (wanted[i] ?? 0)) <= tolerance);

async function decoded(image: Sharp, mimeType: 'image/jpeg' | 'image/png'): Promise<Raster> {
  return rasterOf(await decodeImage(await image.toBuffer(), mimeType));
}

describe('decode', () => {
  const red = [200, 40, 40];
  it.each<[string, () => Sharp, 'image/jpeg' | 'image/png', number[], number]>([
    ['an RGB JPEG', () => plain().jpeg(), 'image/jpeg', red, 12],
    ['a CMYK JPEG', () => plain().toColourspace('cmyk').jpeg({ quality: 95 }), 'image/jpeg', red, 45],
    ['a 16-bit PNG', () => plain().toColourspace('rgb16').png(), 'image/png', red, 3],
    ['a palette PNG', () => plain().png({ palette: true }), 'image/png', red, 12],
    ['a greyscale JPEG', () => plain().greyscale().jpeg(), 'image/jpeg', [88, 88, 88], 25],
    ['a 16-bit greyscale PNG', () => plain().toColourspace('grey16').png(), 'image/png', [88, 88, 88], 25],
    ['a transparent PNG, on white', () => plain().ensureAlpha(0).png(), 'image/png', [255, 255, 255], 0],
    ['a half transparent PNG', () => plain().ensureAlpha(0.5).png(), 'image/png', [227, 147, 147], 4],
  ])('gives three 8-bit channels of %s', async (_name, image, mimeType, wanted, tolerance) => {
    const raster = await decoded(image(), mimeType);
    expect([raster.width, raster.height]).toEqual([300, 260]);
    expect(raster.pixels).toHaveLength(300 * 260);
    expect(near(at(raster, 150, 130), wanted, tolerance), `found ${at(raster, 150, 130)}`).toBe(true);
  });

  it.each([
    [1, 400, 300, 50, 150],
    [3, 400, 300, 350, 150],
    [6, 300, 400, 150, 50],
    [8, 300, 400, 150, 350],
  ])('turns a picture as its EXIF orientation %i says', async (orientation, width, height, x, y) => {
    const raster = await decoded(halves().withMetadata({ orientation }).jpeg(), 'image/jpeg');
    expect([raster.width, raster.height]).toEqual([width, height]);
    expect(near(at(raster, x, y), red), `found ${at(raster, x, y)}`).toBe(true);
  });

  it('shrinks a large picture and leaves a small one', async () => {
    const large = await decoded(plain(4096, 3072).jpeg(), 'image/jpeg');
    expect([large.width, large.height]).toEqual([1600, 1200]);
    const small = await decoded(plain(256, 256).png(), 'image/png');
    expect([small.width, small.height]).toEqual([256, 256]);
  });

  it.each<[string, boolean, () => Promise<Buffer>]>([
    ['a whole JPEG', false, () => noise().jpeg().toBuffer()],
    ['a whole progressive JPEG', false, () => noise().jpeg({ progressive: true }).toBuffer()],
    ['a whole PNG', false, () => noise().png().toBuffer()],
    ['half a JPEG with an end mark', true, async () => halfOf(await noise().jpeg().toBuffer())],
    [
      'half a progressive JPEG with an end mark',
      true,
      async () => halfOf(await noise().jpeg({ progressive: true }).toBuffer()),
    ],
  ])('tells of %s that it is damaged: %s', async (_name, damaged, bytes) => {
    const found = await decodeImage(await bytes(), 'image/jpeg');
    expect(found).toMatchObject({ width: 320, height: 320, damaged });
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['a PNG with a byte turned over', async () => withFlippedByte(await noise().png().toBuffer())],
    [
      'an interlaced PNG with a byte turned over',
      async () => withFlippedByte(await noise().png({ progressive: true }).toBuffer()),
    ],
    ['a JPEG cut in the middle', async () => cutInHalf(await noise().jpeg().toBuffer())],
    ['a PNG cut in the middle', async () => cutInHalf(await noise().png().toBuffer())],
    ['a JPEG header alone', async () => (await noise().jpeg().toBuffer()).subarray(0, 300)],
    ['text', async () => Buffer.from('not a picture')],
    ['nothing', async () => Buffer.alloc(0)],
  ])('refuses %s', async (_name, bytes) => {
    const error = await decodeImage(await bytes(), 'image/jpeg').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImageInvalidFormatError);
    expect((error as ImageInvalidFormatError).code).toBe('IMAGE_INVALID_FORMAT');
  });
});

function noise(): Sharp {
  return sharp({
    create: {
      width: 320,
      height: 320,
      channels: 3,
      background: RED,
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  });
}

/** As programs leave it that close a file in order, whatever there was of it. */
function halfOf(jpeg: Buffer): Buffer {
  return Buffer.concat([cutInHalf(jpeg), jpeg.subarray(-2)]);
}

function withFlippedByte(bytes: Buffer): Buffer {
  const at = bytes.length >> 1;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([~(bytes[at] ?? 0)]), bytes.subarray(at + 1)]);
}

function cutInHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length >> 1);
}
