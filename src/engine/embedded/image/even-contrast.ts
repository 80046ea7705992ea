import type { Raster } from '../../image/raster.js';

/** Pixels around one that are its neighbourhood: about two letters at the detector's size. */
const REACH = 14;
/** What a neighbourhood's deviation becomes, and how many times it is raised at the most: grain is no print. */
const DEVIATION = 42;
const MOST_GAIN = 8;
const MIDDLE = 140;

/** The picture in grey with the same brightness and contrast everywhere: print under haze stands out as print beside it does. */
export function evenContrast({ width, height, pixels }: Raster): Raster {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  const squares = new Float64Array(stride * (height + 1));
  const grey = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y += 1) {
    let [sum, square] = [0, 0];
    for (let x = 0, at = (y + 1) * stride + 1; x < width; x += 1, i += 1, at += 1) {
      const pixel = pixels[i]!;
      const value = 0.299 * (pixel & 255) + 0.587 * ((pixel >> 8) & 255) + 0.114 * ((pixel >> 16) & 255);
      grey[i] = value;
      sum += value;
      square += value * value;
      sums[at] = sums[at - stride]! + sum;
      squares[at] = squares[at - stride]! + square;
    }
  }
  const out = new Uint32Array(width * height);
  for (let y = 0, i = 0; y < height; y += 1) {
    const [top, bottom] = [Math.max(0, y - REACH) * stride, Math.min(height, y + REACH + 1) * stride];
    for (let x = 0; x < width; x += 1, i += 1) {
      const [left, right] = [Math.max(0, x - REACH), Math.min(width, x + REACH + 1)];
      const count = ((bottom - top) / stride) * (right - left);
      const of = (table: Float64Array) =>
        (table[bottom + right]! - table[top + right]! - table[bottom + left]! + table[top + left]!) / count;
      const mean = of(sums);
      const deviation = Math.sqrt(Math.max(0, of(squares) - mean * mean));
      const gain = Math.min(MOST_GAIN, DEVIATION / (deviation + 1));
      const level = Math.max(0, Math.min(255, Math.round(MIDDLE + (grey[i]! - mean) * gain)));
      out[i] = level * 0x010101;
    }
  }
  return { width, height, pixels: out };
}
