import type { Measures } from './quality.js';

/** Pixels in rows, red, green and blue bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const BURNT_OUT = 250;
/** Half the width of the blur that sharpness is measured against, in pixels. */
const BLUR = 4;

/** Measures what a camera can get wrong. */
export function measure(pixels: Pixels): Measures {
  const { rgb } = pixels;
  const count = rgb.length / 3;
  const luma = new Uint8Array(count);
  const histogram = new Uint32Array(256);
  let burnt = 0;
  let colour = 0;
  for (let i = 0, p = 0; i < count; i++, p += 3) {
    const r = rgb[p] ?? 0;
    const g = rgb[p + 1] ?? 0;
    const b = rgb[p + 2] ?? 0;
    const least = Math.min(r, g, b);
    const most = Math.max(r, g, b);
    if (least >= BURNT_OUT) burnt++;
    colour += (most - least) / (most + 16);
    const value = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
    luma[i] = value;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  return {
    sharpness: sharpness(luma, pixels.width, pixels.height),
    brightness: quantile(histogram, count, 0.5) / 255,
    contrast: (quantile(histogram, count, 0.98) - quantile(histogram, count, 0.02)) / 255,
    glare: burnt / count,
    colour: colour / count,
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
 * How much of the picture's change from pixel to pixel a blur takes away: nearly all of a sharp picture's, little of a blurred one's.
 * After F. Crété-Roffet et al., "The blur effect: perception and estimation with a new no-reference perceptual blur metric" (2007).
 */
function sharpness(luma: Uint8Array, width: number, height: number): number {
  const across = lost(luma, height, width, width, 1);
  const down = lost(luma, width, height, 1, width);
  return Math.min(across, down);
}

function lost(luma: Uint8Array, lines: number, length: number, lineStep: number, step: number): number {
  let change = 0;
  let kept = 0;
  const span = 2 * BLUR + 1;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    for (let i = BLUR + 1; i + BLUR < length; i++) {
      const entering = luma[start + (i + BLUR) * step] ?? 0;
      const leaving = luma[start + (i - BLUR - 1) * step] ?? 0;
      const sharp = Math.abs((luma[start + i * step] ?? 0) - (luma[start + (i - 1) * step] ?? 0));
      const blurred = Math.abs(entering - leaving) / span;
      change += sharp;
      kept += Math.max(0, sharp - blurred);
    }
  }
  return change === 0 ? 0 : kept / change;
}
