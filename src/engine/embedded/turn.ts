import type { InferenceSession } from 'onnxruntime-node';
import type { TextDetector } from './detect.js';
import { type Box, compose, cropToBox, IDENTITY, type Matrix } from './geometry.js';
import { type Pyramid, warp } from './raster.js';
import { run } from './session.js';
import type { View } from './view.js';

/** Says of some lines of text whether they stand on their heads: the likelihood, 0 to 1. */
export type TurnReader = (view: View, boxes: readonly Box[]) => Promise<number>;

/** The whole picture, turned by quarters so that its text may stand upright, and the boxes found in it. */
export interface Turned {
  readonly view: View;
  readonly boxes: readonly Box[];
}

const LINES_ASKED = 12;
const WIDTH = 192;
const HEIGHT = 48;

export function turnReader(session: InferenceSession): TurnReader {
  return async (view, boxes) => {
    const asked = boxes.toSorted((a, b) => b.length - a.length).slice(0, LINES_ASKED);
    if (asked.length === 0) return 0;
    const plane = WIDTH * HEIGHT;
    const input = new Float32Array(asked.length * 3 * plane);
    for (const [n, box] of asked.entries()) {
      fill(input.subarray(n * 3 * plane, (n + 1) * 3 * plane), view, box);
    }
    const { data } = await run(session, input, [asked.length, 3, HEIGHT, WIDTH]);
    let odds = 0;
    for (let n = 0; n < asked.length; n++) {
      const turned = Math.min(0.99, Math.max(0.01, data[n * 2 + 1] ?? 0));
      odds += Math.log(turned / (1 - turned));
    }
    return 1 / (1 + Math.exp(-odds));
  };
}

function fill(input: Float32Array, view: View, box: Box): void {
  const filled = Math.max(1, Math.min(WIDTH, Math.round((box.length / box.height) * HEIGHT)));
  // Of a line too long for the network's window its middle is shown.
  const shown = { ...box, length: Math.min(box.length, (box.height * WIDTH) / HEIGHT) };
  const { rgb } = warp(
    view.picture,
    compose(view.toPicture, cropToBox(shown, filled, HEIGHT)),
    filled,
    HEIGHT,
  );
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < HEIGHT; y++) {
      let o = (c * HEIGHT + y) * WIDTH;
      let p = y * filled * 3 + 2 - c;
      for (let x = 0; x < filled; x++, p += 3) input[o++] = (rgb[p] ?? 0) / 127.5 - 1;
    }
  }
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

/** The picture the likeliest way up, and after it the other way up: of small print the network says the wrong way with conviction. */
export async function* turnUpright(
  picture: Pyramid,
  detect: TextDetector,
  isTurned: TurnReader,
): AsyncGenerator<Turned> {
  const { quarters, boxes } = await levelQuarters(picture, detect);
  const view = turnedView(picture, quarters);
  const likelihood = await isTurned(view, boxes);
  const asFound: Turned = { view, boxes };
  const upsideDown: Turned = {
    view: turnedView(picture, quarters + 2),
    boxes: boxes.map((box) => ({ ...box, x: view.width - box.x, y: view.height - box.y })),
  };
  const [first, second] = likelihood > 0.5 ? [upsideDown, asFound] : [asFound, upsideDown];
  yield first;
  yield second;
}

/** By how many quarters, none or one, text runs level. The detector sees little in text that runs steeply, so it is asked again. */
async function levelQuarters(
  picture: Pyramid,
  detect: TextDetector,
): Promise<{ readonly quarters: number; readonly boxes: readonly Box[] }> {
  const boxes = await detect(turnedView(picture, 0), 1);
  const { level, steep } = runs(boxes);
  if (steep <= 0.3 * (level + steep)) return { quarters: 0, boxes };
  const turned = await detect(turnedView(picture, 1), 1);
  return runs(turned).level > level ? { quarters: 1, boxes: turned } : { quarters: 0, boxes };
}

const LONG = 2.5;

/** Length of text that runs level and that runs steeply. */
function runs(boxes: readonly Box[]): { level: number; steep: number } {
  let level = 0;
  let steep = 0;
  for (const box of boxes) {
    if (box.length < LONG * box.height) continue;
    if (Math.abs(box.angle) < Math.PI / 4) level += box.length;
    else steep += box.length;
  }
  return { level, steep };
}
