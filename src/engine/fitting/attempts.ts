import { ENGINE_LIMITS, type ImageLimits } from '../../image-limits.js';

/** How a picture is saved as a JPEG: its longest side in pixels, and the quality, 1 to 100. */
export interface Attempt {
  readonly side: number;
  readonly quality: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Twice what the embedded engine looks at, and a photo of it is well under 2 MiB. */
const LONGEST_SIDE = 3200;
const QUALITY = 90;
/** Of a picture that has as few pixels as it may and yet too many bytes. */
const LEAST_QUALITY = 50;
/** Of the bytes that are allowed, so many are aimed at: grain does not shrink as fast as its picture. */
const AIM = 0.8;

/** How a picture is saved first that is not taken as it is. */
export function firstAttempt(size: Size, limits: ImageLimits = ENGINE_LIMITS): Attempt {
  return { side: longestSide(size, 1, limits), quality: QUALITY };
}

/** How it is saved next after an attempt that had too many bytes: smaller, or with less quality if it can be no smaller. */
export function nextAttempt(
  { side: before, quality }: Attempt,
  bytes: number,
  size: Size,
  limits: ImageLimits = ENGINE_LIMITS,
): Attempt {
  const share = (before / LONGEST_SIDE) * Math.sqrt((AIM * limits.maxBytes) / bytes);
  const side = longestSide(size, share, limits);
  return { side, quality: side === before ? LEAST_QUALITY : quality };
}

/**
 * The longest side to shrink to, so that the other is not too short.
 * @param share of `LONGEST_SIDE`
 */
function longestSide({ width, height }: Size, share: number, { minSide, maxSide }: ImageLimits): number {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const least = Math.ceil((minSide * longer) / shorter);
  return Math.min(longer, maxSide, Math.max(least, Math.floor(LONGEST_SIDE * share)));
}
