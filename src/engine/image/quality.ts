import type { SentMimeType } from '../../image-limits.js';

export const QUALITY_CODES = [
  'DAMAGED',
  'BLURRED',
  'TOO_DARK',
  'TOO_BRIGHT',
  'LOW_CONTRAST',
  'GLARE',
  'SKEWED',
  'TOO_SMALL',
  'CARD_CUT_OFF',
  'MIRRORED',
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
  readonly mimeType: SentMimeType;
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
  /** Whether all that was asked for was read, and surely. */
  readonly legible?: boolean;
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
  maxBrightness: 0.985,
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

/** What there is to be judged of a picture. */
interface Judged extends Measures {
  /** Whether some of its file is missing, or not as it was written. */
  readonly damaged?: boolean;
  /** Whether all that was asked for was read, and surely: then there is nothing that a better picture would show. */
  readonly legible?: boolean;
}

/** How a card lies in its picture. */
export interface CardPlace {
  readonly skewDegrees: number;
  /** Pixels of the picture as sent. */
  readonly width: number;
  readonly cutOff: boolean;
  /** Whether it leans so far away from the camera that its shape is lost, or the picture was squashed. */
  readonly tilted?: boolean;
  readonly mirrored?: boolean;
}

/** Of a card in ordinary light. */
const PLAIN_CONTRAST = 0.5;
/** The middle brightness of a card that is white almost everywhere. */
const WHITE = 0.9;

/** Reasons to take a picture again that are none where all that was asked for was read surely. */
export const OF_PRINT: ReadonlySet<QualityCode> = new Set([
  'BLURRED',
  'TOO_DARK',
  'TOO_BRIGHT',
  'LOW_CONTRAST',
  'CARD_CUT_OFF',
]);

/** The reasons that the measures give, in the order of `QUALITY_CODES`. */
export function hintsOf(
  measures: Judged,
  card: CardPlace | null,
  thresholds: QualityThresholds = DEFAULT_THRESHOLDS,
): QualityCode[] {
  const { brightness, contrast, damaged = false, legible = false } = measures;
  const dark = brightness < thresholds.minBrightness;
  const bright = brightness > thresholds.maxBrightness;
  // Fog takes colour and contrast in the same measure.
  const grey = measures.colour < thresholds.minColour * Math.min(1, contrast / PLAIN_CONTRAST);
  const found: Readonly<Record<QualityCode, boolean>> = {
    DAMAGED: damaged,
    BLURRED: measures.sharpness < thresholds.minSharpness,
    TOO_DARK: dark,
    TOO_BRIGHT: bright,
    // Of a picture that is too dark or too bright, more light or less is what it lacks.
    LOW_CONTRAST: !dark && !bright && contrast < thresholds.minContrast,
    // White all over is the paper of a photocopy, or a pale card in good light, and no reflection.
    GLARE: !grey && brightness < WHITE && measures.glare > thresholds.maxGlare,
    SKEWED: card !== null && (card.tilted === true || Math.abs(card.skewDegrees) > thresholds.maxSkewDegrees),
    TOO_SMALL: card !== null && card.width < thresholds.minCardWidth,
    CARD_CUT_OFF: card?.cutOff ?? false,
    MIRRORED: card?.mirrored ?? false,
    // A table may be grey.
    GRAYSCALE: card !== null && grey,
    NOT_A_CARD: card === null,
  };
  return QUALITY_CODES.filter((code) => found[code] && !(legible && OF_PRINT.has(code)));
}

/** The same measures, with the hints that other thresholds give. */
export function judgedBy(thresholds: QualityThresholds, quality: ImageQuality): ImageQuality {
  const { skewDegrees, cardWidth: width } = quality;
  const damaged = quality.hints.includes('DAMAGED');
  const cutOff = quality.hints.includes('CARD_CUT_OFF');
  const mirrored = quality.hints.includes('MIRRORED');
  const level = Math.abs(skewDegrees ?? 0) <= DEFAULT_THRESHOLDS.maxSkewDegrees;
  const tilted = level && quality.hints.includes('SKEWED');
  const card =
    skewDegrees === null || width === null ? null : { skewDegrees, width, cutOff, tilted, mirrored };
  return { ...quality, hints: hintsOf({ ...quality, damaged }, card, thresholds) };
}
