import sharp, { type JpegOptions } from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegCondition } from '../../../src/engine/image/jpeg-data.js';
import { JPEG_END } from '../../../src/engine/image/structure.js';
import { card } from '../../support/cards.js';
import { noise, seeded } from '../../support/pictures.js';

const { picture } = card('clean-man');
const drawn = (options: JpegOptions, space = 'srgb') =>
  sharp(picture).toColourspace(space).jpeg(options).toBuffer();

const KINDS: [string, () => Promise<Buffer>][] = [
  ['a JPEG as a camera writes it', async () => picture],
  ['a JPEG of full colour', () => drawn({ chromaSubsampling: '4:4:4' })],
  ['a grey JPEG', () => drawn({}, 'b-w')],
  ['a CMYK JPEG', () => drawn({}, 'cmyk')],
  ['a JPEG with the codes of the standard', () => drawn({ optimiseCoding: false, quality: 40 })],
  ['a JPEG of noise', () => noise(333, 257).jpeg({ quality: 100 }).toBuffer()],
  ['a JPEG of one colour', () => plain().jpeg().toBuffer()],
  ['a JPEG with restart marks', () => withRestarts()],
  ['a JPEG of a scan for each colour', () => inThreeScans(1)],
  ['a JPEG of a scan for each colour, two of them half as large', () => inThreeScans(2)],
];

describe.each(KINDS)('%s', (_name, draw) => {
  it('is whole', async () => {
    const bytes = await draw();
    expect(jpegCondition(bytes)).toBe('WHOLE');
    // The decoder is of the same mind.
    await sharp(bytes, { failOn: 'warning' }).raw().toBuffer();
  });

  it('is whole with something behind it, before its end mark or after', async () => {
    const bytes = await draw();
    const trailer = Buffer.from('SEFH of a camera, SEFT');
    expect(jpegCondition(Buffer.concat([bytes, trailer]))).toBe('WHOLE');
    expect(jpegCondition(Buffer.concat([bytes.subarray(0, -2), trailer, JPEG_END]))).toBe('WHOLE');
    expect(jpegCondition(Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(99), JPEG_END]))).toBe('WHOLE');
    const filled = Buffer.concat([bytes.subarray(0, -2), Buffer.alloc(9, 0xff), JPEG_END]);
    expect(jpegCondition(filled)).toBe('WHOLE');
  });
});

describe.each(KINDS.filter(([name]) => !name.includes('one colour')))('%s', (_name, draw) => {
  it.each([0.5, 0.8, 0.9, 0.98, 0.995])('is damaged where its data ends after %f of it', async (share) => {
    const bytes = await draw();
    const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
    const cut = scan + 14 + Math.floor((bytes.length - scan - 16) * share);
    expect(jpegCondition(Buffer.concat([bytes.subarray(0, cut), JPEG_END]))).toBe('DAMAGED');
  });
});

describe('a card', () => {
  it.each([
    ['a piece taken out', (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at + 700)]],
    [
      'a piece of zeros',
      (bytes: Buffer, at: number) => [bytes.subarray(0, at), Buffer.alloc(700), bytes.subarray(at + 700)],
    ],
    ['a piece twice', (bytes: Buffer, at: number) => [bytes.subarray(0, at), bytes.subarray(at - 700)]],
    [
      'a piece of another picture',
      (bytes: Buffer, at: number) => [
        bytes.subarray(0, at),
        Buffer.from('text'.repeat(99)),
        bytes.subarray(at),
      ],
    ],
  ])('with %s is damaged', (_, change) => {
    for (const share of [0.2, 0.35, 0.5, 0.65, 0.8]) {
      const bytes = Buffer.concat(change(picture, Math.floor(picture.length * share)));
      expect(jpegCondition(bytes), `${share}`).toBe('DAMAGED');
    }
  });

  it('with bytes turned over is mostly found damaged: where as many blocks come of it, nothing tells', () => {
    const random = seeded(5);
    let found = 0;
    for (let round = 0; round < 100; round++) {
      const bytes = Buffer.from(picture);
      const at = 2000 + random(bytes.length - 2500);
      for (let i = 0; i < 20; i++) bytes[at + i] = (bytes[at + i] ?? 0) ^ (1 + random(255));
      if (jpegCondition(bytes) === 'DAMAGED') found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(60);
  });
});

it('is damaged where a restart mark is missing, or not the one that comes next', async () => {
  expect(jpegCondition(await withRestarts((block) => (block === 500 ? 3 : block % 8)))).toBe('DAMAGED');
  const bytes = await withRestarts();
  const mark = bytes.lastIndexOf(Buffer.from([0xff, 0xd2]));
  expect(jpegCondition(Buffer.concat([bytes.subarray(0, mark), bytes.subarray(mark + 2)]))).toBe('DAMAGED');
});

describe('what is not known', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['a progressive JPEG', () => noise().jpeg({ progressive: true }).toBuffer()],
    ['a PNG', () => noise().png().toBuffer()],
    ['a header alone', async () => (await noise().jpeg().toBuffer()).subarray(0, 100)],
    ['nothing', async () => Buffer.alloc(0)],
  ])('is said of %s', async (_, bytes) => {
    expect(jpegCondition(await bytes())).toBe('UNKNOWN');
  });

  it('is no reason to fail, whatever the bytes are', async () => {
    const random = seeded(6);
    const bytes = await noise(64, 64).jpeg().toBuffer();
    const known = new Set<string>();
    for (let round = 0; round < 400; round++) {
      const spoilt = Buffer.from(bytes);
      for (let hit = 0; hit < 3; hit++) spoilt[2 + random(700)] = random(256);
      known.add(jpegCondition(spoilt));
    }
    expect([...known].sort()).toEqual(['DAMAGED', 'UNKNOWN', 'WHOLE']);
  });
});

function plain(width = 320, height = 256) {
  return sharp({ create: { width, height, channels: 3, background: '#35a' } });
}

/** The data and the headers of a JPEG of one component. */
function partsOf(jpeg: Buffer) {
  const [frame, scan] = [0xc0, 0xda].map((marker) => jpeg.indexOf(Buffer.from([0xff, marker]))) as [
    number,
    number,
  ];
  return {
    head: jpeg.subarray(0, frame),
    tables: jpeg.subarray(frame + 13, scan),
    data: jpeg.subarray(scan + 10, -2),
  };
}

/** A JPEG that is not interleaved, made of three grey ones; of the second and third a pixel stands for so many in each direction. */
async function inThreeScans(times: number): Promise<Buffer> {
  const [width, height] = [333, 257];
  const grey = async (by: number) =>
    partsOf(
      await noise(Math.ceil(width / by), Math.ceil(height / by))
        .toColourspace('b-w')
        .jpeg({ optimiseCoding: false })
        .toBuffer(),
    );
  const parts = [await grey(1), await grey(times), await grey(times)];
  const components = parts.flatMap((_, i) => [i + 1, i === 0 ? 17 * times : 17, 0]);
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3, ...components];
  const scans = parts.map(({ data }, i) =>
    Buffer.concat([Buffer.from([0xff, 0xda, 0, 8, 1, i + 1, 0, 0, 63, 0]), data]),
  );
  const { head, tables } = parts[0] as (typeof parts)[number];
  return Buffer.concat([head, Buffer.from(frame), tables, ...scans, JPEG_END]);
}

/** A grey JPEG with a restart mark after each block: those of one grey are all like the first. */
async function withRestarts(markAfter = (block: number) => block % 8): Promise<Buffer> {
  const [columns, rows] = [40, 32];
  const { head, tables, data } = partsOf(await plain(8, 8).toColourspace('b-w').jpeg().toBuffer());
  const [width, height] = [8 * columns, 8 * rows];
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 17, 0];
  const interval = [0xff, 0xdd, 0, 4, 0, 1];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
  const blocks = Array.from({ length: columns * rows }, (_, block) =>
    block === 0 ? data : Buffer.concat([Buffer.from([0xff, 0xd0 + markAfter(block - 1)]), data]),
  );
  return Buffer.concat([
    head,
    Buffer.from(frame),
    tables,
    Buffer.from([...interval, ...scan]),
    ...blocks,
    JPEG_END,
  ]);
}
