import { deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/**
 * A picture that does not compress, so that all of its file is pixels; the same at every run, for a progressive JPEG that chance
 * cuts off at the very end of a scan is a whole one.
 */
export function noise(width = 320, height = 256): Sharp {
  const grain = Buffer.alloc(3 * width * height);
  let state = 1;
  for (let i = 0; i < grain.length; i += 1) {
    // Numerical Recipes' linear congruential generator; its upper bits are the random ones.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    grain[i] = state >>> 24;
  }
  return sharp(grain, { raw: { width, height, channels: 3 } });
}

/** A PNG of one's own making: right in its form, whatever its header and data say. */
export function png(header: PngHeader, data: Buffer, more: readonly Buffer[] = []): Buffer {
  const { width, height, depth = 8, colour = 2, interlaced = false } = header;
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(width, 0);
  ihdr.writeUInt32BE(height, 4);
  ihdr.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', ihdr),
    ...more,
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  /** 2: RGB, 6: RGB with alpha. */
  readonly colour?: number;
  readonly interlaced?: boolean;
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

/** Whole numbers below a bound, the same ones on every run (a linear congruence, its low bits left out). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
