import type { Raster } from '../../image/raster.js';
import { draw } from './drawing.js';
import { type Matrix, magnification } from './geometry.js';

/** A picture and its halves, quarters, ... so that shrinking reads averages and not single pixels. */
export interface Pyramid {
  readonly width: number;
  readonly height: number;
  /** How many times it can be halved. */
  readonly depth: number;
  /** The picture, halved so many times. */
  level(halvings: number): Raster;
}

/** No level is smaller than this. */
const LEAST_SIDE = 32;

/** A picture and its halves, each drawn when it is first asked for. */
export function pyramidOf(picture: Raster): Pyramid {
  const { width, height } = picture;
  const levels = [picture];
  const level = (halvings: number): Raster => {
    let found = levels[halvings];
    if (found === undefined) {
      found = halve(level(halvings - 1));
      levels[halvings] = found;
    }
    return found;
  };
  const depth = Math.max(0, Math.floor(Math.log2(Math.min(width, height) / LEAST_SIDE)));
  return { width, height, depth, level };
}

/** The picture as a mirror shows it. */
export function mirrored({ width, height, pixels }: Raster): Raster {
  const out = new Uint32Array(pixels.length);
  for (let from = 0; from < out.length; from += width) {
    out.set(pixels.subarray(from, from + width), from);
    out.subarray(from, from + width).reverse();
  }
  return { width, height, pixels: out };
}

function halve({ width, height, pixels }: Raster): Raster {
  const halfWidth = width >> 1;
  const halfHeight = height >> 1;
  const out = new Uint32Array(halfWidth * halfHeight);
  for (let y = 0, o = 0; y < halfHeight; y++) {
    for (let x = 0, i = 2 * y * width, j = i + width; x < halfWidth; x++, i += 2, j += 2, o++) {
      const a = pixels[i]!;
      const b = pixels[i + 1]!;
      const c = pixels[j]!;
      const d = pixels[j + 1]!;
      const redBlue = (a & RED_BLUE) + (b & RED_BLUE) + (c & RED_BLUE) + (d & RED_BLUE) + 0x20002;
      const green = (a & GREEN) + (b & GREEN) + (c & GREEN) + (d & GREEN) + 0x200;
      out[o] = ((redBlue >> 2) & RED_BLUE) | ((green >> 2) & GREEN);
    }
  }
  return { width: halfWidth, height: halfHeight, pixels: out };
}

/** Red and blue are far enough apart to be reckoned with at once. */
const RED_BLUE = 0xff00ff;
const GREEN = 0xff00;

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next call overwrites them.
 */
export function warp(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  return draw(levelFor(source, toSource, width, height), source.width, toSource, width, height);
}

/** Of a pyramid, what fits the size that is asked for. */
function levelFor(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const step = magnification(toSource, width / 2, height / 2);
  const halvings = Math.floor(Math.log2(step) + 0.25);
  return source.level(Math.max(0, Math.min(source.depth, halvings)));
}
