import type { BoundingBox, OutlinePart } from '../../reading.js';
import type { Without } from '../heuristics.js';
import { apply, compose, invert, type Matrix, median } from '../image/geometry.js';
import type { View } from '../image/view.js';
import type { CardFrame } from '../layout/card-frame.js';
import type { Columns } from '../layout/columns.js';
import type { Area } from '../layout/field-text.js';
import { isWitnessed, type Layout } from '../layout/layout.js';
import { LABELS_AT } from '../layout/proportions.js';
import { cardByItsEdges } from './edges.js';
import { type PrintAreas, printAreas } from './print-areas.js';

/** A card in a view; areas are in shares of the card's sides. */
export interface SeenOutline {
  /** From shares of the card's sides, (0, 0) the top left corner of its print, to the view's pixels. */
  readonly toView: Matrix;
  readonly print: PrintAreas;
  readonly portrait: OutlinePart;
  readonly signature: OutlinePart;
}

/** Where the photo is, in shares of the card's sides; under it stand place and date of issue, and under those the signature. */
const PHOTO = { middle: 0.85, width: 0.24, top: 0.175, bottom: 0.7 } as const;
const PHOTO_AT_MOST = { left: 0.69, top: 0.13, bottom: 0.78 } as const;
const SIGNATURE = { left: 0.7, top: 0.84 } as const;
const SIGNATURE_AT_MOST = { left: 0.66, top: 0.72 } as const;

/** So many rows are known by their labels, of which the others are between, and these begin below one another, in distances of the columns. */
const LEAST_ROWS = 8;
const BELOW_ONE_ANOTHER = 0.1;
/** Lines so many times as long as high are parallel but for so few of them: where they fan out, the card was not straightened. */
const TELLING = 3;
const PARALLEL = 0.035;
const MOST_ASKEW = 0.2;
/** So many times as high or as low for its width as a card may seem whose rows and columns were rightly found. */
const MOST_STRETCH = 1.5;

/** Where a card lies in its view and where its fields are on it; null if too little of it was found to be sure. */
export function outlineOf(
  view: View,
  layout: Layout,
  frame: CardFrame | null,
  without: Without,
): SeenOutline | null {
  const { columns } = layout;
  if (frame === null || columns === null || !isSure(layout, columns, frame)) return null;
  const reckoned = widthByIssue(frame.toView, layout);
  const toView = without.has('card-edges') ? reckoned : cardByItsEdges(view, reckoned);
  const issue = issueOn(layout, invert(toView));
  const middle = issue?.middle ?? PHOTO.middle;
  const bottom = Math.min(PHOTO.bottom, issue?.top ?? 1);
  const { left, top } = PHOTO_AT_MOST;
  return {
    toView,
    print: printAreas(layout, columns, toView),
    portrait: {
      shown: box(middle - PHOTO.width / 2, PHOTO.top, Math.min(1, middle + PHOTO.width / 2), bottom),
      most: box(left, top, 1, Math.max(bottom, issue?.top ?? PHOTO_AT_MOST.bottom)),
    },
    signature: {
      shown: box(SIGNATURE.left, issue?.bottom ?? SIGNATURE.top, 1, 1),
      most: box(SIGNATURE_AT_MOST.left, issue?.bottom ?? SIGNATURE_AT_MOST.top, 1, 1),
    },
  };
}

function isSure({ placed, slope }: Layout, columns: Columns, { stretch }: CardFrame): boolean {
  if (Math.max(stretch, 1 / stretch) > MOST_STRETCH) return false;
  const rows = placed.filter(isWitnessed).map(({ text }) => text.lines);
  const off = rows.map(([first]) => Math.abs((first?.left ?? 0) - columns.labels) / columns.width);
  const long = rows.flat().filter(({ left, right, height }) => right - left > TELLING * height);
  const askew = long.filter((line) => Math.abs(line.slope - slope) > PARALLEL);
  return (
    off.length >= LEAST_ROWS && median(off) < BELOW_ONE_ANOTHER && askew.length <= MOST_ASKEW * long.length
  );
}

/** The frame, its width reckoned by the date of issue where it was read: that stands further from the labels than the values do. */
function widthByIssue(toView: Matrix, layout: Layout): Matrix {
  const issue = issueOn(layout, invert(toView));
  if (issue === null) return toView;
  const wider = (issue.middle - LABELS_AT) / (PHOTO.middle - LABELS_AT);
  return compose(toView, [wider, 0, LABELS_AT * (1 - wider), 0, 1, 0, 0, 0, 1]);
}

/** Where place and date of issue stand, which are printed in the middle under the photo; null where the date was not read. */
function issueOn({ fields: { ISSUE_PLACE: place, ISSUE_DATE: date } }: Layout, toCard: Matrix) {
  if (date === undefined) return null;
  const [first, last] = [place?.area ?? date.area, date.area];
  const at = ({ left, right }: Area, y: number) => apply(toCard, (left + right) / 2, y);
  return { middle: at(last, last.top).x, top: at(first, first.top).y, bottom: at(last, last.bottom).y };
}

function box(left: number, top: number, right: number, bottom: number): BoundingBox {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
