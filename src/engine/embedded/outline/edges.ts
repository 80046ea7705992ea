import { bytesOf } from '../image/drawing.js';
import { compose, fromUnitSquare, type Matrix, type Point, scaling, translation } from '../image/geometry.js';
import { beyondPicture, drawView, type View } from '../image/view.js';
import { ASPECT } from '../layout/proportions.js';

/** Pixels that the frame is drawn wide, and around it. */
const WIDTH = 480;
const HEIGHT = WIDTH * ASPECT;
const AROUND = 64;

/** A side of the card, in the pixels of the drawing: where it passes the middle of the sides that it meets, and how it falls along its length. */
interface Line {
  readonly at: number;
  readonly slope: number;
}

/** A line that may be a side, and what speaks for it. */
interface Candidate extends Line {
  readonly score: number;
}

/** A side as it is looked for. */
interface Side {
  /** Whether it runs across the picture, as those above and below do. */
  readonly level: boolean;
  /** Where the frame has it, and along which stretch it is looked at: its rounded corners are left out. */
  readonly expected: number;
  readonly from: number;
  readonly to: number;
  /** 1 where the card's outside lies at larger pixels than its inside. */
  readonly outwards: 1 | -1;
  /** How far it lies from there as a rule. */
  readonly usual: number;
  /** How far inwards it may lie at the most: there the card's print begins, whose letters make an edge as well. */
  readonly inwards: number;
}

/** A side is looked at between its rounded corners, which take this share of the card's width. */
const ROUNDED = 0.055;
const SIDES: readonly Side[] = [
  { level: true, expected: AROUND, ...stretch(WIDTH), outwards: -1, usual: 10, inwards: 13 },
  { level: false, expected: AROUND + WIDTH, ...stretch(HEIGHT), outwards: 1, usual: 14, inwards: 28 },
  { level: true, expected: AROUND + HEIGHT, ...stretch(WIDTH), outwards: 1, usual: 11, inwards: 17 },
  { level: false, expected: AROUND, ...stretch(HEIGHT), outwards: -1, usual: 8, inwards: 11 },
];

/** How far from where it is expected a side is looked for, in pixels, and how far it may fall. */
const REACH = AROUND - 6;
const MOST_SLOPE = 0.12;
/** From one line that is tried to the next; those that look best are then looked at more closely. */
const COARSE = { at: 2, slope: 0.01, along: 4 } as const;
const FINE = { at: 0.5, slope: 0.0025, along: 2 } as const;
const LOOKED_AT = 5;
/** What speaks for an edge at the least. */
const LEAST_SCORE = 0.35;
/** What speaks for the side lying where the picture ends. */
const BORDER_SCORE = 1.3;

/** A line is looked at in so many pieces; most of them must show the edge, for print and fingers show one here and there. */
const PIECES = 12;
const LEAST_PIECES = 6;
/** The share of the pieces that may show less of an edge than counts. */
const SHOWING_LESS = 0.3;
/** Steps of brightness, over four pixels: what is as strong as grain, and what is so strong that more tells no more. */
const GRAIN = 8;
const STRONG = 160;

function stretch(length: number): { readonly from: number; readonly to: number } {
  const off = ROUNDED * WIDTH;
  return { from: AROUND + off, to: AROUND + length - off };
}

/**
 * The card in its picture, from shares of its sides to the view's pixels: the frame that its text lets be reckoned, its sides moved to
 * edges that are seen near them. A side of which no edge is seen stays where the frame has it, or where the picture ends.
 */
export function cardByItsEdges(view: View, frame: Matrix): Matrix {
  const toFrame = compose(scaling(1 / WIDTH, 1 / HEIGHT), translation(-AROUND, -AROUND));
  const toView = compose(frame, toFrame);
  const [width, height] = [WIDTH + 2 * AROUND, Math.round(HEIGHT) + 2 * AROUND];
  const around: View = { picture: view.picture, toPicture: compose(view.toPicture, toView), width, height };
  const drawn: Drawn = { width, height, bytes: bytesOf(drawView(around, width, height)) };
  const isBeyond = beyondPicture(around);
  const [top, right, bottom, left] = SIDES.map((side) => sideOf(side, drawn, isBeyond)) as [
    Line,
    Line,
    Line,
    Line,
  ];
  const corners = [meet(top, left), meet(top, right), meet(bottom, right), meet(bottom, left)] as const;
  return compose(toView, fromUnitSquare(corners));
}

/** What was drawn around the frame, its pixels as four bytes, of which the last tells nothing. */
interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** Of the picture's pixels. */
type Beyond = (x: number, y: number) => boolean;

function sideOf(side: Side, drawn: Drawn, isBeyond: Beyond): Line {
  const { expected, outwards, inwards } = side;
  const coarse: Candidate[] = [];
  for (let off = -inwards; off <= REACH; off += COARSE.at) {
    const at = expected + outwards * off;
    let best: Candidate | undefined;
    for (let slope = -MOST_SLOPE; slope <= MOST_SLOPE; slope += COARSE.slope) {
      const score = scoreOf({ at, slope }, side, drawn, isBeyond, COARSE.along);
      if (best === undefined || score > best.score) best = { at, slope, score };
    }
    if (best !== undefined) coarse.push(best);
  }
  const fine = coarse
    .toSorted((a, b) => b.score - a.score)
    .slice(0, LOOKED_AT)
    .map((line) => closer(line, side, drawn, isBeyond));
  const border = borderOf(side, isBeyond);
  const all = [...fine, ...(border === null ? [] : [border])];
  const [best] = all.toSorted((a, b) => b.score - a.score);
  return best !== undefined && best.score > LEAST_SCORE ? best : { at: expected, slope: 0 };
}

function closer(line: Candidate, side: Side, drawn: Drawn, isBeyond: Beyond): Candidate {
  let best = line;
  for (let at = line.at - COARSE.at; at <= line.at + COARSE.at; at += FINE.at) {
    for (let slope = line.slope - COARSE.slope; slope <= line.slope + COARSE.slope; slope += FINE.slope) {
      const score = scoreOf({ at, slope }, side, drawn, isBeyond, FINE.along);
      if (score > best.score) best = { at, slope, score };
    }
  }
  return best;
}

/** What speaks for a line as the card's side: the more, the stronger its edge and the nearer it lies to where it is expected. */
function scoreOf(
  { at, slope }: Line,
  { level, expected, usual, from, to }: Side,
  { width, height, bytes }: Drawn,
  isBeyond: Beyond,
  every: number,
): number {
  const middle = (from + to) / 2;
  /** From a byte to that of the next pixel across the line. */
  const next = level ? 4 * width : 4;
  const pieces: [number, number, number][] = [];
  const whole: [number, number, number] = [0, 0, 0];
  for (let n = 0; n < PIECES; n += 1) {
    const [begin, end] = [from + ((to - from) * n) / PIECES, from + ((to - from) * (n + 1)) / PIECES];
    const half = (begin + end) / 2;
    const across = at + slope * (half - middle);
    if (level ? isBeyond(half, across) : isBeyond(across, half)) continue;
    const sum: [number, number, number] = [0, 0, 0];
    let count = 0;
    for (let along = begin; along < end; along += every) {
      const across = Math.round(at + slope * (along - middle));
      const [x, y] = level ? [Math.round(along), across] : [across, Math.round(along)];
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      count += 1;
      if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) continue;
      // The step over four pixels, across the line.
      for (let i = 4 * (y * width + x), channel = 0; channel < 3; channel += 1, i += 1)
        sum[channel]! += bytes[i + next]! + bytes[i + 2 * next]! - bytes[i - next]! - bytes[i - 2 * next]!;
    }
    if (count === 0) continue;
    for (const channel of [0, 1, 2] as const) {
      sum[channel] /= count;
      whole[channel] += sum[channel];
    }
    pieces.push(sum);
  }
  if (pieces.length < LEAST_PIECES) return Number.NEGATIVE_INFINITY;
  const strength = Math.hypot(...whole);
  const shown = pieces
    .map(([r, g, b]) => (r * whole[0] + g * whole[1] + b * whole[2]) / Math.max(1, strength))
    .sort((a, b) => a - b);
  const least = Math.min(STRONG, shown[Math.floor(SHOWING_LESS * shown.length)]!);
  return Math.log1p(Math.max(0, least) / GRAIN) - unlikelihood(at - expected, usual);
}

function unlikelihood(off: number, usual: number): number {
  return 0.25 * (off / usual) ** 2;
}

/** Where the picture ends near a side, as a line; null where it does not. */
function borderOf({ level, expected, usual, from, to, outwards }: Side, isBeyond: Beyond): Candidate | null {
  const ends: Point[] = [];
  for (let n = 0; n < PIECES; n += 1) {
    const along = from + ((to - from) * (n + 0.5)) / PIECES;
    const isEnd = (off: number) => {
      const across = expected + outwards * off;
      return level ? isBeyond(along, across) : isBeyond(across, along);
    };
    let off = -REACH;
    while (off <= REACH && !isEnd(off)) off += 1;
    if (off > -REACH && off <= REACH) ends.push({ x: along, y: expected + outwards * off });
  }
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined || ends.length < PIECES - 2) return null;
  const slope = (last.y - first.y) / (last.x - first.x);
  const at = first.y + slope * ((from + to) / 2 - first.x);
  return { at, slope, score: BORDER_SCORE - unlikelihood(at - expected, usual) };
}

/** Where a level side meets an upright one. */
function meet(level: Line, upright: Line): Point {
  const [middleX, middleY] = [AROUND + WIDTH / 2, AROUND + HEIGHT / 2];
  // y = level.at + level.slope * (x - middleX), x = upright.at + upright.slope * (y - middleY)
  const y =
    (level.at + level.slope * (upright.at - upright.slope * middleY - middleX)) /
    (1 - level.slope * upright.slope);
  return { x: upright.at + upright.slope * (y - middleY), y };
}
