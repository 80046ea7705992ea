import { z } from 'zod';
import type { QualityThresholds } from '../engine/image/quality.js';

/** An optional number from 0 to `most`, with decimals. */
export const decimal = (most: number) => {
  const message = `must be a number from 0 to ${most}`;
  return z
    .string()
    .regex(/^\d{1,4}(\.\d{1,6})?$/, message)
    .transform(Number)
    .refine((n) => n <= most, message)
    .optional();
};

type Variables = Partial<
  Record<
    | 'QUALITY_MIN_SHARPNESS'
    | 'QUALITY_MIN_BRIGHTNESS'
    | 'QUALITY_MAX_BRIGHTNESS'
    | 'QUALITY_MIN_CONTRAST'
    | 'QUALITY_MAX_GLARE'
    | 'QUALITY_MAX_SKEW_DEGREES'
    | 'QUALITY_MIN_CARD_WIDTH'
    | 'QUALITY_MIN_COLOUR',
    number | undefined
  >
>;

/** The thresholds of hints that the environment sets. All others keep their defaults. */
export function qualityConfig(data: Variables): Partial<QualityThresholds> {
  const all = {
    minSharpness: data.QUALITY_MIN_SHARPNESS,
    minBrightness: data.QUALITY_MIN_BRIGHTNESS,
    maxBrightness: data.QUALITY_MAX_BRIGHTNESS,
    minContrast: data.QUALITY_MIN_CONTRAST,
    maxGlare: data.QUALITY_MAX_GLARE,
    maxSkewDegrees: data.QUALITY_MAX_SKEW_DEGREES,
    minCardWidth: data.QUALITY_MIN_CARD_WIDTH,
    minColour: data.QUALITY_MIN_COLOUR,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
