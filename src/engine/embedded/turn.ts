import type { TextDetector } from './detect.js';
import { apply, type Box, compose, IDENTITY, invert, type Matrix } from './geometry.js';
import type { View } from './view.js';

/** A view turned by quarters so that its text may stand upright, and the boxes found in it. */
export interface Turned {
  readonly view: View;
  readonly boxes: readonly Box[];
}

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

/** A turn less likely than this is not tried where another is likelier. */
const LEAST_LIKELY = 0.03;

/** A view the likeliest way up, and after it the second likeliest where the detector is in doubt. */
export async function* turnUpright(view: View, detect: TextDetector): AsyncGenerator<Turned> {
  const { boxes, turns } = await detect(view);
  if (boxes.length === 0) return;
  const [first = 0, second = 0] = turns
    .map((_, turn) => turn)
    .sort((a, b) => (turns[b] ?? 0) - (turns[a] ?? 0));
  yield turned(view, boxes, (4 - first) % 4);
  if ((turns[second] ?? 0) > LEAST_LIKELY) yield turned(view, boxes, (4 - second) % 4);
}

function turned(from: View, boxes: readonly Box[], quarters: number): Turned {
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
