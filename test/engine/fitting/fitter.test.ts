import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { ImageInvalidFormatError, ImageInvalidSizeError } from '../../../src/engine/errors.js';
import { createFitter } from '../../../src/engine/fitting/fitter.js';
import { type CardImage, isUnfitted, probe } from '../../../src/engine/image/probe.js';
import { ENGINE_LIMITS, FITTED_INTAKE, FITTED_LIMITS } from '../../../src/image-limits.js';
import { PHOTO, photo, TURNS, WEIGHTS } from '../../support/photos.js';
import { noise, png } from '../../support/pictures.js';

const fitter = createFitter({ threads: 1 });
afterAll(() => fitter.close());

const NEVER = new AbortController().signal;
const accepted = (bytes: Buffer) => probe({ bytes, cut: false }, FITTED_INTAKE);
const fitted = async (bytes: Buffer) => fitter.fit(await accepted(bytes), NEVER);

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#8090a0' } });

async function expectRead({ bytes, mimeType, width, height }: CardImage): Promise<void> {
  expect(bytes.length).toBeLessThan(ENGINE_LIMITS.maxBytes);
  expect(mimeType).toBe('image/jpeg');
  // What every engine is given otherwise.
  const { bytes: same, ...told } = await probe({ bytes, cut: false });
  expect(told).toEqual({ mimeType, width, height });
  // Buffers of megabytes are compared by themselves in a moment, and in seconds as part of an object.
  expect(same.equals(bytes)).toBe(true);
}

/** How far two pictures are apart, of 255, seen from far. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all(
    [one, other].map((bytes) => sharp(bytes).autoOrient().resize(200, 200, { fit: 'fill' }).raw().toBuffer()),
  );
  let sum = 0;
  for (let i = 0; i < a!.length; i++) sum += Math.abs(a![i]! - b![i]!);
  return sum / a!.length;
}

describe('a photo as a phone takes it', () => {
  it.each(Object.keys(WEIGHTS).map(Number) as (keyof typeof WEIGHTS)[])(
    'of %i MB is fitted, and tells what it was',
    async (megabytes) => {
      const bytes = await photo(megabytes);
      expect(Math.round(bytes.length / 1e6)).toBe(megabytes);
      const image = await fitted(bytes);
      await expectRead(image);
      // Of 9 MB, grain is more than 2 MiB can hold of so many pixels.
      expect(image.width).toBeGreaterThan(megabytes === 9 ? 2500 : 3199);
      expect(image.width / image.height).toBeCloseTo(4 / 3, 2);
      expect(image.sent).toEqual({
        bytes: bytes.length,
        mimeType: 'image/jpeg',
        ...PHOTO,
        damaged: false,
      });
      expect(await difference(image.bytes, bytes)).toBeLessThan(4);
    },
  );

  it.each(TURNS)('held as EXIF has it in %i comes upright, its size told as stored', async (orientation) => {
    const bytes = await photo(3, orientation);
    const { width, height, bytes: jpeg, sent } = await fitted(bytes);
    expect([width, height]).toEqual([3200, 2400]);
    const [long, short] = [PHOTO.width, PHOTO.height];
    expect([sent?.width, sent?.height]).toEqual(orientation < 5 ? [long, short] : [short, long]);
    expect((await sharp(jpeg).metadata()).orientation ?? 1).toBe(1);
    expect(await difference(jpeg, await photo(3))).toBeLessThan(3);
  });

  it('is the same bytes each time, so that it is known again', async () => {
    const bytes = await photo(3);
    expect((await fitted(bytes)).bytes.equals((await fitted(bytes)).bytes)).toBe(true);
  });
});

describe('other pictures that are accepted', () => {
  it('are left as they are where engines read them', async () => {
    const bytes = await noise(4096, 256).jpeg().toBuffer();
    const image = await accepted(bytes);
    expect(isUnfitted(image)).toBe(false);
    expect(await fitter.fit(image, NEVER)).toBe(image);
  });

  it.each<[string, string, [number, number], () => Promise<Buffer>]>([
    ['a small WebP', 'image/webp', [640, 480], () => noise(640, 480).webp().toBuffer()],
    [
      'a WebP without loss',
      'image/webp',
      [640, 480],
      () => noise(640, 480).webp({ lossless: true }).toBuffer(),
    ],
    ['an AVIF', 'image/avif', [640, 480], () => noise(640, 480).avif({ effort: 0 }).toBuffer()],
    [
      'a PNG of a palette',
      'image/png',
      [4100, 300],
      () => noise(4100, 300).png({ palette: true, effort: 1 }).toBuffer(),
    ],
    [
      'an interlaced one',
      'image/png',
      [4100, 300],
      () => noise(4100, 300).png({ progressive: true }).toBuffer(),
    ],
    [
      'a PNG of 16 bits',
      'image/png',
      [4100, 300],
      () => noise(4100, 300).toColourspace('rgb16').png().toBuffer(),
    ],
    ['a grey JPEG', 'image/jpeg', [4100, 300], () => noise(4100, 300).greyscale().jpeg().toBuffer()],
    [
      'a CMYK JPEG',
      'image/jpeg',
      [4100, 300],
      () => noise(4100, 300).toColourspace('cmyk').jpeg().toBuffer(),
    ],
    [
      'a progressive JPEG',
      'image/jpeg',
      [4100, 300],
      () => noise(4100, 300).jpeg({ progressive: true }).toBuffer(),
    ],
    [
      'one of grain alone',
      'image/jpeg',
      [4000, 3000],
      () => noise(4000, 3000).jpeg({ quality: 70 }).toBuffer(),
    ],
    ['the longest for its height', 'image/png', [12_000, 750], () => plain(12_000, 750).png().toBuffer()],
  ])('%s', async (_, mimeType, [width, height], draw) => {
    const bytes = await draw();
    const image = await fitted(bytes);
    await expectRead(image);
    expect(image.sent).toEqual({ bytes: bytes.length, mimeType, width, height, damaged: false });
  });

  it('have white where they were transparent', async () => {
    const clear = {
      width: 300,
      height: 300,
      channels: 4,
      background: { r: 0, g: 0, b: 0, alpha: 0 },
    } as const;
    const { bytes } = await fitted(await sharp({ create: clear }).webp({ lossless: true }).toBuffer());
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });
});

describe('a picture with a fault in it', () => {
  it('is fitted as far as it is there, and said to be damaged', async () => {
    const bytes = Buffer.from(await photo(3));
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0x55, middle, middle + 5000);
    expect((await fitted(bytes)).sent?.damaged).toBe(true);
  });

  it('that lost its end mark alone is whole; cut off it is refused', async () => {
    const bytes = await photo(3);
    expect((await fitted(bytes.subarray(0, -2))).sent).toMatchObject({ damaged: false });
    const error = await fitted(bytes.subarray(0, Math.floor(bytes.length / 2))).catch((reason) => reason);
    expect(error).toBeInstanceOf(ImageInvalidFormatError);
    expect(error.message).toMatch(/ends before its end mark/);
  });

  it.each(['webp', 'avif'] as const)('cut off as %s is refused', async (format) => {
    const bytes = await noise(640, 480)[format]({ effort: 0 }).toBuffer();
    const error = await fitted(bytes.subarray(0, Math.floor(bytes.length / 2))).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'IMAGE_INVALID_FORMAT', detectedType: `image/${format}` });
  });
});

describe('a picture that is refused before it is decoded', () => {
  const { maxSide } = FITTED_LIMITS;
  it.each<[string, () => Promise<Buffer> | Buffer, RegExp]>([
    [
      'for a side',
      () => png({ width: maxSide + 1, height: 5000 }, Buffer.alloc(9)),
      /12001 x 5000 pixels; each side must have 256 to 12000/,
    ],
    [
      'for its shape',
      () => png({ width: maxSide, height: 300 }, Buffer.alloc(9)),
      /12000 x 300 pixels; the longer side may be at most 16 times the shorter/,
    ],
    [
      'for what decoding it takes',
      () => png({ width: maxSide, height: maxSide, depth: 16, colour: 6, interlaced: true }, Buffer.alloc(9)),
      /takes 1098 MiB to decode, at most 549 are allowed/,
    ],
  ])('%s', async (_, draw, message) => {
    const error = await accepted(await draw()).catch((reason) => reason);
    expect(error).toBeInstanceOf(ImageInvalidSizeError);
    expect(error.message).toMatch(message);
  });

  it('for too many scans of so many pixels', async () => {
    const jpeg = await plain(4200, 4200).jpeg({ progressive: true }).toBuffer();
    const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
    const many = Buffer.concat([jpeg.subarray(0, -2), ...Array(90).fill(scan), jpeg.subarray(-2)]);
    await expect(accepted(many)).rejects.toThrow(/has 100 scans, at most 95 are allowed/);
  });

  it('as HEIC, with help', async () => {
    const heic = Buffer.concat([Buffer.from('00000018', 'hex'), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
    await expect(accepted(heic)).rejects.toThrow(
      /^Found image\/heic; the picture must be one of image\/jpeg, image\/png, image\/webp, image\/avif\. .*Most Compatible/,
    );
    await expect(probe({ bytes: heic, cut: false })).rejects.toThrow(
      /one of image\/jpeg, image\/png\. .*Most Compatible/,
    );
  });
});

it('gives up a picture that nobody waits for, and goes on with the next', async () => {
  const large = await accepted(await photo(9));
  const controller = new AbortController();
  const given = fitter.fit(large, controller.signal);
  const waiting = fitter.fit({ ...large, held: 100e6 } as typeof large, controller.signal);
  controller.abort(new Error('gone'));
  await expect(given).rejects.toThrow('gone');
  await expect(waiting).rejects.toThrow('gone');
  await expectRead(await fitter.fit({ ...large, held: 100e6 } as typeof large, NEVER));
});

it('refuses a picture where too many wait', async () => {
  const small = createFitter({ threads: 1, maxQueue: 1 });
  const image = await accepted(await noise(640, 480).webp().toBuffer());
  const all = await Promise.allSettled([1, 2, 3].map(() => small.fit(image, NEVER)));
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect((all[2] as PromiseRejectedResult).reason).toMatchObject({ code: 'SERVICE_BUSY', retryable: true });
  await small.close();
});
