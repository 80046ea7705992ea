import { MEASURED_WIDTH, measure } from '../../image/measure.js';
import { hintsOf, type ImageQuality, type QualityThresholds } from '../../image/quality.js';
import { type Raster, rasterOf } from '../../image/raster.js';
import type { DecodedPicture } from '../image/decoded-picture.js';
import { compose, translation } from '../image/geometry.js';
import { drawView } from '../image/view.js';
import type { Area } from '../layout/field-text.js';
import type { Found } from '../layout/found.js';
import type { Located } from '../rectification/locate.js';
import { cardPlace } from './card-place.js';

/** The picture's file as it was sent. */
export type Sent = Pick<ImageQuality, 'width' | 'height' | 'mimeType' | 'bytes'>;

/**
 * Measures the card, or the whole picture if no card was found, and gives hints why to take the picture again.
 * @param legible whether all that was asked for was read with enough confidence
 */
export function qualityOf(
  { width, height, mimeType, bytes, thresholds }: Sent & { readonly thresholds: QualityThresholds },
  picture: DecodedPicture,
  found: Found | null,
  legible = false,
): ImageQuality {
  const sent = Math.max(width, height) / Math.max(picture.width, picture.height);
  const card = found === null ? null : cardPlace(found, sent);
  const measures = measure(
    found === null || card === null ? rasterOf(picture) : drawCard(found.located, card.area),
  );
  return {
    width,
    height,
    bytes,
    mimeType,
    ...measures,
    skewDegrees: card?.skewDegrees ?? null,
    cardWidth: card?.width ?? null,
    legible,
    hints: hintsOf({ ...measures, damaged: picture.damaged, legible }, card, thresholds),
  };
}

function drawCard({ view }: Located, { left, top, right, bottom }: Area): Raster {
  const [width, height] = [right - left, bottom - top];
  const zoom = MEASURED_WIDTH / width;
  const card = { ...view, toPicture: compose(view.toPicture, translation(left, top)), width, height };
  return drawView(card, MEASURED_WIDTH, Math.max(1, Math.round(height * zoom)));
}
