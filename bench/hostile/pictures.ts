import { randomFillSync } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { chunk, noise, png } from '../../test/support/pictures.js';

const LARGE = 1_900_000;

/** A segment of a JPEG. */
function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}

function times(piece: Buffer): Buffer {
  return Buffer.alloc(Math.floor(LARGE / piece.length) * piece.length, piece);
}

/** Ten kinds of pictures under 2 MiB whose form costs a careless reader much. */
export async function hostilePictures(): Promise<Readonly<Record<string, Buffer>>> {
  const jpeg = await noise(400, 300).jpeg().toBuffer();
  const soi = jpeg.subarray(0, 2);
  const within = (...more: Buffer[]) => Buffer.concat([soi, ...more, jpeg.subarray(2)]);
  const pixels = (width: number, height: number) => Buffer.alloc((width * 3 + 1) * height);
  return {
    'large headers': within(times(segment(0xe1, Buffer.alloc(65_000, 0xff)))),
    'many small segments': within(times(segment(0xe2, Buffer.alloc(0)))),
    'fill bytes': within(Buffer.alloc(LARGE, 0xff)),
    'junk before a marker': within(Buffer.alloc(LARGE, 7)),
    'beginnings of pictures in a picture': within(times(segment(0xe3, jpeg.subarray(0, 600)))),
    'many restart marks': Buffer.concat([jpeg.subarray(0, -2), times(Buffer.from([0xff, 0xd0]))]),
    'many chunks': png({ width: 400, height: 300 }, pixels(400, 300), [
      times(chunk('teXt', Buffer.alloc(0))),
    ]),
    'a text that unpacks to 1 GB': png({ width: 400, height: 300 }, pixels(400, 300), [
      chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(1024 ** 3))])),
    ]),
    'huge dimensions': png({ width: 4096, height: 4096 }, Buffer.alloc(100)),
    'an orientation that points at itself': within(segment(0xe1, loop())),
  };
}

/** Ordinary pictures of about the same sizes. */
export async function ordinaryPictures(count: number): Promise<readonly Buffer[]> {
  const grain = randomFillSync(Buffer.alloc(900 * 600 * 3));
  const picture = await sharp(grain, { raw: { width: 900, height: 600, channels: 3 } })
    .jpeg()
    .toBuffer();
  return Array.from({ length: count }, () => picture);
}

/** EXIF whose list of entries goes on where it begins. */
function loop(): Buffer {
  const exif = Buffer.alloc(4_000, 0);
  exif.write('Exif\0\0MM\0*\0\0\0\x08', 'latin1');
  exif.writeUInt16BE(300, 14);
  exif.writeUInt32BE(8, 14 + 2 + 300 * 12);
  return exif;
}
