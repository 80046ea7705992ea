import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { ImageInvalidFormatError, type OcrKtpError } from '../../../src/engine/errors.js';
import { withoutTexts } from '../../../src/engine/image/decoder.js';
import { type CardImage, probe } from '../../../src/engine/image/probe.js';
import { JPEG_END, PNG_END } from '../../../src/engine/image/structure.js';
import { chunk, noise, png } from '../../support/pictures.js';

const judge = (bytes: Buffer): Promise<CardImage | OcrKtpError> =>
  probe({ bytes, cut: false }).catch((error) => error);

async function expectBroken(bytes: Buffer, message: RegExp): Promise<void> {
  const error = await judge(bytes);
  expect(error).toBeInstanceOf(ImageInvalidFormatError);
  expect((error as OcrKtpError).message).toMatch(message);
}

const JPEG = 'image/jpeg';
const PNG = 'image/png';

/** A JPEG whose EXIF data holds a small JPEG, with an end mark of its own, as cameras write. */
async function withThumbnail(): Promise<Buffer> {
  const [large, small] = [await noise().jpeg().toBuffer(), await noise(64, 64).jpeg().toBuffer()];
  const exif = Buffer.concat([Buffer.from('Exif\0\0'), small]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(exif.length + 2, 4);
  return Buffer.concat([head, exif, large.subarray(2)]);
}

const KINDS: [string, string, () => Promise<Buffer>][] = [
  ['a baseline JPEG', JPEG, () => noise().jpeg().toBuffer()],
  ['a progressive JPEG', JPEG, () => noise().jpeg({ progressive: true }).toBuffer()],
  ['a CMYK JPEG', JPEG, () => noise().toColourspace('cmyk').jpeg().toBuffer()],
  ['a grey JPEG', JPEG, () => noise().greyscale().jpeg().toBuffer()],
  ['a JPEG with a thumbnail', JPEG, withThumbnail],
  ['a turned JPEG', JPEG, () => noise().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
  ['a PNG', PNG, () => noise().png().toBuffer()],
  ['an interlaced PNG', PNG, () => noise().png({ progressive: true }).toBuffer()],
  ['a 16-bit PNG', PNG, () => noise().toColourspace('rgb16').png().toBuffer()],
  ['a PNG of a palette', PNG, () => noise().png({ palette: true }).toBuffer()],
];

describe.each(KINDS)('%s', (_name, mimeType, draw) => {
  it('is taken for what it is, its size as stored', async () => {
    const bytes = await draw();
    expect(await judge(bytes)).toEqual({ bytes, mimeType, width: 320, height: 256 });
  });

  it('is found broken wherever it is cut off', async () => {
    const bytes = await draw();
    for (let cut = 1; cut <= 49; cut += 1) {
      const error = await judge(bytes.subarray(0, Math.floor((bytes.length * cut) / 51)));
      expect(error, `cut at ${cut}/51`).toBeInstanceOf(ImageInvalidFormatError);
    }
    await expectBroken(
      bytes.subarray(0, Math.floor(bytes.length / 2)),
      /^The file starts as .* but ends before its end mark/,
    );
  });

  it('is read without its end mark, which is put back', async () => {
    const bytes = await draw();
    const end = mimeType === JPEG ? JPEG_END : PNG_END;
    const found = await judge(bytes.subarray(0, -end.length));
    expect(found).toMatchObject({ mimeType, width: 320, height: 256 });
    expect((found as CardImage).bytes).toEqual(bytes);
  });

  it('may be followed by something else, which is not looked at', async () => {
    const bytes = Buffer.concat([await draw(), Buffer.from('PK\x03\x04<script>alert(1)</script>')]);
    expect(await judge(bytes)).toMatchObject({ mimeType, width: 320, height: 256 });
  });
});

describe('a JPEG that decoders take', () => {
  const withFrameFirst = (jpeg: Buffer) => {
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const end = frame + 2 + jpeg.readUInt16BE(frame + 2);
    return [
      jpeg.subarray(0, 2),
      jpeg.subarray(frame, end),
      jpeg.subarray(2, frame),
      jpeg.subarray(end),
    ] as const;
  };
  it.each<[string, (jpeg: Buffer) => Buffer]>([
    ['its frame first', (jpeg) => Buffer.concat(withFrameFirst(jpeg))],
    [
      'fill bytes before its frame',
      (jpeg) => {
        const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
        return Buffer.concat([jpeg.subarray(0, frame), Buffer.alloc(5, 0xff), jpeg.subarray(frame)]);
      },
    ],
    [
      "a camera's trailer in place of its end mark",
      (jpeg) => Buffer.concat([jpeg.subarray(0, -2), Buffer.from('SEFH of a camera, SEFT')]),
    ],
    [
      'junk before a marker',
      (jpeg) => Buffer.concat([jpeg.subarray(0, 2), Buffer.from('junk'), jpeg.subarray(2)]),
    ],
  ])('is taken with %s', async (_, change) => {
    expect(await judge(change(await noise().jpeg().toBuffer()))).toMatchObject({ width: 320, height: 256 });
  });

  it('is told of the byte order mark before it', async () => {
    const error = await judge(
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), await noise().jpeg().toBuffer()]),
    );
    expect(error).toBeInstanceOf(ImageInvalidFormatError);
    expect((error as OcrKtpError).message).toMatch(/^There is a byte order mark before the picture/);
  });
});

describe('a picture that begins as something else', () => {
  it.each<[string, (jpeg: Buffer) => Buffer, string | null]>([
    ['HTML', (jpeg) => Buffer.concat([Buffer.from('<html>'), jpeg]), null],
    ['a GIF', (jpeg) => Buffer.concat([Buffer.from('GIF89a'), jpeg]), 'image/gif'],
    ['a PDF', (jpeg) => Buffer.concat([Buffer.from('%PDF-1.7\n'), jpeg]), 'application/pdf'],
    [
      'an SVG',
      (jpeg) => Buffer.concat([Buffer.from('<?xml version="1.0"?><svg></svg>'), jpeg]),
      'application/xml',
    ],
    [
      'a ZIP',
      (jpeg) => Buffer.concat([Buffer.from('504b03041400000000000000', 'hex'), jpeg]),
      'application/zip',
    ],
    ['one byte', (jpeg) => Buffer.concat([Buffer.from('\n'), jpeg]), null],
  ])('(%s) is that', async (_name, wrap, detectedType) => {
    const error = await judge(wrap(await noise().jpeg().toBuffer()));
    expect(error).toBeInstanceOf(ImageInvalidFormatError);
    expect((error as ImageInvalidFormatError).detectedType).toBe(detectedType);
  });
});

describe('a picture made to cost', () => {
  it('by many scans is refused', async () => {
    const jpeg = await noise().jpeg({ progressive: true }).toBuffer();
    const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
    const repeated = (times: number) =>
      Buffer.concat([jpeg.subarray(0, -2), ...Array(times).fill(scan), jpeg.subarray(-2)]);
    expect(await judge(repeated(50))).toMatchObject({ mimeType: JPEG });
    await expectBroken(repeated(100), /has 110 scans, at most 100 are allowed/);
  });

  it('by its size is refused, whatever its data is', async () => {
    const bytes = png({ width: 60_000, height: 60_000 }, Buffer.alloc(10));
    expect(await judge(bytes)).toMatchObject({ reason: 'SIDE_TOO_LONG', width: 60_000, height: 60_000 });
  });

  it('by a chunk that says it is longer than the file is broken', async () => {
    const bytes = png({ width: 300, height: 300 }, Buffer.alloc(10));
    bytes.writeUInt32BE(0xfffffff0, 33);
    await expectBroken(bytes, /ends before its end mark/);
  });

  it('by as many chunks as it may have is looked through once', async () => {
    const empty = chunk('tEXt', Buffer.alloc(0));
    const bytes = png({ width: 300, height: 300 }, Buffer.alloc(10), Array(19_000).fill(empty));
    expect(await judge(bytes)).toMatchObject({ mimeType: PNG });
  });

  it.each([
    ['fill bytes', [0xff], /ends before its dimensions/],
    ['stuffed bytes', [0xff, 0x00], /ends before its dimensions/],
    ['empty segments', [0xff, 0xe0, 0x00, 0x02], /has more than 20000 segments or chunks/],
    ['segments that overlap', [0xff, 0xe0, 0x00, 0x00], /has more than 20000 segments or chunks/],
  ])('by two million %s is broken', async (_, bytes, message) => {
    await expectBroken(
      Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.alloc(2_000_000, Buffer.from(bytes))]),
      message,
    );
  });

  it('by a million marks is looked through once', async () => {
    const jpeg = await noise().jpeg().toBuffer();
    const marks = Buffer.alloc(1_900_000, Buffer.from([0xff, 0xd0]));
    const bytes = Buffer.concat([jpeg.subarray(0, -2), marks, jpeg.subarray(-2)]);
    expect(await judge(bytes)).toMatchObject({ mimeType: JPEG });
  });
});

describe('the decoder', () => {
  it('takes JPEG and PNG only, should anything else come so far', async () => {
    await import('../../../src/engine/embedded/image/decode-image.js');
    const [webp, jpeg] = [await noise().webp().toBuffer(), await noise().jpeg().toBuffer()];
    await expect(sharp(webp).raw().toBuffer()).rejects.toThrow('unsupported image format');
    expect(await sharp(jpeg).raw().toBuffer()).toHaveLength(320 * 256 * 3);
  });
});

describe('a file of more parts than a picture has', () => {
  const many = (part: Buffer) => Buffer.alloc(20_001 * part.length, part);

  it.each<[string, () => Promise<Buffer>]>([
    [
      'a JPEG',
      async () => {
        const jpeg = await noise().jpeg().toBuffer();
        const parts = many(Buffer.from([0xff, 0xe2, 0, 2]));
        return Buffer.concat([jpeg.subarray(0, 2), parts, jpeg.subarray(2)]);
      },
    ],
    [
      'a PNG',
      async () =>
        png({ width: 320, height: 256 }, Buffer.alloc(961 * 256), [many(chunk('teXt', Buffer.alloc(0)))]),
    ],
  ])('is refused before it is decoded: %s', async (_name, draw) => {
    await expect(probe({ bytes: await draw(), cut: false })).rejects.toMatchObject({
      code: 'IMAGE_INVALID_FORMAT',
      message: expect.stringContaining('has more than 20000 segments or chunks'),
    });
  });
});

describe('the texts of a PNG', () => {
  it('are taken out before it is decoded, for they may unpack to anything', () => {
    const plain = png({ width: 320, height: 256 }, Buffer.alloc(961 * 256));
    const texts = ['tEXt', 'zTXt', 'iTXt'].map((type) => chunk(type, Buffer.from('Comment\0\0and more')));
    const told = png({ width: 320, height: 256 }, Buffer.alloc(961 * 256), texts);
    expect(told.length).toBeGreaterThan(plain.length);
    expect(withoutTexts(told).equals(plain)).toBe(true);
    expect(withoutTexts(plain)).toBe(plain);
    // A length that leads beyond the file.
    const cut = told.subarray(0, plain.length - 20);
    expect(withoutTexts(cut).length).toBeLessThanOrEqual(cut.length);
  });
});
