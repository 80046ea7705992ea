import type { TextDetector } from './detect.js';
import type { Area } from './field-text.js';
import { apply, type Box, compose, invert, magnification, median, translation } from './geometry.js';
import type { Pyramid } from './raster.js';
import { alignShort, straighten } from './straighten.js';
import { type TurnReader, turnUpright } from './turn.js';
import type { View } from './view.js';

/** Where a card may lie: a view in which its text stands upright and its lines are level, and the boxes found in it. */
export interface Located {
  /** The whole picture, turned by quarters only. */
  readonly upright: View;
  /** The part with text, straightened and enlarged. */
  readonly view: View;
  readonly boxes: readonly Box[];
  /** How far the lines fell from level in `upright`; degrees, clockwise positive. */
  readonly skewDegrees: number;
}

const ROUNDS = 3;
/** Soft print shows better small. */
const SMALL = 0.7;
/** A card has about 35; of a page of text the longest are enough to see that it is none. */
const MOST_BOXES = 80;

/**
 * Finds where the picture's text stands upright; first the likeliest way, then the other.
 * What is small or askew is seen better once it is straightened and enlarged, and then straightened better.
 */
export async function* locate(
  picture: Pyramid,
  detect: TextDetector,
  isTurned: TurnReader,
): AsyncGenerator<Located> {
  for await (const { view: upright, boxes: first } of turnUpright(picture, detect, isTurned)) {
    yield await focus(upright, straighten(upright, first), detect);
  }
}

/** Looks once more, and only at an area of the view. */
export function closeUp({ upright, view }: Located, area: Area, detect: TextDetector): Promise<Located> {
  const toView = translation(area.left, area.top);
  const part: View = {
    picture: view.picture,
    toPicture: compose(view.toPicture, toView),
    width: area.right - area.left,
    height: area.bottom - area.top,
  };
  return focus(upright, part, detect);
}

async function focus(upright: View, first: View, detect: TextDetector): Promise<Located> {
  let view = first;
  let boxes = await detect(view, 1);
  for (let round = 1; round < ROUNDS; round++) {
    const better = straighten(view, boxes);
    if (isAlike(better, view)) break;
    view = better;
    boxes = await detect(view, 1);
  }
  const merged = merge(boxes, await detect(view, SMALL));
  const longest = merged.toSorted((a, b) => b.length - a.length).slice(0, MOST_BOXES);
  return { upright, view, boxes: alignShort(longest), skewDegrees: skewOf(view, upright) };
}

/** Whether a view would show little better what another shows. */
function isAlike(a: View, b: View): boolean {
  const area = (view: View) =>
    view.width * view.height * magnification(view.toPicture, view.width / 2, view.height / 2) ** 2;
  return area(a) > 0.75 * area(b) && Math.abs(skewOf(a, b)) < 1;
}

/** The first boxes, and of the others those where they have none. Boxes as high as several lines are none. */
function merge(first: readonly Box[], others: readonly Box[]): readonly Box[] {
  const height = median(first.map((box) => box.height));
  const merged = first.filter((box) => box.height < 2 * height);
  for (const box of others) {
    if (box.height < 2 * height && !merged.some((other) => overlap(box, other))) merged.push(box);
  }
  return merged;
}

/** Whether boxes that lie nearly level share more than an edge. */
function overlap(a: Box, b: Box): boolean {
  const across = (a.length + b.length) / 2 - Math.abs(a.x - b.x);
  const down = (a.height + b.height) / 2 - Math.abs(a.y - b.y);
  return across > 0.1 * Math.min(a.length, b.length) && down > 0.3 * Math.min(a.height, b.height);
}

/** The direction, seen in `upright`, of what is level in the middle of `view`. */
function skewOf(view: View, upright: View): number {
  const map = compose(invert(upright.toPicture), view.toPicture);
  const left = apply(map, view.width / 2 - 1, view.height / 2);
  const right = apply(map, view.width / 2 + 1, view.height / 2);
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}
