import sharp, { type Sharp } from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/engine/embedded/image/decode-image.js';
import type { Engine } from '../../src/engine/engine.js';
import { OcrNoResultError } from '../../src/engine/errors.js';
import { ToldEngine } from '../rest/support.js';
import { card } from '../support/cards.js';
import { Connection, oneUpload } from '../support/client.js';
import { type RunningGateway, startGateway } from '../support/gateway.js';
import { chunk, noise, png, seeded } from '../support/pictures.js';

const READ = `mutation ($image: Upload!) { ocrKtp(image: $image) {
  __typename ... on OcrKtpError { code message } ... on ImageInvalidFormatError { detectedType }
} }`;

/** An engine that decodes as the embedded one does, and reads nothing: what is tested here lies before the reading. */
class DecodingEngine extends ToldEngine {
  decoded = 0;

  override async read(...[image]: Parameters<Engine['read']>): Promise<never> {
    await decodeImage(image.bytes, image.mimeType);
    this.decoded += 1;
    throw new OcrNoResultError({ message: 'No field was found.', quality: null });
  }
}

const engine = new DecodingEngine();
let gateway: RunningGateway;
let client: Connection;
beforeAll(async () => {
  gateway = await startGateway({}, [engine]);
  client = new Connection(gateway);
});
afterEach(async () => {
  // Whatever came, the next picture is decoded, on the same connection, and nothing was a fault of ours.
  expect(await read(card('clean-man').picture)).toMatchObject({ __typename: 'OcrNoResultError' });
  expect(client.opened).toBe(1);
});
afterAll(async () => {
  client.close();
  await gateway.close();
});

async function read(bytes: Buffer, filename = 'card.jpg') {
  const { status, json } = await client.upload(oneUpload(READ, bytes, filename));
  expect(status).toBe(200);
  expect(json.errors).toBeUndefined();
  return json.data.ocrKtp;
}

/** The same grain on every run: a picture that ends just where one of its scans does is whole to a decoder. */
function grain(): Sharp {
  const random = seeded(5);
  const pixels = Buffer.from(Array.from({ length: 320 * 256 * 3 }, () => random(256)));
  return sharp(pixels, { raw: { width: 320, height: 256, channels: 3 } });
}

const PICTURES: [string, () => Promise<Buffer>][] = [
  ['a JPEG', async () => card('clean-man').picture],
  ['a progressive JPEG', () => grain().jpeg({ progressive: true }).toBuffer()],
  ['a PNG', () => grain().png().toBuffer()],
  ['an interlaced PNG', () => grain().png({ progressive: true }).toBuffer()],
];

describe.each(PICTURES)('%s', (_name, draw) => {
  it('cut off at any of 49 places is refused before an engine gets it', async () => {
    const bytes = await draw();
    const before = engine.decoded;
    for (let cut = 1; cut <= 49; cut += 1) {
      const result = await read(bytes.subarray(0, Math.floor((bytes.length * cut) / 51)));
      expect(result).toMatchObject({ __typename: 'ImageInvalidFormatError', code: 'IMAGE_INVALID_FORMAT' });
    }
    expect(engine.decoded).toBe(before);
  });

  it('with bits turned over is decoded or refused', async () => {
    const bytes = await draw();
    const random = seeded(9);
    const outcomes = new Set<string>();
    for (let round = 0; round < 60; round += 1) {
      const spoilt = Buffer.from(bytes);
      // Every other picture is hit where its headers are.
      const within = round % 2 === 0 ? 700 : bytes.length;
      for (let hit = 0; hit < 3; hit += 1) {
        const at = random(within);
        spoilt[at] = (spoilt[at] as number) ^ (1 << random(8));
      }
      outcomes.add((await read(spoilt)).__typename);
    }
    const known = ['OcrNoResultError', 'ImageInvalidFormatError', 'ImageInvalidSizeError'];
    expect([...outcomes].filter((outcome) => !known.includes(outcome))).toEqual([]);
    expect(outcomes).toContain('ImageInvalidFormatError');
  });
});

describe('a picture that is larger than it looks', () => {
  const SIDE = 4096;
  it.each<[string, () => Buffer, string]>([
    [
      'all of one colour, 4096 x 4096, 16 bits and transparency, which is allowed',
      () => png({ width: SIDE, height: SIDE, depth: 16, colour: 6 }, Buffer.alloc((SIDE * 8 + 1) * SIDE)),
      'OcrNoResultError',
    ],
    [
      'a small size in the header and much data',
      () => png({ width: 300, height: 300 }, Buffer.alloc(100_000_000)),
      'OcrNoResultError',
    ],
    [
      'a large size in the header and no data',
      () => png({ width: SIDE, height: SIDE }, Buffer.alloc(10)),
      'ImageInvalidFormatError',
    ],
    [
      'more than it may be by its header',
      () => png({ width: 65_000, height: 65_000 }, Buffer.alloc(10)),
      'ImageInvalidSizeError',
    ],
    [
      'two headers, the second much larger',
      () => png({ width: 300, height: 300 }, Buffer.alloc(301 * 900), [largeHeader()]),
      'ImageInvalidFormatError',
    ],
  ])('by %s', async (_name, draw, outcome) => {
    expect((await read(draw(), 'card.png')).__typename).toBe(outcome);
  });

  it('by a second frame header in a JPEG', async () => {
    const jpeg = await noise().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const second = Buffer.from(jpeg.subarray(frame, frame + 19));
    second.writeUInt16BE(65_000, 5);
    second.writeUInt16BE(65_000, 7);
    const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
    const bytes = Buffer.concat([jpeg.subarray(0, scan), second, jpeg.subarray(scan)]);
    expect((await read(bytes)).__typename).toBe('ImageInvalidFormatError');
  });
});

function largeHeader(): Buffer {
  return png({ width: 60_000, height: 60_000 }, Buffer.alloc(0)).subarray(8, 8 + 25);
}

describe('something else named card.jpg', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="600"><rect/></svg>';
  it.each<[string, Buffer, string | null]>([
    ['an SVG', Buffer.from(svg), null],
    ['an SVG with a declaration', Buffer.from(`<?xml version="1.0"?>${svg}`), 'application/xml'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), null],
    ['a ZIP', Buffer.from('504b0304140000000800', 'hex'), 'application/zip'],
    ['a script', Buffer.from('#!/bin/sh\nexit 0\n'), null],
    ['a chunk of a PNG', chunk('IHDR', Buffer.alloc(13)), null],
  ])('(%s) is refused as what it is', async (_name, bytes, detectedType) => {
    const before = engine.decoded;
    expect(await read(bytes)).toMatchObject({ __typename: 'ImageInvalidFormatError', detectedType });
    expect(engine.decoded).toBe(before);
  });
});
