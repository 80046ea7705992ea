import type { CardPlace } from '../../image/quality.js';
import { magnification } from '../image/geometry.js';
import { beyondPicture, type View } from '../image/view.js';
import type { Area } from '../layout/field-text.js';
import type { Found } from '../layout/found.js';
import type { Layout } from '../layout/layout.js';
import { ROWS } from '../template.js';

/** Share of a card's width from its labels' left edge to its values. */
const COLUMN_SHARE = 0.235;
/** So far, in widths of the column of labels, the middle of the photo's column lies right of the labels' left edge. */
const PHOTO_MIDDLE = 3.3;
/** Share of the card's width that is left of its labels at the least. */
const LEFT_MARGIN = 0.01;
/** A card so many times as high or as low for its width as a card is seen at 40 degrees and more, or was squashed. */
const TILTED = 1.3;
/** Of the distance between rows: so far the outermost print may lie from where it is reckoned. */
const UNSURE = 0.5;
/** The header begins so many rows above the NIK. */
const HEADER_ROWS = 3;

/** How a card lies in its picture, and where its print is in the view. */
interface PlacedCard extends CardPlace {
  readonly area: Area;
}

/**
 * How the card lies in its picture.
 * @param sent pixels of the picture as sent for one pixel of the picture as decoded
 */
export function cardPlace({ located, layout, stretch }: Found, sent: number): PlacedCard {
  const { view, skewDegrees, mirrored } = located;
  const tilted = Math.max(stretch, 1 / stretch) > TILTED;
  const scale = magnification(view.toPicture, view.width / 2, view.height / 2) * sent;
  const { columns } = layout;
  if (columns === null) {
    const area = { left: 0, top: 0, right: view.width, bottom: view.height };
    return { skewDegrees, width: view.width * scale, cutOff: false, tilted, mirrored, area };
  }
  const width = columns.width / COLUMN_SHARE;
  const print: Area = {
    left: columns.labels - LEFT_MARGIN * width,
    right: columns.labels + PHOTO_MIDDLE * columns.width,
    ...heightOf(layout),
  };
  const cutOff = isOutside(within(print, UNSURE * layout.pitch), view);
  return { skewDegrees, width: width * scale, cutOff, tilted, mirrored, area: print };
}

function within({ left, top, right, bottom }: Area, margin: number): Area {
  return { left: left + margin, top: top + margin, right: right - margin, bottom: bottom - margin };
}

/** From the first row of print to the last; rows that were not found are counted on at the distance of the others. */
function heightOf({ rows, pitch, fields }: Layout): { readonly top: number; readonly bottom: number } {
  const { first, last } = rows;
  const above = fields.PROVINCE === undefined ? first.index + HEADER_ROWS : 0;
  return { top: first.y - above * pitch, bottom: last.y + (ROWS.length - 1 - last.index) * pitch };
}

function isOutside({ left, top, right, bottom }: Area, view: View): boolean {
  const isBeyond = beyondPicture(view);
  return [left, right].some((x) => isBeyond(x, top) || isBeyond(x, bottom));
}
