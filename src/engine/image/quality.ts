import type { ImageMimeType } from './probe.js';

export const QUALITY_CODES = [
  'BLURRED',
  'TOO_DARK',
  'TOO_BRIGHT',
  'LOW_CONTRAST',
  'GLARE',
  'SKEWED',
  'TOO_SMALL',
  'CARD_CUT_OFF',
  'GRAYSCALE',
  'NOT_A_CARD',
] as const;
export type QualityCode = (typeof QUALITY_CODES)[number];

/** Measures of a picture, and the reasons to take it again that follow from them. */
export interface ImageQuality {
  /** Pixels, as sent. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly mimeType: ImageMimeType;
  /** 0 (blurred) to 1 (sharp). */
  readonly sharpness: number;
  /** 0 (black) to 1 (white). */
  readonly brightness: number;
  /** 0 (flat) to 1 (full range). */
  readonly contrast: number;
  /** Share of burnt-out pixels, 0 to 1. */
  readonly glare: number;
  /** How far the card is turned, in degrees, clockwise positive; null where no card was found. */
  readonly skewDegrees: number | null;
  readonly hints: readonly QualityCode[];
}
