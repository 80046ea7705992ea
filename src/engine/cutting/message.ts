import type { BoundingBox, CardOutline } from '../engine.js';
import type { CardImage } from '../image/probe.js';
import type { Failure } from '../outcome.js';
import type { Cancelled } from '../threads/threads.js';

/** What a picture is saved as. */
export const CUT_FORMATS = ['JPEG', 'WEBP', 'PNG'] as const;
export type CutFormat = (typeof CUT_FORMATS)[number];

/** A picture to be cut from a card. Areas are in shares of the card's sides. */
export interface CutOrder {
  readonly area: BoundingBox;
  /** Painted over before the picture is saved. */
  readonly covered: readonly BoundingBox[];
  /** Pixels at most; never more than the picture that was sent has there. */
  readonly maxWidth: number;
  readonly format: CutFormat;
  /** 1 to 100; PNG has none. */
  readonly quality: number;
}

/** What a thread is asked. */
export interface CutRequest extends Pick<CardImage, 'mimeType'> {
  readonly bytes: Uint8Array;
  readonly corners: CardOutline['corners'];
  /** Clockwise degrees by which the picture, its EXIF orientation followed, was turned for the corners. */
  readonly turnedDegrees: number;
  readonly orders: readonly CutOrder[];
}

/** A picture that was cut, saved. */
export interface CutImage {
  readonly bytes: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** What it answers: a picture for each order. */
export type CutAnswer = { readonly kind: 'cut'; readonly images: readonly CutImage[] } | Failure | Cancelled;
