import type { Detected, TextDetector } from './detect.js';
import { apply, type Box, compose, IDENTITY, invert, type Matrix } from './geometry.js';
import type { Pyramid } from './raster.js';
import type { View } from './view.js';

/** The whole picture, turned by quarters so that its text may stand upright, and the boxes found in it. */
export interface Turned {
  readonly view: View;
  readonly boxes: readonly Box[];
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

/** The picture the likeliest way up, and after it the second likeliest. */
export async function* turnUpright(picture: Pyramid, detect: TextDetector): AsyncGenerator<Turned> {
  const view = turnedView(picture, 0);
  const found = await detect(view);
  for (const turn of likeliest(found).slice(0, 2)) yield turned(view, found.boxes, (4 - turn) % 4);
}

function likeliest({ turns }: Detected): readonly number[] {
  return turns.map((_, turn) => turn).sort((a, b) => (turns[b] ?? 0) - (turns[a] ?? 0));
}

function turned(from: View, boxes: readonly Box[], quarters: number): Turned {
  const view = turnedView(from.picture, quarters);
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
