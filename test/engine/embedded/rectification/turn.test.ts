import { expect, it } from 'vitest';
import type { TextDetector } from '../../../../src/engine/embedded/detection/text-detector.js';
import { type Box, IDENTITY } from '../../../../src/engine/embedded/image/geometry.js';
import type { View } from '../../../../src/engine/embedded/image/view.js';
import { turnUpright } from '../../../../src/engine/embedded/rectification/turn.js';

const view: View = {
  picture: { width: 1200, height: 900, pixels: new Uint32Array(0) },
  toPicture: IDENTITY,
  width: 1200,
  height: 900,
};

function boxes(angle: number, count: number): Box[] {
  return Array.from({ length: count }, (_, n) => ({ x: 600, y: 30 * n, angle, length: 300, height: 20 }));
}

const LEVEL = boxes(0, 10);
const ACROSS = boxes(Math.PI / 2 - 0.01, 14);

/** The quarters by which a view is turned in turns, and how many of its boxes run level then. */
async function turns(likely: readonly number[], asCoarse = likely) {
  const scales: number[] = [];
  const detect: TextDetector = async (_view, scale = 1) => {
    scales.push(scale);
    return { boxes: [...LEVEL, ...ACROSS], turns: scale < 1 ? asCoarse : likely };
  };
  const found: [number, number][] = [];
  for await (const { view: turned, boxes: kin } of turnUpright(view, detect)) {
    const { toPicture } = turned;
    const quarters = Math.round(-Math.atan2(toPicture[3], toPicture[0]) / (Math.PI / 2));
    found.push([(quarters + 4) % 4, kin.length]);
  }
  return { found, scales };
}

it('begins with the direction of most print where the detector finds none more probable', async () => {
  const { found } = await turns([0.92, 0, 0, 0.92]);
  expect(found[0]?.[1]).toBe(ACROSS.length);
});

it('begins with a direction of less print where the card is far more probable to lie so', async () => {
  const { found } = await turns([0.97, 0.01, 0.01, 0.01]);
  expect(found.map(([quarters]) => quarters)[0]).toBe(0);
  expect(found[0]?.[1]).toBe(LEVEL.length);
  expect(found.slice(1).map(([, count]) => count)).toEqual([ACROSS.length, ACROSS.length]);
});

it('looks again at full size where the first look is not sure of the turn', async () => {
  expect((await turns([0.97, 0, 0.03, 0])).scales).toEqual([0.67]);
  const { found, scales } = await turns([0, 0.01, 0, 0.99], [0.5, 0.25, 0, 0.25]);
  expect(scales).toEqual([0.67, 1]);
  expect(found[0]).toEqual([1, ACROSS.length]);
});
