import type { TextDetector } from './detect.js';
import type { Box } from './geometry.js';
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

/** Finds where the picture's text stands upright; first the likeliest way, then the other where the picture leaves a doubt. */
export async function* locate(
  picture: Pyramid,
  detect: TextDetector,
  isTurned: TurnReader,
): AsyncGenerator<Located> {
  for await (const { view: upright, boxes } of turnUpright(picture, detect, isTurned)) {
    const { view, skew } = straighten(upright, boxes);
    yield {
      upright,
      view,
      boxes: alignShort(await detect(view)),
      skewDegrees: (skew * 180) / Math.PI,
    };
  }
}
