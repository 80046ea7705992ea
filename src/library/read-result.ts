import type { ImageQuality } from '../engine/image/quality.js';
import type { BoundingBox, PicturePoint, Reading } from '../engine/reading.js';
import { type Card, parseCard } from '../ktp/card.js';
import type { CheckContext } from '../ktp/card-text.js';
import { FIELD_NAMES, type FieldName } from '../ktp/field.js';
import { normalisedText } from '../ktp/field-texts.js';
import { findInconsistencies } from '../ktp/inconsistencies.js';
import type { Inconsistency } from '../ktp/inconsistency.js';
import type { Hider, Visibility } from '../ktp/sight.js';
import { type PlainCard, plainCard } from './plain-card.js';

export interface ReadOptions {
  /** The fields to read: the fewer, the faster. Default: all. */
  readonly fields?: readonly FieldName[];
  /** Stops the reading. The promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A field as it was read. */
export interface ReadField {
  readonly name: FieldName;
  /** As printed; null if it was not seen. */
  readonly raw: string | null;
  readonly normalised: string | null;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly boundingBox: BoundingBox | null;
  /** The corners of the text, clockwise from its top left. */
  readonly corners: readonly [PicturePoint, PicturePoint, PicturePoint, PicturePoint] | null;
  /** How much of the print could be seen. */
  readonly visibility: Visibility | null;
  /** What hides the print, if part of it is hidden and the cause is known. */
  readonly hiddenBy: Hider | null;
  /** Whether hidden letters were added, because only one value of the field's list fits the visible ones. */
  readonly completed: boolean;
}

export interface ReadResult {
  /** The card. Fields that were not asked for may be null. */
  readonly card: PlainCard;
  /** What does not fit together, the worst first; null if only some fields were asked for. */
  readonly inconsistencies: readonly Inconsistency[] | null;
  /** The fields that were asked for, in the order of the card. */
  readonly fields: readonly ReadField[];
  /** Null if only some fields were asked for. */
  readonly imageQuality: ImageQuality | null;
  /** Clockwise degrees by which the picture was turned for the boxes, after its EXIF orientation was applied. */
  readonly turnedDegrees: number | null;
}

/**
 * The result of a reading, with its card checked as of a day.
 * @param asked the fields that were asked for; undefined for all
 */
export function resultOf(
  reading: Reading,
  checkContext: CheckContext,
  asked: readonly FieldName[] | undefined,
): ReadResult {
  const card = parseCard(reading, checkContext);
  return {
    card: plainCard(card),
    inconsistencies: asked === undefined ? findInconsistencies(card, checkContext) : null,
    fields: FIELD_NAMES.filter((name) => asked?.includes(name) ?? true).map((name) =>
      fieldOf(name, reading, card),
    ),
    imageQuality: reading.quality,
    turnedDegrees: reading.turnedDegrees ?? null,
  };
}

function fieldOf(name: FieldName, { evidence, sights }: Reading, card: Card): ReadField {
  const seen = evidence[name];
  const sight = sights?.[name];
  return {
    name,
    raw: seen?.text ?? null,
    normalised: normalisedText(card, name),
    confidence: seen?.confidence ?? null,
    boundingBox: seen?.boundingBox ?? null,
    corners: seen?.corners ?? null,
    visibility: sight?.visibility ?? null,
    hiddenBy: sight?.hiddenBy ?? null,
    completed: seen?.completed ?? false,
  };
}
