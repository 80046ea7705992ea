import type { Picture, Raster } from '../../image/raster.js';
import { draw } from './drawing.js';
import { type Matrix, magnification } from './geometry.js';

/** A source is not halved to less than this, in pixels. */
const LEAST_SIDE = 32;

/** The picture as a mirror shows it. */
export function mirrored({ width, height, pixels }: Raster): Raster {
  const out = new Uint32Array(pixels.length);
  for (let from = 0; from < out.length; from += width) {
    out.set(pixels.subarray(from, from + width), from);
    out.subarray(from, from + width).reverse();
  }
  return { width, height, pixels: out };
}

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next call overwrites them.
 */
export function warp(source: Picture, toSource: Matrix, width: number, height: number): Raster {
  return draw(source, halvingsFor(source, toSource, width, height), toSource, width, height);
}

/** How many times a source is halved for the size that is asked for. */
function halvingsFor(source: Picture, toSource: Matrix, width: number, height: number): number {
  const step = magnification(toSource, width / 2, height / 2);
  const most = Math.floor(Math.log2(Math.min(source.width, source.height) / LEAST_SIDE));
  return Math.max(0, Math.min(most, Math.floor(Math.log2(step) + 0.25)));
}
