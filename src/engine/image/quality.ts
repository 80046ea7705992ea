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
  /** 0 (grey) to 1. */
  readonly colour: number;
  /** Of the card in the picture as sent, in pixels; null where no card was found. */
  readonly cardWidth: number | null;
  readonly hints: readonly QualityCode[];
}

/** Where a measure becomes a reason to take the picture again. */
export interface QualityThresholds {
  readonly minSharpness: number;
  readonly minBrightness: number;
  readonly maxBrightness: number;
  readonly minContrast: number;
  readonly maxGlare: number;
  readonly maxSkewDegrees: number;
  /** Of the card in the picture as sent, in pixels. */
  readonly minCardWidth: number;
  /** Of the colours, 0 (grey) to 1. */
  readonly minColour: number;
}

export const DEFAULT_THRESHOLDS: QualityThresholds = {
  minSharpness: 0.5,
  minBrightness: 0.3,
  maxBrightness: 0.96,
  minContrast: 0.3,
  maxGlare: 0.02,
  maxSkewDegrees: 15,
  minCardWidth: 480,
  minColour: 0.03,
};

/** What was measured of the pixels of a card, or of the whole picture where there is no card. */
export interface Measures {
  readonly sharpness: number;
  readonly brightness: number;
  readonly contrast: number;
  readonly glare: number;
  readonly colour: number;
}

/** How a card lies in its picture. */
export interface CardPlace {
  readonly skewDegrees: number;
  /** Pixels of the picture as sent. */
  readonly width: number;
  readonly cutOff: boolean;
}

/** The reasons that the measures give, in the order of `QUALITY_CODES`. */
export function hintsOf(
  measures: Measures,
  card: CardPlace | null,
  thresholds: QualityThresholds = DEFAULT_THRESHOLDS,
): QualityCode[] {
  const grey = measures.colour < thresholds.minColour;
  const found: Readonly<Record<QualityCode, boolean>> = {
    BLURRED: measures.sharpness < thresholds.minSharpness,
    TOO_DARK: measures.brightness < thresholds.minBrightness,
    TOO_BRIGHT: measures.brightness > thresholds.maxBrightness,
    LOW_CONTRAST: measures.contrast < thresholds.minContrast,
    // The white of a photocopy is paper, not light.
    GLARE: !grey && measures.glare > thresholds.maxGlare,
    SKEWED: card !== null && Math.abs(card.skewDegrees) > thresholds.maxSkewDegrees,
    TOO_SMALL: card !== null && card.width < thresholds.minCardWidth,
    CARD_CUT_OFF: card?.cutOff ?? false,
    GRAYSCALE: grey,
    NOT_A_CARD: card === null,
  };
  return QUALITY_CODES.filter((code) => found[code]);
}
