import type { InferenceSession } from 'onnxruntime-node';
import { type Box, compose, cropToBox } from './geometry.js';
import { warp } from './raster.js';
import { run } from './session.js';
import type { View } from './view.js';

/** What the reader saw in one crop: the likelihood of each class at each step along the line. */
export interface Posteriors {
  /** `steps` rows of `classes` columns. */
  readonly likelihoods: Float32Array;
  readonly steps: number;
  readonly classes: number;
}

/** One box with the reader's posteriors and its crop. */
export interface ReadBox {
  readonly box: Box;
  readonly posteriors: Posteriors;
  /** How far the crop reaches in steps; beyond it there is padding. */
  readonly width: number;
}

/**
 * Reads the boxes of a view, in their order.
 * @param stop is called before each batch and may throw
 * @param room how many times as high as its box a line's crop is; left out, what the reader reads best
 */
export type LineReader = (
  view: View,
  boxes: readonly Box[],
  stop: () => void,
  room?: number,
) => Promise<readonly ReadBox[]>;

const HEIGHT = 48;
/** The reader wants more room above and below a line than its box has. */
const ROOM = 1.25;
const LEAST_ROOM = 0.8;
/** From the middle of a line to where its letters end, in heights of its box. */
const RIM = 0.3;
/** Pixels of the crop to one step of the posteriors. */
export const STEP = 8;
const MIN_WIDTH = 48;
const MAX_WIDTH = 1600;
const BATCH = 8;

export function lineReader(session: InferenceSession): LineReader {
  return async (view, boxes, stop, room = ROOM) => {
    const crops = boxes.map((box) => ({
      ...box,
      height: Math.min(room * box.height, clearance(box, boxes)),
    }));
    const widths = crops.map(cropWidth);
    const order = boxes.map((_, i) => i).sort((i, j) => (widths[i] ?? 0) - (widths[j] ?? 0));
    const results: ReadBox[] = [];
    for (let start = 0; start < order.length; start += BATCH) {
      stop();
      const batch = order.slice(start, start + BATCH);
      const width = Math.max(...batch.map((i) => widths[i] ?? 0));
      const plane = HEIGHT * width;
      const input = new Float32Array(batch.length * 3 * plane);
      for (const [n, i] of batch.entries()) {
        fill(
          input.subarray(n * 3 * plane, (n + 1) * 3 * plane),
          view,
          crops[i] as Box,
          widths[i] ?? 0,
          width,
        );
      }
      const { data, dims } = await run(session, input, [batch.length, 3, HEIGHT, width]);
      const [, steps = 0, classes = 0] = dims;
      for (const [n, i] of batch.entries()) {
        const likelihoods = data.slice(n * steps * classes, (n + 1) * steps * classes);
        results[i] = {
          box: boxes[i] as Box,
          posteriors: { likelihoods, steps, classes },
          width: (widths[i] ?? 0) / STEP,
        };
      }
    }
    return results;
  };
}

/** How high a crop may be that shows no more than the rim of the lines above and below; boxes lie nearly level. */
function clearance(box: Box, boxes: readonly Box[]): number {
  const distances = boxes
    .filter(({ x, length }) => Math.abs(x - box.x) < (length + box.length) / 2)
    .map(({ y }) => Math.abs(y - box.y))
    .filter((distance) => distance > 0.4 * box.height);
  return Math.max(LEAST_ROOM * box.height, 2 * (Math.min(...distances) - RIM * box.height));
}

function cropWidth(box: Box): number {
  const width = Math.ceil(((box.length / box.height) * HEIGHT) / STEP) * STEP;
  return Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width));
}

/** Draws a box's crop as planes of blue, green and red from -1 to 1; what is beyond the crop stays 0. */
function fill(input: Float32Array, view: View, box: Box, width: number, stride: number): void {
  const toPicture = compose(view.toPicture, cropToBox(box, width, HEIGHT));
  const { rgb } = warp(view.picture, toPicture, width, HEIGHT);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < HEIGHT; y++) {
      let o = (c * HEIGHT + y) * stride;
      let p = y * width * 3 + 2 - c;
      for (let x = 0; x < width; x++, p += 3) input[o++] = (rgb[p] ?? 0) / 127.5 - 1;
    }
  }
}
