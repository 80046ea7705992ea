import type { Raster } from '../../image/raster.js';
import { type Matrix, magnification } from './geometry.js';
import { scratchBuffer } from './scratch-buffer.js';

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

/** Whole numbers are several times as fast to blend with, and an eighth bit of a place in a pixel is not seen. */
const PART_BITS = 8;
const PARTS = 1 << PART_BITS;
const PART = PARTS - 1;
const HALF = PARTS >> 1;

const memory = scratchBuffer(Uint32Array);

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next call overwrites them.
 */
export function warp(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const from = levelFor(source, toSource, width, height);
  const { pixels } = from;
  const stride = from.width;
  const out = memory(width * height);
  const places = new Places(from, toSource, width, source.width);
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

const greyMemory = scratchBuffer(Float32Array);

/** As `warp`, in grey (ITU-R BT.601), 0 to 255. */
export function warpGrey(source: Pyramid, toSource: Matrix, width: number, height: number): Float32Array {
  const { pixels } = warp(source, toSource, width, height);
  const out = greyMemory(width * height);
  for (let i = 0; i < out.length; i++) {
    const pixel = pixels[i]!;
    out[i] = 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
  }
  return out;
}

/** Of a pyramid, what fits the size that is asked for. */
function levelFor(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const step = magnification(toSource, width / 2, height / 2);
  const halvings = Math.floor(Math.log2(step) + 0.25);
  return source.level(Math.max(0, Math.min(source.depth, halvings)));
}

const xsMemory = scratchBuffer(Int32Array);
const ysMemory = scratchBuffer(Int32Array);

/** Where the pixels of a row lie in the source, in parts of a pixel; always with a pixel to the right and one below. */
class Places {
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  readonly #toSource: Matrix;
  readonly #scale: number;
  readonly #maxX: number;
  readonly #maxY: number;

  /** @param sourceWidth of the picture that `toSource` maps to and `from` is a level of */
  constructor(from: Raster, toSource: Matrix, width: number, sourceWidth: number) {
    this.xs = xsMemory(width);
    this.ys = ysMemory(width);
    this.#toSource = toSource;
    this.#scale = (PARTS * from.width) / sourceWidth;
    this.#maxX = (from.width - 1) * PARTS - 1;
    this.#maxY = (from.height - 1) * PARTS - 1;
  }

  lookUp(y: number): void {
    const { xs, ys } = this;
    const [a, b, c, d, e, f, g, h, i] = this.#toSource;
    const [scale, maxX, maxY] = [this.#scale, this.#maxX, this.#maxY];
    const v = y + 0.5;
    const bx = b * v + c;
    const by = e * v + f;
    const bw = h * v + i;
    for (let x = 0; x < xs.length; x++) {
      const u = x + 0.5;
      const w = scale / (g * u + bw);
      const sx = ((a * u + bx) * w - HALF) | 0;
      const sy = ((d * u + by) * w - HALF) | 0;
      xs[x] = sx < 0 ? 0 : sx > maxX ? maxX : sx;
      ys[x] = sy < 0 ? 0 : sy > maxY ? maxY : sy;
    }
  }
}
