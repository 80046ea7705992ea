import { MEASURED_WIDTH, measure } from '../../image/measure.js';
import { hintsOf, type ImageQuality } from '../../image/quality.js';
import type { Raster } from '../../image/raster.js';
import type { DecodedPicture } from '../image/decode-image.js';
import { compose, translation } from '../image/geometry.js';
import { drawView } from '../image/view.js';
import type { Area } from '../layout/field-text.js';
import type { Found } from '../layout/found.js';
import type { ReadRequest } from '../protocol.js';
import type { Located } from '../rectification/locate.js';
import { cardPlace } from './card-place.js';

/** Measures the card, or the whole picture where there is none, and says what speaks for taking it again. */
export function qualityOf(
  { thresholds, sent: original, ...read }: ReadRequest,
  picture: DecodedPicture,
  found: Found | null,
): ImageQuality {
  // Who took the picture knows it as it was sent.
  const { width, height, mimeType, bytes } = original ?? { ...read, bytes: read.bytes.length };
  const sent = Math.max(width, height) / Math.max(picture.width, picture.height);
  const card = found === null ? null : cardPlace(found, sent);
  const measures = measure(found === null || card === null ? picture : drawCard(found.located, card.area));
  return {
    width,
    height,
    bytes,
    mimeType,
    ...measures,
    skewDegrees: card?.skewDegrees ?? null,
    cardWidth: card?.width ?? null,
    hints: hintsOf({ ...measures, damaged: picture.damaged }, card, thresholds),
  };
}

function drawCard({ view }: Located, { left, top, right, bottom }: Area): Raster {
  const [width, height] = [right - left, bottom - top];
  const zoom = MEASURED_WIDTH / width;
  const card = { ...view, toPicture: compose(view.toPicture, translation(left, top)), width, height };
  return drawView(card, MEASURED_WIDTH, Math.max(1, Math.round(height * zoom)));
}
