import type { Raster } from '../../../../src/engine/image/raster.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Of a card, clockwise from its top left, in pixels. */
export type Corners = readonly [Point, Point, Point, Point];

/** Height over width: ISO/IEC 7810 ID-1. */
export const ASPECT = 53.98 / 85.6;

/** How far a side may fall or lean that is looked for: degrees, and the step between them. */
const MOST_DEGREES = 27;
const STEP_DEGREES = 1.5;
const SLOPES = Array.from({ length: (2 * MOST_DEGREES) / STEP_DEGREES + 1 }, (_, n) =>
  Math.tan(((n * STEP_DEGREES - MOST_DEGREES) * Math.PI) / 180),
);
/** Lines are first told by this middle share of the picture, where a card's sides are whichever way it lies. */
const MIDDLE = 0.5;
/** A side passes the picture's middle at this share of the picture's side at least. */
const OFF_MIDDLE = 0.14;
/** So many lines are tried for each side. */
const TRIED = 7;
/** Pixels between two that are. */
const APART = 4;
/** Grey levels for a pixel along a whole side: grain and wrinkles have less, a card's edge on most tables more. */
const LEAST_STEP = 3.5;
/** More contrast than this makes a side no more of one. */
const MOST_STEP = 30;
/** A card that leans looks so many times higher or lower than it is. */
const MOST_STRETCH = 1.4;
/** Tangent between opposite sides that run together as they go away. */
const MOST_CONVERGENCE = 0.3;

/** A line across the grid: its place where it passes the middle of the long axis, and how far it falls in a pixel. */
interface Line {
  readonly at: number;
  readonly slope: number;
  readonly strength: number;
}

/** Steps of brightness, across the rows for the sides above and below, across the columns for the others; `long` is along the sides. */
interface Grid {
  readonly steps: Float32Array;
  readonly long: number;
  readonly across: number;
}

/**
 * Finds the card in a small picture, some 240 pixels wide, that it fills by more than a third: four straight edges in the shape of an
 * ID card. Null where there are none. No networks, so that a browser does it many times in a second.
 */
export function findCard(picture: Raster): Corners | null {
  const grey = smoothed(picture);
  const { width, height } = picture;
  const rows: Grid = { steps: stepsDown(grey, width, height), long: width, across: height };
  const columns: Grid = { steps: stepsRight(grey, width, height), long: height, across: width };
  const [tops, bottoms] = linesBeside(rows);
  const [lefts, rights] = linesBeside(columns);
  let best: { corners: Corners; score: number } | null = null;
  for (const top of tops) {
    for (const bottom of bottoms) {
      if (Math.abs(top.slope - bottom.slope) > MOST_CONVERGENCE) continue;
      for (const left of lefts) {
        for (const right of rights) {
          if (Math.abs(left.slope - right.slope) > MOST_CONVERGENCE) continue;
          const corners = cornersOf(top, right, bottom, left, width, height);
          const score = scoreOf(corners, rows, columns);
          if (score > (best?.score ?? 0)) best = { corners, score };
        }
      }
    }
  }
  return best?.corners ?? null;
}

/** Grey, each the mean of nine pixels, so that lines need not be hit to the pixel. */
function smoothed({ width, height, pixels }: Raster): Float32Array {
  const grey = Float32Array.from(pixels, (pixel) => {
    const [red, green, blue] = [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
    return 0.3 * red + 0.59 * green + 0.11 * blue;
  });
  const across = new Float32Array(grey.length);
  for (let at = 1; at < grey.length - 1; at += 1) {
    across[at] = (grey[at - 1]! + grey[at]! + grey[at + 1]!) / 3;
  }
  const out = new Float32Array(grey.length);
  for (let at = width; at < width * (height - 1); at += 1) {
    out[at] = (across[at - width]! + across[at]! + across[at + width]!) / 3;
  }
  return out;
}

/** At `long * row + column`, how much brighter it is below than above. */
function stepsDown(grey: Float32Array, width: number, height: number): Float32Array {
  const steps = new Float32Array(grey.length);
  for (let at = 3 * width; at < width * (height - 3); at += 1) {
    steps[at] = grey[at + width]! - grey[at - width]!;
  }
  return steps;
}

/** Turned about, so that both grids are read alike: at `height * column + row`, how much brighter it is right than left. */
function stepsRight(grey: Float32Array, width: number, height: number): Float32Array {
  const steps = new Float32Array(grey.length);
  for (let x = 3; x < width - 3; x += 1) {
    for (let y = 2; y < height - 2; y += 1) {
      steps[x * height + y] = grey[y * width + x + 1]! - grey[y * width + x - 1]!;
    }
  }
  return steps;
}

/** The strongest lines before and behind the middle. */
function linesBeside({ steps, long, across }: Grid): readonly [readonly Line[], readonly Line[]] {
  const [from, to] = [Math.round((long * (1 - MIDDLE)) / 2), Math.round((long * (1 + MIDDLE)) / 2)];
  const middle = long / 2;
  const strongest: Line[] = [];
  for (let at = 3; at < across - 3; at += 1) {
    let best: Line = { at, slope: 0, strength: 0 };
    for (const slope of SLOPES) {
      let sum = 0;
      for (let along = from; along < to; along += 1) {
        const place = Math.round(at + slope * (along - middle));
        if (place >= 0 && place < across) sum += steps[place * long + along]!;
      }
      const strength = Math.abs(sum) / (to - from);
      if (strength > best.strength) best = { at, slope, strength };
    }
    strongest.push(best);
  }
  const beyond = OFF_MIDDLE * across;
  return [
    peaks(strongest.filter(({ at }) => at < across / 2 - beyond)),
    peaks(strongest.filter(({ at }) => at > across / 2 + beyond)),
  ];
}

function peaks(lines: readonly Line[]): Line[] {
  const found: Line[] = [];
  for (const line of lines.toSorted((a, b) => b.strength - a.strength)) {
    if (found.length === TRIED) break;
    if (found.every(({ at }) => Math.abs(at - line.at) >= APART)) found.push(line);
  }
  return found;
}

function cornersOf(top: Line, right: Line, bottom: Line, left: Line, width: number, height: number): Corners {
  const meet = (level: Line, upright: Line): Point => {
    // y = level.at + level.slope * (x - width / 2), x = upright.at + upright.slope * (y - height / 2)
    const y =
      (level.at + level.slope * (upright.at - (upright.slope * height) / 2 - width / 2)) /
      (1 - level.slope * upright.slope);
    return { x: upright.at + upright.slope * (y - height / 2), y };
  };
  return [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)];
}

/** How much speaks for these being a card's corners; 0 for what no card looks like. */
function scoreOf([tl, tr, br, bl]: Corners, rows: Grid, columns: Grid): number {
  const [width, height] = [
    (distance(tl, tr) + distance(bl, br)) / 2,
    (distance(tl, bl) + distance(tr, br)) / 2,
  ];
  const stretch = height / width / ASPECT;
  if (!(stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH)) return 0;
  const level = (br.x - bl.x) * (tr.x - tl.x) > 0 && (bl.y - tl.y) * (br.y - tr.y) > 0;
  if (!level) return 0;
  // Sides that fall as much as the others lean make a turned card; what they differ by is a lean away from the camera, or no card.
  const falls = (slope(tl, tr) + slope(bl, br)) / 2;
  const leans = -(slopeOf(tl.y, tl.x, bl.y, bl.x) + slopeOf(tr.y, tr.x, br.y, br.x)) / 2;
  const steps = [
    stepAlong(rows, tl.x, tl.y, tr.x, tr.y),
    stepAlong(rows, bl.x, bl.y, br.x, br.y),
    stepAlong(columns, tl.y, tl.x, bl.y, bl.x),
    stepAlong(columns, tr.y, tr.x, br.y, br.x),
  ];
  if (Math.min(...steps) < LEAST_STEP) return 0;
  const sides = steps.reduce((sum, step) => sum + Math.min(step, MOST_STEP), 0);
  const shape = Math.abs(Math.log(stretch)) + Math.abs(falls - leans);
  return sides * Math.max(0, 1 - shape) * Math.sqrt(width);
}

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);
const slope = (a: Point, b: Point) => slopeOf(a.x, a.y, b.x, b.y);
const slopeOf = (along: number, across: number, alongTo: number, acrossTo: number) =>
  (acrossTo - across) / (alongTo - along);

/** The mean step of brightness along a side but for its rounded corners; what lies beyond the picture has none. */
function stepAlong(grid: Grid, along: number, across: number, alongTo: number, acrossTo: number): number {
  const { steps, long } = grid;
  const length = Math.round(Math.abs(alongTo - along));
  const rounded = Math.ceil(length * 0.06);
  let sum = 0;
  for (let n = rounded; n < length - rounded; n += 1) {
    const share = n / length;
    const [x, y] = [
      Math.round(along + share * (alongTo - along)),
      Math.round(across + share * (acrossTo - across)),
    ];
    if (x >= 0 && x < long && y >= 0 && y < grid.across) sum += steps[y * long + x]!;
  }
  return Math.abs(sum) / Math.max(1, length - 2 * rounded);
}
