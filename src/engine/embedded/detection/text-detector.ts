import { bytesOf } from '../image/drawing.js';
import { evenContrast } from '../image/even-contrast.js';
import type { Box } from '../image/geometry.js';
import { drawView, type View } from '../image/view.js';
import type { Network } from '../models/network.js';
import { boxesOf } from './postprocess.js';

export interface Detected {
  /** Lines of text, in the view's pixels. */
  readonly boxes: readonly Box[];
  /** The probabilities that the card is turned clockwise by 0, 1, 2 and 3 quarters. */
  readonly turns: readonly number[];
}

/** Detects text in a view, at the detector's own size or `scale` times as large, with or without its contrast made even. */
export type TextDetector = (view: View, scale?: number, even?: boolean) => Promise<Detected>;

/** Of the longer side, in pixels. */
const SIDE = 576;
const MULTIPLE = 32;

/** Detects lines with the network: from pixels `[1, h, w, 4]` to a map of text and the probabilities of the four turns. */
export function textDetector(network: Network): TextDetector {
  return async (view, scale = 1, even = false) => {
    const zoom = (SIDE * scale) / Math.max(view.width, view.height);
    const width = roundUp(view.width * zoom);
    const height = roundUp(view.height * zoom);
    const drawn = drawView(view, width, height);
    const [map, turns] = await network(bytesOf(even ? evenContrast(drawn) : drawn), [1, height, width, 4]);
    if (map === undefined || turns === undefined) throw new Error('The detector lacks an output.');
    const [, , rows = 0, columns = 0] = map.dims;
    const across = view.width / columns;
    const down = view.height / rows;
    return {
      boxes: boxesOf(map.data, columns, rows).map((box) => ({
        ...box,
        x: box.x * across,
        y: box.y * down,
        length: box.length * across,
        height: box.height * down,
      })),
      turns: Array.from(turns.data),
    };
  };
}

function roundUp(pixels: number): number {
  return Math.max(MULTIPLE, Math.ceil(pixels / MULTIPLE - 0.1) * MULTIPLE);
}
