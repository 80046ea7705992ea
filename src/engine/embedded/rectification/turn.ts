import type { Detected, TextDetector } from '../detection/text-detector.js';
import { apply, type Box, compose, IDENTITY, invert, type Matrix } from '../image/geometry.js';
import type { View } from '../image/view.js';
import { directionsOf, lengthOf } from './directions.js';

/** A view and the boxes found in it. */
export interface Boxed {
  readonly view: View;
  readonly boxes: readonly Box[];
}

/**
 * A first look at low resolution tells how a card is turned. With fewer boxes than this, or where no turn is so probable, it does not:
 * a small card needs a closer look.
 */
const COARSE = 0.67;
const ENOUGH = 14;
const SURE = 0.9;

/** Turns that are less probable than this are not tried. */
const LEAST_LIKELY = 0.03;

/** The view turned clockwise by quarters. */
export function turnedView(view: View, quarters: number): View {
  const { width: w, height: h } = view;
  const turns: readonly Matrix[] = [
    IDENTITY,
    [0, 1, 0, -1, 0, h, 0, 0, 1],
    [-1, 0, w, 0, -1, h, 0, 0, 1],
    [0, -1, w, 1, 0, 0, 0, 0, 1],
  ];
  const toPicture = compose(view.toPicture, turns[quarters % 4] ?? IDENTITY);
  return quarters % 2 === 0
    ? { ...view, toPicture }
    : { picture: view.picture, toPicture, width: h, height: w };
}

async function firstLook(view: View, detect: TextDetector): Promise<Detected> {
  const seen = await detect(view, COARSE);
  return seen.boxes.length < ENOUGH || Math.max(...seen.turns) < SURE ? detect(view) : seen;
}

/**
 * Yields the view turned so that its text is level: first in the direction of most text, weighed by how probable the detector finds it
 * that a card lies so, each way up if that is probable. For other directions, both ways up are tried, the more probable one first.
 */
export async function* turnUpright(view: View, detect: TextDetector): AsyncGenerator<Boxed> {
  const { boxes, turns } = await firstLook(view, detect);
  if (boxes.length === 0) return;
  const likelihood = (quarters: number) => turns[(4 - quarters) % 4] ?? 0;
  const ways = directionsOf(boxes).map(({ angle, boxes: kin }) => {
    const level = Math.abs(angle) <= Math.PI / 4 ? 0 : 1;
    const [first, second] =
      likelihood(level) >= likelihood(level + 2) ? [level, level + 2] : [level + 2, level];
    const weight = lengthOf(kin) * (likelihood(first) + likelihood(second) + LEAST_LIKELY);
    return { kin, first, second, weight };
  });
  for (const [n, { kin, first, second }] of ways.sort((a, b) => b.weight - a.weight).entries()) {
    const asFound = { view, boxes: kin };
    yield turned(asFound, first);
    if (n > 0 || likelihood(second) > LEAST_LIKELY * likelihood(first)) yield turned(asFound, second);
  }
}

/** A view and its boxes turned clockwise by quarters. */
export function turned({ view: from, boxes }: Boxed, quarters: number): Boxed {
  const view = turnedView(from, quarters);
  const map = compose(invert(view.toPicture), from.toPicture);
  return {
    view,
    boxes: boxes.map((box) => ({
      ...box,
      ...apply(map, box.x, box.y),
      angle: level(box.angle + (quarters * Math.PI) / 2),
    })),
  };
}

/** A line's direction as an angle between -90 and 90 degrees. */
function level(angle: number): number {
  return angle - Math.PI * Math.round(angle / Math.PI);
}
