import { type Matrix, magnification } from './geometry.js';
import { reusable } from './reusable.js';

/** Pixels in rows, red, green and blue bytes each. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

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

function halve({ width, height, rgb }: Raster): Raster {
  const halfWidth = width >> 1;
  const halfHeight = height >> 1;
  const out = new Uint8Array(halfWidth * halfHeight * 3);
  const stride = width * 3;
  for (let y = 0, o = 0; y < halfHeight; y++) {
    for (let x = 0, i = 2 * y * stride, j = i + stride; x < halfWidth; x++, i += 6, j += 6, o += 3) {
      out[o] = (rgb[i]! + rgb[i + 3]! + rgb[j]! + rgb[j + 3]! + 2) >> 2;
      out[o + 1] = (rgb[i + 1]! + rgb[i + 4]! + rgb[j + 1]! + rgb[j + 4]! + 2) >> 2;
      out[o + 2] = (rgb[i + 2]! + rgb[i + 5]! + rgb[j + 2]! + rgb[j + 5]! + 2) >> 2;
    }
  }
  return { width: halfWidth, height: halfHeight, rgb: out };
}

/** Whole numbers are several times as fast to blend with, and an eighth bit of a place in a pixel is not seen. */
const PART_BITS = 8;
const PARTS = 1 << PART_BITS;
const PART = PARTS - 1;

const rgbMemory = reusable(Uint8Array);

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next call overwrites them.
 */
export function warp(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const from = levelFor(source, toSource, width, height);
  const { rgb } = from;
  const stride = from.width * 3;
  const out = rgbMemory(width * height * 3);
  const places = new Places(from, toSource, width, source.width);
  const { xs, ys } = places;
  for (let y = 0; y < height; y++) {
    places.lookUp(y);
    for (let x = 0, o = y * width * 3; x < width; x++, o += 3) {
      const sx = xs[x]!;
      const sy = ys[x]!;
      const p = (sy >> PART_BITS) * stride + (sx >> PART_BITS) * 3;
      const q = p + stride;
      const right = sx & PART;
      const below = sy & PART;
      const w11 = (right * below) >> PART_BITS;
      const w10 = right - w11;
      const w01 = below - w11;
      const w00 = PARTS - right - w01;
      out[o] = (rgb[p]! * w00 + rgb[p + 3]! * w10 + rgb[q]! * w01 + rgb[q + 3]! * w11 + HALF) >> PART_BITS;
      out[o + 1] =
        (rgb[p + 1]! * w00 + rgb[p + 4]! * w10 + rgb[q + 1]! * w01 + rgb[q + 4]! * w11 + HALF) >> PART_BITS;
      out[o + 2] =
        (rgb[p + 2]! * w00 + rgb[p + 5]! * w10 + rgb[q + 2]! * w01 + rgb[q + 5]! * w11 + HALF) >> PART_BITS;
    }
  }
  return { width, height, rgb: out };
}
const HALF = PARTS >> 1;

const greyMemory = reusable(Float32Array);

/** As `warp`, in grey (ITU-R BT.601), 0 to 255. */
export function warpGrey(source: Pyramid, toSource: Matrix, width: number, height: number): Float32Array {
  const from = levelFor(source, toSource, width, height);
  const { rgb } = from;
  const stride = from.width * 3;
  const out = greyMemory(width * height);
  const places = new Places(from, toSource, width, source.width);
  const { xs, ys } = places;
  for (let y = 0; y < height; y++) {
    places.lookUp(y);
    for (let x = 0, o = y * width; x < width; x++, o++) {
      const sx = xs[x]!;
      const sy = ys[x]!;
      const p = (sy >> PART_BITS) * stride + (sx >> PART_BITS) * 3;
      const q = p + stride;
      const right = sx & PART;
      const below = sy & PART;
      const w11 = (right * below) >> PART_BITS;
      const w10 = right - w11;
      const w01 = below - w11;
      const w00 = PARTS - right - w01;
      const red = rgb[p]! * w00 + rgb[p + 3]! * w10 + rgb[q]! * w01 + rgb[q + 3]! * w11;
      const green = rgb[p + 1]! * w00 + rgb[p + 4]! * w10 + rgb[q + 1]! * w01 + rgb[q + 4]! * w11;
      const blue = rgb[p + 2]! * w00 + rgb[p + 5]! * w10 + rgb[q + 2]! * w01 + rgb[q + 5]! * w11;
      out[o] = (0.299 / PARTS) * red + (0.587 / PARTS) * green + (0.114 / PARTS) * blue;
    }
  }
  return out;
}

/** Of a pyramid, what fits the size that is asked for. */
function levelFor(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const step = magnification(toSource, width / 2, height / 2);
  const halvings = Math.floor(Math.log2(step) + 0.25);
  return source.level(Math.max(0, Math.min(source.depth, halvings)));
}

const xsMemory = reusable(Int32Array);
const ysMemory = reusable(Int32Array);

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
