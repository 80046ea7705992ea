import type { Measures } from './quality.js';

/** Pixels in rows, red, green and blue bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const BURNT_OUT = 250;

/** Measures what a camera can get wrong. */
export function measure(pixels: Pixels): Measures {
  const { rgb } = pixels;
  const count = rgb.length / 3;
  const luma = new Uint8Array(count);
  const histogram = new Uint32Array(256);
  let burnt = 0;
  let colour = 0;
  for (let i = 0, p = 0; i < count; i++, p += 3) {
    const r = rgb[p]!;
    const g = rgb[p + 1]!;
    const b = rgb[p + 2]!;
    const least = Math.min(r, g, b);
    const most = Math.max(r, g, b);
    if (least >= BURNT_OUT) burnt++;
    else colour += (most - least) / (most + 16);
    const value = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    luma[i] = value;
    histogram[value]!++;
  }
  return {
    sharpness: sharpness(luma, pixels.width, pixels.height),
    brightness: quantile(histogram, count, 0.5) / 255,
    contrast: (quantile(histogram, count, 0.98) - quantile(histogram, count, 0.02)) / 255,
    glare: burnt / count,
    // What is burnt out has lost its colour.
    colour: burnt === count ? 0 : colour / (count - burnt),
  };
}

function quantile(histogram: Uint32Array, count: number, share: number): number {
  let sum = 0;
  for (let value = 0; value < 256; value++) {
    sum += histogram[value] ?? 0;
    if (sum >= share * count) return value;
  }
  return 255;
}

/** Half sizes, in pixels, of the averages whose differences hold strokes, and the words that strokes make. */
const FINE = 1;
const MIDDLE = 3;
const COARSE = 10;

/**
 * How much of print's energy is in its strokes: of sharp print about as much as in its words, of blurred print little.
 * The grain of a dark picture, seen where nothing is printed, is not counted.
 */
function sharpness(luma: Uint8Array, width: number, height: number): number {
  const fine = average(luma, width, height, FINE);
  const middle = average(luma, width, height, MIDDLE);
  const coarse = average(luma, width, height, COARSE);
  const magnitudes = new Uint32Array(256 * GRAIN_STEPS);
  let strokes = 0;
  let words = 0;
  for (let i = 0; i < luma.length; i++) {
    const stroke = fine[i]! - middle[i]!;
    const word = middle[i]! - coarse[i]!;
    strokes += stroke * stroke;
    words += word * word;
    const magnitude = Math.floor(Math.abs(stroke) * GRAIN_STEPS);
    magnitudes[magnitude]!++;
  }
  const grain = median(magnitudes, luma.length) / GRAIN_STEPS / NORMAL_MEDIAN;
  const clean = Math.max(0, strokes / luma.length - grain * grain);
  return words === 0 ? 0 : Math.min(1, Math.sqrt((clean * luma.length) / words));
}
/** Parts of a grey level by which grain is told. */
const GRAIN_STEPS = 16;
/** The median magnitude of normally distributed values of deviation 1. */
const NORMAL_MEDIAN = 0.6745;

function median(histogram: Uint32Array, count: number): number {
  let sum = 0;
  for (const [value, times] of histogram.entries()) {
    sum += times;
    if (sum >= count / 2) return value + 0.5;
  }
  return 0;
}

/** The average of the square around each pixel, `half` pixels to every side; the border goes on beyond the picture. */
function average(values: Uint8Array, width: number, height: number, half: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += width) averageRow(values, rows, start, width, half);
  const out = new Float32Array(values.length);
  const sums = new Float32Array(width);
  const rowAt = (y: number) => Math.max(0, Math.min(height - 1, y)) * width;
  for (let y = -half - 1; y < half; y++) add(sums, rows, rowAt(y), 1);
  for (let y = 0; y < height; y++) {
    add(sums, rows, rowAt(y + half), 1);
    add(sums, rows, rowAt(y - half - 1), -1);
    for (let x = 0, o = y * width; x < width; x++, o++) out[o] = sums[x]! / (2 * half + 1);
  }
  return out;
}

function add(sums: Float32Array, rows: Float32Array, start: number, sign: number): void {
  for (let x = 0, i = start; x < sums.length; x++, i++) sums[x]! += sign * rows[i]!;
}

function averageRow(from: Uint8Array, to: Float32Array, start: number, width: number, half: number): void {
  const last = start + width - 1;
  let sum = (half + 1) * from[start]!;
  for (let i = start; i < start + half; i++) sum += from[Math.min(last, i)]!;
  for (let i = start; i <= last; i++) {
    sum += from[Math.min(last, i + half)]! - from[Math.max(start, i - half - 1)]!;
    to[i] = sum / (2 * half + 1);
  }
}
