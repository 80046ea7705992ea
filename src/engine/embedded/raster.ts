import { type Matrix, magnification } from './geometry.js';

/** Pixels in rows, red, green and blue bytes each. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A picture and its halves, quarters, ... so that shrinking reads averages and not single pixels. */
export type Pyramid = readonly [Raster, ...Raster[]];

export function pyramidOf(picture: Raster): Pyramid {
  const levels: [Raster, ...Raster[]] = [picture];
  let last = picture;
  while (Math.min(last.width, last.height) >= 64) {
    last = halve(last);
    levels.push(last);
  }
  return levels;
}

function halve({ width, height, rgb }: Raster): Raster {
  const halfWidth = width >> 1;
  const halfHeight = height >> 1;
  const out = new Uint8Array(halfWidth * halfHeight * 3);
  const stride = width * 3;
  let o = 0;
  for (let y = 0; y < halfHeight; y++) {
    let i = 2 * y * stride;
    for (let x = 0; x < halfWidth; x++, i += 6) {
      for (let c = i; c < i + 3; c++) {
        out[o++] = (rgb[c]! + rgb[c + 3]! + rgb[c + stride]! + rgb[c + stride + 3]! + 2) >> 2;
      }
    }
  }
  return { width: halfWidth, height: halfHeight, rgb: out };
}

/** Of a pyramid, what fits the size that is asked for, and by how much it is smaller than the picture. */
function levelFor(
  source: Pyramid,
  toSource: Matrix,
  width: number,
  height: number,
): readonly [Raster, number] {
  const step = magnification(toSource, width / 2, height / 2);
  const level = Math.max(0, Math.min(source.length - 1, Math.floor(Math.log2(step) + 0.25)));
  const from = source[level] ?? source[0];
  return [from, from.width / source[0].width];
}

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on.
 */
export function warp(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const [from, shrink] = levelFor(source, toSource, width, height);
  const [a, b, c, d, e, f, g, h, i] = toSource;
  const maxX = from.width - 1;
  const maxY = from.height - 1;
  const stride = from.width * 3;
  const { rgb } = from;
  const out = new Uint8Array(width * height * 3);
  let o = 0;
  for (let y = 0; y < height; y++) {
    const v = y + 0.5;
    const bx = b * v + c;
    const by = e * v + f;
    const bw = h * v + i;
    for (let x = 0; x < width; x++, o += 3) {
      const u = x + 0.5;
      const w = shrink / (g * u + bw);
      let sx = (a * u + bx) * w - 0.5;
      let sy = (d * u + by) * w - 0.5;
      sx = sx < 0 ? 0 : sx > maxX ? maxX : sx;
      sy = sy < 0 ? 0 : sy > maxY ? maxY : sy;
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const p = y0 * stride + x0 * 3;
      const q = x0 < maxX ? p + 3 : p;
      const below = y0 < maxY ? stride : 0;
      const r = p + below;
      const s = q + below;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      out[o] = rgb[p]! * w00 + rgb[q]! * w10 + rgb[r]! * w01 + rgb[s]! * w11 + 0.5;
      out[o + 1] = rgb[p + 1]! * w00 + rgb[q + 1]! * w10 + rgb[r + 1]! * w01 + rgb[s + 1]! * w11 + 0.5;
      out[o + 2] = rgb[p + 2]! * w00 + rgb[q + 2]! * w10 + rgb[r + 2]! * w01 + rgb[s + 2]! * w11 + 0.5;
    }
  }
  return { width, height, rgb: out };
}

/** As `warp`, in grey (ITU-R BT.601), 0 to 255. */
export function warpGrey(source: Pyramid, toSource: Matrix, width: number, height: number): Float32Array {
  const [from, shrink] = levelFor(source, toSource, width, height);
  const [a, b, c, d, e, f, g, h, i] = toSource;
  const maxX = from.width - 1;
  const maxY = from.height - 1;
  const { rgb, width: columns } = from;
  const grey = (p: number) => 0.299 * rgb[p]! + 0.587 * rgb[p + 1]! + 0.114 * rgb[p + 2]!;
  const out = new Float32Array(width * height);
  let o = 0;
  for (let y = 0; y < height; y++) {
    const v = y + 0.5;
    for (let x = 0; x < width; x++) {
      const u = x + 0.5;
      const w = shrink / (g * u + h * v + i);
      const sx = Math.max(0, Math.min(maxX, (a * u + b * v + c) * w - 0.5));
      const sy = Math.max(0, Math.min(maxY, (d * u + e * v + f) * w - 0.5));
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const p = (y0 * columns + x0) * 3;
      const right = x0 < maxX ? 3 : 0;
      const q = p + (y0 < maxY ? columns * 3 : 0);
      const top = grey(p) * (1 - fx) + grey(p + right) * fx;
      const bottom = grey(q) * (1 - fx) + grey(q + right) * fx;
      out[o++] = top * (1 - fy) + bottom * fy;
    }
  }
  return out;
}
