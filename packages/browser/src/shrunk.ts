import type { Raster } from '../../../src/engine/image/raster.js';
import { isAcross, isMirroredAcross, isMirroredDown, type Orientation, UPRIGHT } from './orientation.js';

/** Weights are whole numbers with so many bits behind the point, as in libvips: what counts as 1, and a half to round by. */
const BITS = 12;
const ONE = 1 << BITS;
const HALF = ONE >> 1;
/** A place between two pixels is told to this part of their distance, as libvips does. */
const PLACES = 64;
/** Rows that libvips makes at a time; it adds up their places one by one, and with them what is rounded off. */
const ROWS_AT_ONCE = 10;

/**
 * A picture made smaller by a triangle filter, as wide as a pixel of the result on either side: what the server's decoder does
 * (libvips' `reducev` and `reduceh` with the kernel `linear`), to the bit: down its columns first and then across its rows, with whole
 * numbers in between. The picture itself where it is small enough.
 * @param longest pixels of the longer side of the result
 * @param orientation how its file has it, which was followed already: the server makes it smaller before it turns it, and its
 * rounding depends on where it begins
 */
export function shrunk(picture: Raster, longest: number, orientation: Orientation = UPRIGHT): Raster {
  // sharp gives libvips the share that is left, which turns it round again.
  const step = 1 / (1 / (Math.max(picture.width, picture.height) / longest));
  if (step <= 1) return picture;
  const { width, height } = picture;
  const [widthAtOnce, heightAtOnce] = isAcross(orientation) ? [ROWS_AT_ONCE, height] : [width, ROWS_AT_ONCE];
  const columns = tapsOf(width, step, widthAtOnce);
  const rows = tapsOf(height, step, heightAtOnce);
  const x = isMirroredAcross(orientation) ? mirrored(columns, width) : columns;
  const y = isMirroredDown(orientation) ? mirrored(rows, height) : rows;
  return isAcross(orientation) ? down(across(picture, x), y) : across(down(picture, y), x);
}

/** Pixels that one pixel of the result is made of: the first, and how much each counts. They sum up to `ONE`, or a little less, as libvips cuts them. */
interface Taps {
  readonly from: number;
  readonly weights: Int32Array;
}

/** @param atOnce pixels of the result whose places are added up one by one */
function tapsOf(before: number, step: number, atOnce: number): Taps[] {
  const after = Math.round(before / step);
  // What the result has no room for is left away at both ends alike.
  const offset = (1 + (after * step - before)) / 2 - 1;
  const reach = Math.round(step);
  const points = 2 * reach + 1;
  let place = 0;
  return Array.from({ length: after }, (_, n) => {
    place = n % atOnce === 0 ? (n + 0.5) * step - 0.5 - offset : place + step;
    const whole = Math.floor(place);
    const part = (Math.floor((place - whole) * 2 * PLACES) + 1) >> 1;
    const centre = part / PLACES + points / 2 - 1;
    const shares = Array.from({ length: points }, (_, i) => Math.max(0, 1 - Math.abs((i - centre) / step)));
    const sum = shares.reduce((total, share) => total + share, 0);
    return {
      from: whole - reach,
      weights: Int32Array.from(shares, (share) => Math.trunc((share / sum) * ONE)),
    };
  });
}

/** The same of a side that is counted from its other end. */
function mirrored(taps: readonly Taps[], before: number): Taps[] {
  return taps
    .map(({ from, weights }) => ({
      from: before - from - weights.length,
      weights: weights.slice().reverse(),
    }))
    .reverse();
}

function down({ width, height, pixels }: Raster, taps: readonly Taps[]): Raster {
  const to = taps.length;
  const out = new Uint32Array(width * to);
  const [from, into] = [bytesOf(pixels), bytesOf(out)];
  const stride = 4 * width;
  const sums = new Int32Array(stride);
  for (const [y, { from: first, weights }] of taps.entries()) {
    sums.fill(HALF);
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i]!;
      if (weight === 0) continue;
      const row = Math.max(0, Math.min(height - 1, first + i)) * stride;
      for (let x = 0; x < stride; x += 1) sums[x]! += weight * from[row + x]!;
    }
    const row = y * stride;
    for (let x = 0; x < stride; x += 1) into[row + x] = sums[x]! >> BITS;
  }
  return { width, height: to, pixels: out };
}

function across({ width, height, pixels }: Raster, taps: readonly Taps[]): Raster {
  const to = taps.length;
  const out = new Uint32Array(to * height);
  const [from, into] = [bytesOf(pixels), bytesOf(out)];
  for (const [x, { from: first, weights }] of taps.entries()) {
    const places = weights.map((_, i) => 4 * Math.max(0, Math.min(width - 1, first + i)));
    for (let y = 0; y < height; y += 1) {
      const row = 4 * y * width;
      let [red, green, blue] = [HALF, HALF, HALF];
      for (let i = 0; i < weights.length; i += 1) {
        const weight = weights[i]!;
        const at = row + places[i]!;
        red += weight * from[at]!;
        green += weight * from[at + 1]!;
        blue += weight * from[at + 2]!;
      }
      const at = 4 * (y * to + x);
      into[at] = red >> BITS;
      into[at + 1] = green >> BITS;
      into[at + 2] = blue >> BITS;
      into[at + 3] = 255;
    }
  }
  return { width: to, height, pixels: out };
}

/** A number at a time holds red, green, blue and opacity, red in the lowest byte. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer as ArrayBuffer, byteOffset, byteLength);
}
