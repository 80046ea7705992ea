import type { Hider } from '../../../ktp/sight.js';
import { bytesOf } from '../image/drawing.js';
import { apply, compose, invert, scaling } from '../image/geometry.js';
import { beyondPicture, drawView, type View } from '../image/view.js';
import type { CardFrame } from '../layout/card-frame.js';
import type { Network } from '../models/network.js';

/** Tells what hides the print at a point of the view; null where nothing does. */
export type HiddenAt = (x: number, y: number) => Hider | null;

/** Finds what of a card is hidden in its frame, and, where that is not known, what lies beyond the picture. */
export type HiddenFinder = (view: View, frame: CardFrame | null) => Promise<HiddenAt>;

/** The network's input, in pixels, and how many of them a cell of its map takes. */
const WIDTH = 384;
const HEIGHT = 240;
const STEP = 2;
/** The map's classes; 0 is what is in sight. */
const CLASSES: readonly (Hider | null)[] = [null, 'GLARE', 'SHADOW', 'OBJECT'];
const COLUMNS = WIDTH / STEP;
const ROWS = HEIGHT / STEP;
const CELLS = COLUMNS * ROWS;

/** Finds hidden print with the visibility network: pixels `[1, 240, 384, 4]` to logits `[1, 4, 120, 192]`. */
export function hiddenFinder(network: Network): HiddenFinder {
  return async (view, frame) => {
    const isBeyond = beyondPicture(view);
    if (frame === null) return (x, y) => (isBeyond(x, y) ? 'EDGE' : null);
    const toView = compose(frame.toView, scaling(1 / WIDTH, 1 / HEIGHT));
    const card: View = {
      picture: view.picture,
      toPicture: compose(view.toPicture, toView),
      width: WIDTH,
      height: HEIGHT,
    };
    const [map] = await network(bytesOf(drawView(card, WIDTH, HEIGHT)), [1, HEIGHT, WIDTH, 4]);
    if (map === undefined) throw new Error('The network of hidden print lacks its output.');
    const toFrame = invert(toView);
    return (x, y) => {
      if (isBeyond(x, y)) return 'EDGE';
      const at = apply(toFrame, x, y);
      const [column, row] = [Math.floor(at.x / STEP), Math.floor(at.y / STEP)];
      if (column < 0 || row < 0 || column >= COLUMNS || row >= ROWS) return null;
      return CLASSES[likeliest(map.data, row * COLUMNS + column)] ?? null;
    };
  };
}

/** Of logits `[4, 120, 192]` the likeliest class of a cell. */
function likeliest(logits: Float32Array, cell: number): number {
  let best = 0;
  for (let k = 1; k < CLASSES.length; k += 1) {
    if (logits[k * CELLS + cell]! > logits[best * CELLS + cell]!) best = k;
  }
  return best;
}
