import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { chunk, png } from '../support/pictures.js';

const READ = `mutation ($image: Upload!, $engine: OcrEngine! = AUTO) { ocrKtp(image: $image, options: { engine: $engine }) {
  __typename
  ... on OcrKtpSuccess { card { nik { number } } }
  ... on ImageInvalidSizeError { reason width height limits { minSide maxSide } }
  ... on ImageInvalidFormatError { detectedType acceptedTypes }
  ... on OcrNoResultError { imageQuality { width height hints { code advice } } }
  ... on OcrKtpError { code message retryable pricing transactionId }
} }`;

let gateway: RunningGateway;
let client: Connection;
const { picture, printed } = card('clean-man');

beforeAll(async () => {
  gateway = await startGateway();
  client = new Connection(gateway);
});
afterAll(async () => {
  client.close();
  await gateway.close();
});
afterEach(async () => {
  expect((await client.query('{ service { version } }')).status).toBe(200);
  expect(gateway.faults).toEqual([]);
});

async function read(bytes: Buffer, filename = 'card.jpg') {
  const { status, json } = await client.upload(oneUpload(READ, bytes, filename));
  expect(status).toBe(200);
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtp;
}

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#8a9' } });

/** A PNG of two frames, the first of them a grey picture: an `acTL` chunk makes it an animated one. */
async function animatedPng(): Promise<Buffer> {
  const still = await sharp(picture).png().toBuffer();
  const afterHeader = 8 + 25;
  return Buffer.concat([
    still.subarray(0, afterHeader),
    chunk('acTL', Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])),
    still.subarray(afterHeader),
  ]);
}

describe('what is not a picture of an accepted kind', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, string | null, RegExp]>([
    ['an empty file', () => Buffer.alloc(0), null, /^Found an empty file/],
    ['text named .jpg', () => Buffer.from('this is not a picture'), null, /^Found a file of no known type/],
    ['HTML named .jpg', () => Buffer.from('<!doctype html><script>alert(1)</script>'), null, /no known type/],
    [
      'a WebP',
      () => blank(300, 300).webp().toBuffer(),
      'image/webp',
      /^Found image\/webp; the picture must be one of image\/jpeg, image\/png\.$/,
    ],
    ['a GIF', () => blank(300, 300).gif().toBuffer(), 'image/gif', /^Found image\/gif/],
    ['a TIFF', () => blank(300, 300).tiff().toBuffer(), 'image/tiff', /^Found image\/tiff/],
    ['a PDF', () => Buffer.from('%PDF-1.7\n%âãÏÓ\n'), 'application/pdf', /^Found application\/pdf/],
    [
      'a ZIP',
      () => Buffer.from('504b030414000000000000000000', 'hex'),
      'application/zip',
      /^Found application\/zip/,
    ],
    [
      'a JPEG cut off in its header',
      () => picture.subarray(0, 100),
      'image/jpeg',
      /ends before its dimensions/,
    ],
    ['a JPEG cut off in its data', () => picture.subarray(0, picture.length / 2), 'image/jpeg', /./],
    [
      'a PNG cut off in its data',
      async () => (await sharp(picture).png().toBuffer()).subarray(0, 20_000),
      'image/png',
      /./,
    ],
  ])('%s is refused with what was found', async (_, bytes, detectedType, message) => {
    const result = await read(await bytes());
    expect(result).toEqual({
      __typename: 'ImageInvalidFormatError',
      code: 'IMAGE_INVALID_FORMAT',
      message: expect.stringMatching(message),
      retryable: false,
      pricing: 'FREE',
      transactionId: expect.stringMatching(/^[0-9a-f]{16}$/),
      detectedType,
      acceptedTypes: ['image/jpeg', 'image/png'],
    });
  });
});

describe('a picture of another size than is allowed', () => {
  it.each<[string, () => Promise<Buffer> | Buffer, string, number, number]>([
    [
      '20000 x 20000 by its header',
      () => png({ width: 20_000, height: 20_000 }, Buffer.alloc(1000)),
      'SIDE_TOO_LONG',
      20_000,
      20_000,
    ],
    ['4097 wide', () => blank(4097, 300).jpeg().toBuffer(), 'SIDE_TOO_LONG', 4097, 300],
    ['255 high', () => blank(400, 255).png().toBuffer(), 'SIDE_TOO_SHORT', 400, 255],
  ])('(%s) is refused with its size', async (_, bytes, reason, width, height) => {
    expect(await read(await bytes())).toMatchObject({
      __typename: 'ImageInvalidSizeError',
      code: 'IMAGE_INVALID_SIZE',
      reason,
      width,
      height,
      limits: { minSide: 256, maxSide: 4096 },
      message: `The picture is ${width} x ${height} pixels; each side must have 256 to 4096.`,
    });
  });

  it('is read at the very limits', async () => {
    expect((await read(await blank(4096, 256).jpeg().toBuffer())).__typename).toBe('OcrNoResultError');
  });
});

describe('a picture that is damaged', () => {
  const HALF = Buffer.concat([picture.subarray(0, picture.length / 2), picture.subarray(-2)]);
  const ask = async (selection: string, bytes: Buffer) => {
    const query = `mutation ($image: Upload!) { ocrKtp(image: $image) { ... on OcrKtpSuccess { ${selection} } } }`;
    return (await client.upload(oneUpload(query, bytes))).json.data.ocrKtp;
  };

  it('has a finding, whatever else is asked for', async () => {
    const { inconsistencies } = await ask(
      'inconsistencies(minSeverity: WARNING) { code severity message }',
      HALF,
    );
    expect(inconsistencies).toContainEqual({
      code: 'PICTURE_DAMAGED',
      severity: 'WARNING',
      message:
        'The file of the picture is damaged or incomplete: send the original again, or compare every field with the card.',
    });
    const whole = await ask('inconsistencies { code }', picture);
    expect(whole.inconsistencies).not.toContainEqual({ code: 'PICTURE_DAMAGED' });
  });

  it('has a hint', async () => {
    const { imageQuality } = await ask('imageQuality { hints { code advice(language: EN) } }', HALF);
    expect(imageQuality.hints[0]).toEqual({
      code: 'DAMAGED',
      advice:
        'The file of the picture is damaged or incomplete. Send the original again, or take the picture again.',
    });
  });

  it('has no value of what is lost, and is sure of none', async () => {
    const { card: found, confidence } = await ask(
      'confidence card { nik { number } religion validity { lifetime } fields { name confidence } }',
      HALF,
    );
    expect(found).toMatchObject({ nik: { number: printed.idNumber }, religion: null, validity: null });
    expect(confidence).toBeLessThan(0.91);
    for (const field of found.fields) expect(field.confidence ?? 0).toBeLessThanOrEqual(0.9);
  });
});

describe('a picture without a card', () => {
  it('gives no result, free of charge, with the reasons', async () => {
    const result = await read(await blank(800, 600).jpeg().toBuffer());
    expect(result).toMatchObject({
      __typename: 'OcrNoResultError',
      code: 'OCR_NO_RESULT',
      retryable: false,
      pricing: 'FREE',
      imageQuality: { width: 800, height: 600 },
    });
    const codes = result.imageQuality.hints.map(({ code }: { code: string }) => code);
    expect(codes).toContain('NOT_A_CARD');
  });
});

describe('an odd but sound picture of a card', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['CMYK JPEG', () => sharp(picture).toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit PNG', () => sharp(picture).resize(700).toColourspace('rgb16').png().toBuffer()],
    ['greyscale JPEG', () => sharp(picture).greyscale().jpeg().toBuffer()],
    ['PNG with transparency', () => sharp(picture).ensureAlpha(0.99).png().toBuffer()],
    ['animated PNG', animatedPng],
    ['progressive JPEG', () => sharp(picture).jpeg({ progressive: true }).toBuffer()],
    [
      'JPEG turned by its EXIF orientation',
      () => sharp(picture).rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    ],
  ])('(%s) is read', async (_, bytes) => {
    expect(await read(await bytes(), 'card')).toEqual({
      __typename: 'OcrKtpSuccess',
      card: { nik: { number: printed.idNumber } },
    });
  });
});

describe('an engine that this server does not have', () => {
  it('is refused with those it has', async () => {
    const { json } = await client.upload(
      oneUpload(READ.replace('$engine: OcrEngine! = AUTO', '$engine: OcrEngine! = ADVANCE_AI'), picture),
    );
    expect(json.data.ocrKtp).toMatchObject({
      __typename: 'InvalidParameterError',
      code: 'PARAMETER_ERROR',
      message: 'This server cannot read with ADVANCE_AI; it has EMBEDDED (see service.engines).',
    });
  });
});
