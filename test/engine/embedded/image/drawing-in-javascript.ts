import {
  compose,
  type Matrix,
  scaling,
  translation,
} from '../../../../src/engine/embedded/image/geometry.js';
import type { Raster } from '../../../../src/engine/image/raster.js';

/** What `drawing.wat` does, in JavaScript. */

const { fround } = Math;

/** Red and blue are far enough apart to be reckoned with at once. */
const RED_BLUE = 0xff00ff;
const GREEN = 0xff00;

/** Whole numbers are several times as fast to blend with, and an eighth bit of a place in a pixel is not seen. */
const PART_BITS = 8;
const PARTS = 1 << PART_BITS;
const PART = PARTS - 1;
const HALF = PARTS >> 1;

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next call overwrites them.
 */
export function warp(
  from: Raster,
  sourceWidth: number,
  toSource: Matrix,
  width: number,
  height: number,
): Raster {
  const { pixels } = from;
  const stride = from.width;
  const out = new Uint32Array(width * height);
  const places = new Places(from, toSource, width, sourceWidth);
  const { xs, ys } = places;
  for (let y = 0; y < height; y++) {
    places.lookUp(y);
    for (let x = 0, o = y * width; x < width; x++, o++) {
      const sx = xs[x]!;
      const sy = ys[x]!;
      const p = Math.imul(sy >> PART_BITS, stride) + (sx >> PART_BITS);
      const right = sx & PART;
      const below = sy & PART;
      const w11 = Math.imul(right, below) >> PART_BITS;
      const w10 = right - w11;
      const w01 = below - w11;
      const w00 = PARTS - right - w01;
      const p00 = pixels[p]!;
      const p10 = pixels[p + 1]!;
      const p01 = pixels[p + stride]!;
      const p11 = pixels[p + stride + 1]!;
      const redBlue =
        Math.imul(p00 & RED_BLUE, w00) +
        Math.imul(p10 & RED_BLUE, w10) +
        Math.imul(p01 & RED_BLUE, w01) +
        Math.imul(p11 & RED_BLUE, w11) +
        0x800080;
      const green =
        Math.imul((p00 >> 8) & 255, w00) +
        Math.imul((p10 >> 8) & 255, w10) +
        Math.imul((p01 >> 8) & 255, w01) +
        Math.imul((p11 >> 8) & 255, w11) +
        0x80;
      out[o] = ((redBlue >>> PART_BITS) & RED_BLUE) | (green & GREEN);
    }
  }
  return { width, height, pixels: out };
}

/** A picture of half the size, each pixel of which is the average of four. */
export function halved({ width, height, pixels }: Raster): Raster {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const out = new Uint32Array(halfWidth * halfHeight);
  for (let y = 0, o = 0; y < halfHeight; y++) {
    for (let x = 0, i = 2 * y * width, j = i + width; x < halfWidth; x++, i += 2, j += 2, o++) {
      const four = [pixels[i]!, pixels[i + 1]!, pixels[j]!, pixels[j + 1]!];
      const redBlue = four.reduce((sum, pixel) => sum + (pixel & RED_BLUE), 0x20002);
      const green = four.reduce((sum, pixel) => sum + (pixel & GREEN), 0x200);
      out[o] = ((redBlue >> 2) & RED_BLUE) | ((green >> 2) & GREEN);
    }
  }
  return { width: halfWidth, height: halfHeight, pixels: out };
}

/** In grey (ITU-R BT.601), less its mean, over its standard deviation and `least`. */
export function normalisedGrey({ pixels }: Raster, least: number): Float32Array {
  const grey = new Float32Array(pixels.length);
  for (let i = 0; i < grey.length; i++) {
    const pixel = pixels[i]!;
    grey[i] = 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
  }
  let [sum, squares] = [0, 0];
  for (const value of grey) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / grey.length;
  const scale = 1 / (Math.sqrt(Math.max(0, squares / grey.length - mean * mean)) + least);
  return grey.map((value) => (value - mean) * scale);
}

/** Where the pixels of a row lie in the source, in parts of a pixel; always with a pixel to the right and one below. */
class Places {
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  readonly #toParts: Matrix;
  readonly #maxX: number;
  readonly #maxY: number;

  /** @param sourceWidth of the picture that `toSource` maps to and `from` is a level of */
  constructor(from: Raster, toSource: Matrix, width: number, sourceWidth: number) {
    this.xs = new Int32Array(width);
    this.ys = new Int32Array(width);
    const toLevel = scaling((PARTS * from.width) / sourceWidth);
    this.#toParts = compose(translation(-HALF - 0.5, -HALF - 0.5), toLevel, toSource);
    this.#maxX = (from.width - 1) * PARTS - 1;
    this.#maxY = (from.height - 1) * PARTS - 1;
  }

  /** In numbers of 32 bits, each rounded as soon as it is there. */
  lookUp(y: number): void {
    const { xs, ys } = this;
    const [a, b, c, d, e, f, g, h, i] = this.#toParts;
    const v = y + 0.5;
    for (let x = 0; x < xs.length; x++) {
      const u = x + 0.5;
      const on = (by: number, from: number) => fround(fround(fround(by) * u) + fround(from));
      const w = fround(1 / on(g, h * v + i));
      xs[x] = placeOf(fround(on(a, b * v + c) * w), this.#maxX);
      ys[x] = placeOf(fround(on(d, e * v + f) * w), this.#maxY);
    }
  }
}

/** The whole that is nearest to a place on the picture; of two that are, the even one. */
function placeOf(place: number, most: number): number {
  return fround(Math.max(0, Math.min(most, Number.isNaN(place) ? 0 : place)) + 2 ** 23) - 2 ** 23;
}
