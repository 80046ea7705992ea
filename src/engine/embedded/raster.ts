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
        out[o++] =
          ((rgb[c] ?? 0) + (rgb[c + 3] ?? 0) + (rgb[c + stride] ?? 0) + (rgb[c + stride + 3] ?? 0) + 2) >> 2;
      }
    }
  }
  return { width: halfWidth, height: halfHeight, rgb: out };
}

/**
 * Draws a picture of `width` by `height` pixels, each looked up in the source where `toSource` sends it.
 * Beyond the source's border its outermost pixels go on.
 */
export function warp(source: Pyramid, toSource: Matrix, width: number, height: number): Raster {
  const step = magnification(toSource, width / 2, height / 2);
  const level = Math.max(0, Math.min(source.length - 1, Math.floor(Math.log2(step) + 0.25)));
  const from = source[level] ?? source[0];
  const shrink = from.width / source[0].width;
  const [a, b, c, d, e, f, g, h, i] = toSource;
  const maxX = from.width - 1;
  const maxY = from.height - 1;
  const stride = from.width * 3;
  const { rgb } = from;
  const out = new Uint8Array(width * height * 3);
  let o = 0;
  for (let y = 0; y < height; y++) {
    const v = y + 0.5;
    for (let x = 0; x < width; x++, o += 3) {
      const u = x + 0.5;
      const w = shrink / (g * u + h * v + i);
      const sx = Math.max(0, Math.min(maxX, (a * u + b * v + c) * w - 0.5));
      const sy = Math.max(0, Math.min(maxY, (d * u + e * v + f) * w - 0.5));
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const p = y0 * stride + x0 * 3;
      const right = x0 < maxX ? 3 : 0;
      const below = y0 < maxY ? stride : 0;
      const w00 = (1 - fx) * (1 - fy);
      const w10 = fx * (1 - fy);
      const w01 = (1 - fx) * fy;
      const w11 = fx * fy;
      for (let k = 0; k < 3; k++) {
        const q = p + k;
        out[o + k] =
          (rgb[q] ?? 0) * w00 +
          (rgb[q + right] ?? 0) * w10 +
          (rgb[q + below] ?? 0) * w01 +
          (rgb[q + below + right] ?? 0) * w11 +
          0.5;
      }
    }
  }
  return { width, height, rgb: out };
}
