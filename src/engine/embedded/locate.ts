import type { CardArea } from './card-area.js';
import type { TextDetector } from './detect.js';
import { apply, type Box, compose, invert, magnification } from './geometry.js';
import type { Pyramid } from './raster.js';
import { alignShort, straighten } from './straighten.js';
import { turnedView, turnUpright } from './turn.js';
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
/** A card has about 35; of a page of text the longest are enough to see that it is none. */
const MOST_BOXES = 80;

/**
 * Finds where the picture's text stands upright; first the likeliest way, then the other.
 * What is small or askew is seen better once it is straightened and enlarged, and then straightened better.
 */
export async function* locate(picture: Pyramid, detect: TextDetector): AsyncGenerator<Located> {
  for await (const { view: turned, boxes } of turnUpright(picture, detect)) {
    yield await focus(straighten(turned, boxes), detect);
  }
}

/** Looks once more, and only at an area of the view. */
export function closeUp({ view }: Located, area: CardArea, detect: TextDetector): Promise<Located> {
  return focus({ ...area, picture: view.picture, toPicture: compose(view.toPicture, area.toView) }, detect);
}

async function focus(first: View, detect: TextDetector): Promise<Located> {
  let view = first;
  let boxes = (await detect(view)).boxes;
  for (let round = 1; round < ROUNDS; round++) {
    const better = straighten(view, boxes);
    if (isAlike(better, view)) break;
    view = better;
    boxes = (await detect(view)).boxes;
  }
  const longest = boxes.toSorted((a, b) => b.length - a.length).slice(0, MOST_BOXES);
  const upright = uprightOf(view);
  return { upright, view, boxes: alignShort(longest), skewDegrees: skewOf(view, upright) };
}

/** Whether a view would show little better what another shows. */
function isAlike(a: View, b: View): boolean {
  const area = (view: View) =>
    view.width * view.height * magnification(view.toPicture, view.width / 2, view.height / 2) ** 2;
  return area(a) > 0.75 * area(b) && Math.abs(skewOf(a, b)) < 1;
}

/** The whole picture, turned by the quarters that bring what is level in the view nearest to level. */
function uprightOf(view: View): View {
  const falling = skewOf(view, turnedView(view.picture, 0));
  return turnedView(view.picture, (Math.round(-falling / 90) + 4) % 4);
}

/** The direction, seen in `upright`, of what is level in the middle of `view`. */
function skewOf(view: View, upright: View): number {
  const map = compose(invert(upright.toPicture), view.toPicture);
  const left = apply(map, view.width / 2 - 1, view.height / 2);
  const right = apply(map, view.width / 2 + 1, view.height / 2);
  return (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
}
