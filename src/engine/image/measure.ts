import type { Measures } from './quality.js';
import type { Raster } from './raster.js';

/** A card's print is measured so wide, and the card thereby about 800 pixels, that measures do not depend on the camera. */
export const MEASURED_WIDTH = 630;

/** From this level on, in all three channels, a pixel shows nothing but light. */
const BURNT_OUT = 250;

/** Half sizes, in pixels, of the averages whose differences hold strokes, and the words that strokes make. */
const FINE = 1;
const MIDDLE = 3;
const COARSE = 10;
/** Parts of a grey level by which grain is told. */
const GRAIN_STEPS = 16;
/** The median magnitude of normally distributed values of deviation 1. */
const NORMAL_MEDIAN = 0.6745;

/** Measures what a camera can get wrong. */
export function measure({ width, height, pixels }: Raster): Measures {
  const count = pixels.length;
  const luma = new Uint8Array(count);
  const histogram = new Uint32Array(256);
  let burnt = 0;
  let colour = 0;
  for (let i = 0; i < count; i++) {
    const pixel = pixels[i]!;
    const r = pixel & 255;
    const g = (pixel >> 8) & 255;
    const b = (pixel >> 16) & 255;
    const least = Math.min(r, g, b);
    const most = Math.max(r, g, b);
    if (least >= BURNT_OUT) burnt++;
    else colour += (most - least) / (most + 16);
    const value = (77 * r + 150 * g + 29 * b + 128) >> 8;
    luma[i] = value;
    histogram[value]!++;
  }
  return {
    sharpness: sharpness(luma, width, height),
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

/**
 * How much of print's energy is in its strokes: of sharp print about as much as in its words, of blurred print little.
 * The grain of a dark picture, seen where nothing is printed, is not counted.
 */
function sharpness(luma: Uint8Array, width: number, height: number): number {
  const { sums, stride } = sumsOf(luma, width, height);
  const magnitudes = new Uint32Array(256 * GRAIN_STEPS);
  let strokes = 0;
  let words = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = (y + COARSE) * stride + COARSE; x < width; x++, at++) {
      const middle = average(sums, stride, at, MIDDLE);
      const stroke = average(sums, stride, at, FINE) - middle;
      const word = middle - average(sums, stride, at, COARSE);
      strokes += stroke * stroke;
      words += word * word;
      magnitudes[(Math.abs(stroke) * GRAIN_STEPS) | 0]!++;
    }
  }
  const grain = median(magnitudes, luma.length) / GRAIN_STEPS / NORMAL_MEDIAN;
  const clean = Math.max(0, strokes / luma.length - grain * grain);
  return words === 0 ? 0 : Math.min(1, Math.sqrt((clean * luma.length) / words));
}

function median(histogram: Uint32Array, count: number): number {
  let sum = 0;
  for (const [value, times] of histogram.entries()) {
    sum += times;
    if (sum >= count / 2) return value + 0.5;
  }
  return 0;
}

/**
 * The sum of all values above and to the left of each place, by which four look-ups give the sum of any square.
 * The border goes on beyond the picture, as far as the largest square reaches.
 */
function sumsOf(values: Uint8Array, width: number, height: number): { sums: Uint32Array; stride: number } {
  const stride = width + 2 * COARSE + 1;
  const rows = height + 2 * COARSE + 1;
  const sums = new Uint32Array(stride * rows);
  for (let y = 1, at = stride; y < rows; y++) {
    const from = Math.max(0, Math.min(height - 1, y - 1 - COARSE)) * width;
    let row = 0;
    at++;
    for (let x = -COARSE; x < width + COARSE; x++, at++) {
      row += values[from + (x < 0 ? 0 : x < width ? x : width - 1)]!;
      sums[at] = sums[at - stride]! + row;
    }
  }
  return { sums, stride };
}

/** The average of the square around a place, `half` pixels to every side. */
function average(sums: Uint32Array, stride: number, at: number, half: number): number {
  const side = 2 * half + 1;
  const top = at - half * stride - half;
  const bottom = top + side * stride;
  return (sums[bottom + side]! - sums[bottom]! - sums[top + side]! + sums[top]!) / (side * side);
}
