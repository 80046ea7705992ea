import {
  apply,
  type Box,
  compose,
  invert,
  type Matrix,
  median,
  type Point,
  rotation,
  translation,
  weightedMedian,
} from '../image/geometry.js';
import type { View } from '../image/view.js';

/** Radians by which a line may fall from the others and still be one of them. */
const KIN = 0.2;
/** A box so many times as long as high shows its direction. */
const TELLING = 3;

/** The printed part of a whole card is so wide for its height. */
const PRINT_ASPECT = 1.6;
const LINES_OF_A_CARD = 24;
/** Shares of the boxes' extent. */
const LEAST_MARGIN = 0.12;

/**
 * Straightens by the lines of text alone: a card's border is often outside the picture.
 * Their common direction turns them level, their meeting in one point undoes the perspective, and the line-up of
 * their beginnings sets the columns upright.
 * The view reaches beyond the boxes the further the fewer they are: then more of the card's were missed.
 */
export function straighten(from: View, boxes: readonly Box[]): View {
  const telling = boxes.filter((box) => box.length > TELLING * box.height);
  if (telling.length === 0) return from;
  const lengths = telling.map((box) => box.length);
  // The median: text of the background pulls a mean away.
  const skew = weightedMedian(
    telling.map((box) => box.angle),
    lengths,
  );
  const kin = boxes.filter((box) => Math.abs(box.angle - skew) < KIN);
  const long = telling.filter((box) => kin.includes(box));
  const height = median(long.map((box) => box.height));
  const level = compose(
    rotation(-skew),
    translation(-median(long.map((box) => box.x)), -median(long.map((box) => box.y))),
  );
  const extent = Math.max(from.width, from.height);
  const bend = convergence(
    long.map((box) => ({ ...box, ...apply(level, box.x, box.y), angle: box.angle - skew })),
    extent,
  );
  // Lines through (0, y) that rise by bend * y become level where both coordinates are divided by 1 + bend * x.
  const parallel = compose([1, 0, 0, 0, 1, 0, bend, 0, 1], level);
  const near = kin.filter((box) => box.height < 2.5 * height);
  const lean = columnLean(
    [-1, 1].map((side) => near.map((box) => end(parallel, box, side))),
    height,
  );
  const flat = compose([1, -lean, 0, 0, 1, 0, 0, 0, 1], parallel);
  const missed = Math.max(0, 1 - near.length / LINES_OF_A_CARD);
  const region = regionOf(near, flat, from, LEAST_MARGIN + missed);
  const toFrom = compose(invert(flat), translation(region.left, region.top));
  return {
    picture: from.picture,
    toPicture: compose(from.toPicture, toFrom),
    width: region.width,
    height: region.height,
  };
}

/** Boxes too short to show their direction take the others'. */
export function alignShort(boxes: readonly Box[]): readonly Box[] {
  const telling = boxes.filter((box) => box.length > TELLING * box.height);
  if (telling.length === 0) return boxes;
  const direction = weightedMedian(
    telling.map((box) => box.angle),
    telling.map((box) => box.length),
  );
  return boxes.map((box) => {
    const share = Math.max(0, Math.min(1, box.length / box.height / TELLING - 1));
    return { ...box, angle: direction + share * (box.angle - direction) };
  });
}

/** How much more a line rises for each pixel it lies lower: lines of a plane seen at an angle meet in one point. */
function convergence(boxes: readonly Box[], extent: number): number {
  if (boxes.length < 5) return 0;
  let bend = 0;
  for (let round = 0; round < 4; round++) {
    let xy = 0;
    let yy = 0;
    for (const box of boxes) {
      const slope = Math.tan(box.angle);
      const weight = box.length / (0.01 + Math.abs(slope - bend * box.y));
      xy += weight * box.y * slope;
      yy += weight * box.y * box.y;
    }
    bend = yy === 0 ? 0 : xy / yy;
  }
  // No legible card is seen at such an angle that its far end shrinks to less than a half.
  const limit = 0.5 / extent;
  return Math.max(-limit, Math.min(limit, bend));
}

/**
 * How far columns lean to the right for each pixel downwards: the lean under which most lines begin below one another, or end so, as
 * in a mirror.
 * @param sides where the lines begin, and where they end
 */
function columnLean(sides: readonly (readonly Point[])[], height: number): number {
  const near = 0.6 * height;
  let best = 0;
  let most = 0;
  for (const ends of sides) {
    if (ends.length < 8) return 0;
    const xs = new Float64Array(ends.length);
    const ordered = [...ends];
    for (let step = -20; step <= 20; step++) {
      const lean = step / 50;
      sortInto(xs, ordered, lean);
      let pairs = xs.length / 2;
      for (let i = 0; i < xs.length; i++) {
        for (let j = i + 1; j < xs.length && xs[j]! - xs[i]! < near; j++)
          pairs += 1 - (xs[j]! - xs[i]!) / near;
      }
      // Without a clear winner columns stand straight.
      pairs *= 1 - 0.2 * Math.abs(lean);
      if (pairs > most) {
        most = pairs;
        best = lean;
      }
    }
  }
  return best;
}

/**
 * Puts the ends in the order in which they come to lie from left to right, and into `xs` where: under the next lean it is almost the
 * same, and little is left to be sorted.
 */
function sortInto(xs: Float64Array, ends: Point[], lean: number): void {
  for (let n = 0; n < xs.length; n++) {
    const end = ends[n] as Point;
    const x = end.x - lean * end.y;
    let at = n;
    for (; at > 0 && xs[at - 1]! > x; at--) {
      xs[at] = xs[at - 1]!;
      ends[at] = ends[at - 1] as Point;
    }
    xs[at] = x;
    ends[at] = end;
  }
}

/** Where a line begins (-1) or ends (1). */
function end(map: Matrix, box: Box, side: number): Point {
  return apply(
    map,
    box.x + (side * Math.cos(box.angle) * box.length) / 2,
    box.y + (side * Math.sin(box.angle) * box.length) / 2,
  );
}

interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the flat plane that holds the boxes, wide and high enough for a card, but within what the picture shows. */
function regionOf(boxes: readonly Box[], flat: Matrix, from: View, margin: number): Region {
  const ends = boxes.flatMap((box) => {
    const dx = (Math.cos(box.angle) * box.length) / 2;
    const dy = (Math.sin(box.angle) * box.length) / 2;
    return [apply(flat, box.x - dx, box.y - dy), apply(flat, box.x + dx, box.y + dy)];
  });
  const corners = [
    apply(flat, 0, 0),
    apply(flat, from.width, 0),
    apply(flat, 0, from.height),
    apply(flat, from.width, from.height),
  ];
  const x = span(ends.map((end) => end.x));
  const y = span(ends.map((end) => end.y));
  const width = Math.max(x.size, PRINT_ASPECT * y.size) * (1 + 2 * margin);
  const height = Math.max(y.size, x.size / PRINT_ASPECT) * (1 + 2 * margin);
  const shown = { x: span(corners.map((corner) => corner.x)), y: span(corners.map((corner) => corner.y)) };
  const left = Math.max(shown.x.from, x.middle - width / 2);
  const top = Math.max(shown.y.from, y.middle - height / 2);
  return {
    left,
    top,
    width: Math.min(shown.x.to, x.middle + width / 2) - left,
    height: Math.min(shown.y.to, y.middle + height / 2) - top,
  };
}

function span(values: readonly number[]): { from: number; to: number; middle: number; size: number } {
  const from = Math.min(...values);
  const to = Math.max(...values);
  return { from, to, middle: (from + to) / 2, size: to - from };
}
