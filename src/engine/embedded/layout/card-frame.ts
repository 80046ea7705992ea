import type { Matrix } from '../image/geometry.js';
import type { Columns } from './columns.js';
import { ASPECT, LABELS_AT, rowAt, VALUES_AT } from './proportions.js';

/** A frame so many times as high or as low as a card's is reckoned from rows that were taken for others. */
const MOST_STRETCH = 2.6;

/** A row that text was laid onto: the height of its middle in the view, and its index in `ROWS`. */
export interface FoundRow {
  readonly y: number;
  readonly index: number;
}

/** A card's outline as its rows and columns let it be reckoned. */
export interface CardFrame {
  /** From shares of the card's sides, (0, 0) its top left corner, to the view's pixels. */
  readonly toView: Matrix;
  /** Of the card, in the view's pixels. */
  readonly width: number;
  readonly height: number;
  /** How many times as high as a card's the frame is for its width: 1 where the view shows the card's true shape. */
  readonly stretch: number;
}

/** Whether a card is seen so many times as high as it is for its width. */
export function isCardShape(stretch: number): boolean {
  return stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH;
}

/** The frame of a card whose columns and two of whose rows are known; null where they do not tell. */
export function cardFrame(columns: Columns | null, first: FoundRow, last: FoundRow): CardFrame | null {
  if (columns === null) return null;
  const width = columns.width / (VALUES_AT - LABELS_AT);
  const between = rowAt(last.index) - rowAt(first.index);
  const height = between > 0 ? (last.y - first.y) / between : width * ASPECT;
  const stretch = height / width / ASPECT;
  if (!isCardShape(stretch)) return null;
  const top = first.y - rowAt(first.index) * height;
  const lean = columns.valuesAt(1) - columns.valuesAt(0);
  const left = columns.valuesAt(top) - VALUES_AT * width;
  return { toView: [width, lean * height, left, 0, height, top, 0, 0, 1], width, height, stretch };
}
