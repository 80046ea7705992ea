import { GreyBatch } from '../image/drawing.js';
import { type Box, compose, cropToBox } from '../image/geometry.js';
import type { View } from '../image/view.js';
import { warp } from '../image/warp.js';
import type { Network } from '../models/network.js';
import type { Work } from '../work-budget.js';

/** CTC posteriors of one crop: the probability of each class at each step along the line. */
export interface Posteriors {
  /** `steps` rows of `classes` columns. */
  readonly likelihoods: Float32Array;
  readonly steps: number;
  readonly classes: number;
}

/** One box with the reader's posteriors. */
export interface ReadBox {
  readonly box: Box;
  readonly posteriors: Posteriors;
}

/**
 * Reads the boxes of a view, in their order.
 * @param work counts each batch before it is read; throws if the budget is used up
 * @param room how many times as high as its box a line's crop is
 */
export type LineReader = (
  view: View,
  boxes: readonly Box[],
  work: Pick<Work, 'reads'>,
  room?: number,
) => Promise<readonly ReadBox[]>;

/** Pixels of a crop, as the network was trained. */
const HEIGHT = 32;
/** Pixels of the crop to one step of the posteriors. */
const STEP = 4;
/** The width of a crop is a multiple of this. */
const MULTIPLE = 8;
/** Crops are stretched in width, so that narrow letters side by side have enough steps between them. */
const STRETCH = 1.12;
/** Pixels of the widest crop: longer lines are squeezed. */
const MAX_WIDTH = 960;
/** Crops of a batch at most. */
const MOST_LINES = 8;
/** The widest line of a batch may be this many times as wide as the narrowest: padding costs as much time as print. */
const WIDEST = 1.1;

/** Keeps the noise of an empty crop from being taken for print. */
const LEAST_DEVIATION = 8;

/** Reads lines with the network: crops `[n, 1, 32, w]` to CTC posteriors `[n, w / 4, classes]`. */
export function lineReader(network: Network): LineReader {
  return async (view, boxes, work, room = 1) => {
    const crops = boxes.map((box) => ({ ...box, height: room * box.height }));
    const widths = crops.map(cropWidth);
    const results: ReadBox[] = [];
    for (const batch of batchesOf(widths)) {
      const width = Math.max(...batch.map((i) => widths[i] ?? 0));
      work.reads(width * batch.length);
      const input = new GreyBatch(batch.length, width, HEIGHT);
      for (const [n, i] of batch.entries()) {
        const toPicture = compose(view.toPicture, cropToBox(crops[i] as Box, widths[i] ?? 0, HEIGHT));
        input.put(n, warp(view.picture, toPicture, widths[i] ?? 0, HEIGHT), LEAST_DEVIATION);
      }
      const [output] = await network(input.floats(), [batch.length, 1, HEIGHT, width]);
      const [, rows = 0, classes = 0] = output?.dims ?? [];
      for (const [n, i] of batch.entries()) {
        // What lies beyond a crop is padding, of which the reader has learnt nothing.
        const steps = (widths[i] ?? 0) / STEP;
        const from = n * rows * classes;
        results[i] = {
          box: boxes[i] as Box,
          posteriors: {
            likelihoods: output?.data.subarray(from, from + steps * classes) ?? new Float32Array(),
            steps,
            classes,
          },
        };
      }
    }
    return results;
  };
}

/** Lines of much the same width, by their indices. */
function batchesOf(widths: readonly number[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  for (const i of widths.map((_, n) => n).sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0))) {
    const batch = batches.at(-1);
    const [narrowest = i] = batch ?? [];
    const fits = (widths[i] ?? 0) <= WIDEST * (widths[narrowest] ?? 0);
    if (batch !== undefined && fits && batch.length < MOST_LINES) batch.push(i);
    else batches.push([i]);
  }
  return batches;
}

function cropWidth(box: Box): number {
  const width = Math.ceil((((STRETCH * box.length) / box.height) * HEIGHT) / MULTIPLE) * MULTIPLE;
  return Math.max(MULTIPLE, Math.min(MAX_WIDTH, width));
}
