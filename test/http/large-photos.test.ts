import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_LIMITS, FITTED_LIMITS } from '../../src/image-limits.js';
import { askOcr, CLIENTS, ocrForm, tokenOf } from '../rest/support.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { PHOTO, photo, photoAs, TURNS, WEIGHTS } from '../support/photos.js';

const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  __typename
  ... on OcrKtpSuccess {
    turnedDegrees
    card { raw { idNumber name } fields(names: [NIK]) { boundingBox { x y width height } } }
    imageQuality { width height bytes mimeType hints { code } }
  }
  ... on OcrKtpError { code message }
  ... on ImageInvalidSizeError { reason width height limits { maxBytes maxSide } }
  ... on ImageInvalidFormatError { detectedType acceptedTypes }
} }`;
const { fields } = JSON.parse(
  readFileSync(new URL('../fixtures/cards/clean-man.json', import.meta.url), 'utf8'),
);
const RAW = { idNumber: fields.idNumber, name: fields.name };

let fitting: RunningGateway;
let plain: RunningGateway;
let upright: { x: number; y: number; width: number; height: number };
beforeAll(async () => {
  fitting = await startGateway({ FIT_IMAGES: 'true', OPENAPI_CLIENTS: CLIENTS });
  plain = await startGateway();
}, 60_000);
afterAll(() => Promise.all([fitting.close(), plain.close()]));

async function read(bytes: Buffer, gateway = fitting) {
  const connection = new Connection(gateway);
  const { status, json } = await connection.upload(oneUpload(READ, bytes));
  connection.close();
  expect([status, gateway.faults]).toEqual([200, []]);
  return json.data.ocrKtp;
}

describe('a photo as it comes', () => {
  it.each(Object.keys(WEIGHTS).map(Number) as (keyof typeof WEIGHTS)[])(
    'of %i MB is read by GraphQL, and spoken of as it was sent',
    async (megabytes) => {
      const bytes = await photo(megabytes);
      const result = await read(bytes);
      expect(result).toMatchObject({
        turnedDegrees: 0,
        card: { raw: RAW },
        imageQuality: { ...PHOTO, bytes: bytes.length, mimeType: 'image/jpeg', hints: [] },
      });
      upright = result.card.fields[0].boundingBox;
    },
    60_000,
  );

  it.each(TURNS)(
    'held as EXIF has it in %i is read as it is upright',
    async (orientation) => {
      const result = await read(await photo(3, orientation));
      expect(result).toMatchObject({ turnedDegrees: 0, card: { raw: RAW } });
      for (const side of ['x', 'y', 'width', 'height'] as const) {
        expect(result.card.fields[0].boundingBox[side]).toBeCloseTo(upright[side], 2);
      }
      const { width, height } = result.imageQuality;
      expect([width, height]).toEqual(orientation < 5 ? [4000, 3000] : [3000, 4000]);
    },
    60_000,
  );

  it.each([
    ['WebP', 'image/webp', photoAs.webp],
    ['AVIF', 'image/avif', photoAs.avif],
  ])(
    'as %s is read',
    async (_, mimeType, draw) => {
      const bytes = await draw();
      expect(await read(bytes)).toMatchObject({ card: { raw: RAW }, imageQuality: { ...PHOTO, mimeType } });
      expect(await read(bytes.subarray(0, 1_000_000), plain)).toMatchObject({
        code: 'IMAGE_INVALID_FORMAT',
        detectedType: mimeType,
        acceptedTypes: ['image/jpeg', 'image/png'],
      });
    },
    60_000,
  );

  it('is read by the REST API, whatever its weight and however it was held', async () => {
    const connection = new Connection(fitting);
    const token = await tokenOf(connection);
    for (const megabytes of Object.keys(WEIGHTS).map(Number) as (keyof typeof WEIGHTS)[]) {
      for (const orientation of megabytes === 3 ? TURNS : [6]) {
        const { json } = await askOcr(connection, token, ocrForm(await photo(megabytes, orientation)));
        expect([megabytes, orientation, json]).toMatchObject([
          megabytes,
          orientation,
          { code: 'SUCCESS', data: RAW },
        ]);
      }
    }
    connection.close();
  }, 120_000);
});

describe('what is too large', () => {
  it('for a server that fits is refused by its limits, which it tells', async () => {
    const { maxBytes, maxSide } = FITTED_LIMITS;
    const bytes = Buffer.concat([await photo(9), Buffer.alloc(maxBytes)]);
    expect(await read(bytes)).toMatchObject({
      code: 'IMAGE_INVALID_SIZE',
      reason: 'TOO_MANY_BYTES',
      ...PHOTO,
      limits: { maxBytes, maxSide },
    });
    const connection = new Connection(fitting);
    const { json } = await connection.query(
      '{ service { limits { acceptedTypes image { maxBytes minSide maxSide } } } }',
    );
    connection.close();
    expect(json.data.service.limits).toEqual({
      acceptedTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/avif'],
      image: FITTED_LIMITS,
    });
  });

  it('is refused in the words of the upstream, with the limits there are', async () => {
    const connection = new Connection(fitting);
    const form = ocrForm(Buffer.concat([await photo(9), Buffer.alloc(13_000_000)]));
    const { json } = await askOcr(connection, await tokenOf(connection), form);
    connection.close();
    expect(json).toMatchObject({
      code: 'IMAGE_INVALID_SIZE',
      message:
        'Invalid image size,max image size should be less than 20M,and image dimension should be between 256 * 256 and 12000 * 12000',
    });
  });

  it('for a server that does not fit is a photo', async () => {
    const { maxBytes, maxSide } = ENGINE_LIMITS;
    expect(await read(await photo(3), plain)).toMatchObject({
      reason: 'TOO_MANY_BYTES',
      ...PHOTO,
      limits: { maxBytes, maxSide },
    });
  });
});
