import type { InferenceSession } from 'onnxruntime-node';
import type { TextDetector } from './detect.js';
import {
  apply,
  type Box,
  compose,
  cropToBox,
  IDENTITY,
  invert,
  type Matrix,
  rotation,
  translation,
  weightedMedian,
} from './geometry.js';
import { type Pyramid, warp } from './raster.js';
import { run } from './session.js';
import type { View } from './view.js';

/** A view in which text stands upright, its lines level, and the boxes found in it. */
export interface Located {
  /** The whole picture, turned by quarters only. */
  readonly upright: View;
  /** The part with text, straightened. */
  readonly view: View;
  readonly boxes: readonly Box[];
  /** How far the lines fell from level in `upright`; degrees, clockwise positive. */
  readonly skewDegrees: number;
}

/** Says of some lines of text whether they stand on their heads: the likelihood, 0 to 1. */
export type TurnReader = (view: View, boxes: readonly Box[]) => Promise<number>;

const LINES_ASKED = 8;

export function turnReader(session: InferenceSession): TurnReader {
  const width = 192;
  const height = 48;
  return async (view, boxes) => {
    const asked = boxes.toSorted((a, b) => b.length - a.length).slice(0, LINES_ASKED);
    if (asked.length === 0) return 0;
    const plane = width * height;
    const input = new Float32Array(asked.length * 3 * plane);
    for (const [n, box] of asked.entries()) {
      const filled = Math.max(1, Math.min(width, Math.round((box.length / box.height) * height)));
      // A line longer than the network's window is shown by its beginning.
      const shown = { ...box, length: Math.min(box.length, (box.height * width) / height) };
      const { rgb } = warp(
        view.picture,
        compose(view.toPicture, cropToBox(shown, filled, height)),
        filled,
        height,
      );
      for (let c = 0; c < 3; c++) {
        for (let y = 0; y < height; y++) {
          let o = (n * 3 + c) * plane + y * width;
          let p = y * filled * 3 + 2 - c;
          for (let x = 0; x < filled; x++, p += 3) input[o++] = (rgb[p] ?? 0) / 127.5 - 1;
        }
      }
    }
    const { data } = await run(session, input, [asked.length, 3, height, width]);
    let odds = 0;
    for (let n = 0; n < asked.length; n++) {
      const turned = Math.min(0.999, Math.max(0.001, data[n * 2 + 1] ?? 0));
      odds += Math.log(turned / (1 - turned));
    }
    return 1 / (1 + Math.exp(-odds));
  };
}

/** The whole picture turned clockwise by quarters. */
export function turnedView(picture: Pyramid, quarters: number): View {
  const { width: w, height: h } = picture[0];
  const turns: readonly Matrix[] = [
    IDENTITY,
    [0, 1, 0, -1, 0, h, 0, 0, 1],
    [-1, 0, w, 0, -1, h, 0, 0, 1],
    [0, -1, w, 1, 0, 0, 0, 0, 1],
  ];
  const toPicture = turns[quarters % 4] ?? IDENTITY;
  return quarters % 2 === 0
    ? { picture, toPicture, width: w, height: h }
    : { picture, toPicture, width: h, height: w };
}

const LONG = 2.5;
const STEEP = Math.PI / 4;

/** Length of text that runs level and that runs steeply. */
function runs(boxes: readonly Box[]): { level: number; steep: number } {
  let level = 0;
  let steep = 0;
  for (const box of boxes) {
    if (box.length < LONG * box.height) continue;
    if (Math.abs(box.angle) < STEEP) level += box.length;
    else steep += box.length;
  }
  return { level, steep };
}

/** Turns the picture so that its text stands upright, straightens and enlarges the part with text, and finds the lines there. */
export async function locate(picture: Pyramid, detect: TextDetector, turned: TurnReader): Promise<Located> {
  let quarters = 0;
  let upright = turnedView(picture, 0);
  let boxes = await detect(upright);
  const { level, steep } = runs(boxes);
  if (steep > 0.3 * (level + steep)) {
    const other = turnedView(picture, 1);
    const found = await detect(other);
    if (runs(found).level > level) {
      quarters = 1;
      upright = other;
      boxes = found;
    }
  }
  if ((await turned(upright, boxes)) > 0.5) {
    quarters += 2;
    const { width, height } = upright;
    boxes = boxes.map((box) => ({ ...box, x: width - box.x, y: height - box.y }));
    upright = turnedView(picture, quarters);
  }
  const { view, skew } = straighten(upright, boxes);
  return { upright, view, boxes: await detect(view), skewDegrees: (skew * 180) / Math.PI };
}

/** The part of a view with text, its lines made level and parallel. */
export function straighten(upright: View, boxes: readonly Box[]): { view: View; skew: number } {
  const long = boxes.filter((box) => box.length > 3 * box.height);
  if (long.length === 0) return { view: upright, skew: 0 };
  const weights = long.map((box) => box.length);
  const skew = weightedMedian(
    long.map((box) => box.angle),
    weights,
  );
  const kept = long.filter((box) => Math.abs(box.angle - skew) < 0.2);
  const x = weightedMedian(
    kept.map((box) => box.x),
    kept.map(() => 1),
  );
  const y = weightedMedian(
    kept.map((box) => box.y),
    kept.map(() => 1),
  );
  const level = compose(rotation(-skew), translation(-x, -y));
  const bend = convergence(
    kept.map((box) => ({ ...box, ...apply(level, box.x, box.y), angle: box.angle - skew })),
  );
  // Lines through (0, y) that rise by bend * y become level where both coordinates are divided by 1 + bend * x.
  const keystone: Matrix = [1, 0, 0, 0, 1, 0, bend, 0, 1];
  const flat = compose(keystone, level);
  const typical = weightedMedian(
    kept.map((box) => box.height),
    weights,
  );
  const near = boxes.filter((box) => box.height < 2.5 * typical && Math.abs(box.angle - skew) < 0.35);
  const region = regionOf(near, flat, upright);
  const toUpright = compose(invert(flat), translation(region.left, region.top));
  return {
    skew,
    view: {
      picture: upright.picture,
      toPicture: compose(upright.toPicture, toUpright),
      width: region.width,
      height: region.height,
    },
  };
}

/** How much more a line rises for each pixel it lies lower: lines of a plane seen at an angle meet in one point. */
function convergence(boxes: readonly Box[]): number {
  if (boxes.length < 5) return 0;
  let bend = 0;
  for (let round = 0; round < 4; round++) {
    let xy = 0;
    let yy = 0;
    for (const box of boxes) {
      const slope = Math.tan(box.angle);
      const doubt = Math.abs(slope - bend * box.y);
      const weight = box.length / (0.01 + doubt);
      xy += weight * box.y * slope;
      yy += weight * box.y * box.y;
    }
    bend = yy === 0 ? 0 : xy / yy;
  }
  return bend;
}

const CARD_TEXT_ASPECT = 1.6;

function regionOf(
  boxes: readonly Box[],
  flat: Matrix,
  upright: View,
): { left: number; top: number; width: number; height: number } {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const box of boxes) {
    const dx = (Math.cos(box.angle) * box.length) / 2;
    const dy = (Math.sin(box.angle) * box.length) / 2;
    for (const end of [apply(flat, box.x - dx, box.y - dy), apply(flat, box.x + dx, box.y + dy)]) {
      left = Math.min(left, end.x);
      right = Math.max(right, end.x);
      top = Math.min(top, end.y - box.height);
      bottom = Math.max(bottom, end.y + box.height);
    }
  }
  const margin = 0.05 * (right - left);
  left -= margin;
  right += margin;
  top -= margin;
  bottom += margin;
  // Text of a whole card is so wide for its height; where it is not, lines were missed.
  const missing = (right - left) / CARD_TEXT_ASPECT - (bottom - top);
  if (missing > 0) {
    top -= missing / 2;
    bottom += missing / 2;
  } else {
    left += (missing * CARD_TEXT_ASPECT) / 2;
    right -= (missing * CARD_TEXT_ASPECT) / 2;
  }
  const corners = [
    [0, 0],
    [upright.width, 0],
    [0, upright.height],
    [upright.width, upright.height],
  ].map(([x, y]) => apply(flat, x ?? 0, y ?? 0));
  left = Math.max(left, Math.min(...corners.map((corner) => corner.x)));
  right = Math.min(right, Math.max(...corners.map((corner) => corner.x)));
  top = Math.max(top, Math.min(...corners.map((corner) => corner.y)));
  bottom = Math.min(bottom, Math.max(...corners.map((corner) => corner.y)));
  return { left, top, width: right - left, height: bottom - top };
}
