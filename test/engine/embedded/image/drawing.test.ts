import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assembled } from '../../../../scripts/build-drawing.js';
import { bytesOf, draw, GreyBatch } from '../../../../src/engine/embedded/image/drawing.js';
import {
  compose,
  type Matrix,
  rotation,
  scaling,
  translation,
} from '../../../../src/engine/embedded/image/geometry.js';
import { type Raster, rasterOf } from '../../../../src/engine/image/raster.js';
import * as inJavaScript from './drawing-in-javascript.js';

const LEAST = 8;

/** Pixels unlike their neighbours, the same on every run. */
function confetti(width: number, height: number): Raster {
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => Math.imul(i + 1, 2_654_435_761));
  return { width, height, pixels };
}

/** From places all over the picture and beyond it, near and far, level and askew, seen at an angle. */
const MATRICES: readonly Matrix[] = [
  scaling(1),
  scaling(1.7, 0.6),
  compose(translation(30, 20), rotation(0.2), [1, 0, 0, 0, 1, 0, 0.002, 0.001, 1]),
  compose(translation(90, 70), rotation(3), scaling(0.3)),
  translation(-1e6, 1e6),
  // The horizon, where places are as far as can be.
  [1, 0, 0, 0, 1, 0, 0.05, 0, -1.025],
];

/** The byte that tells nothing is not compared. */
function coloursOf({ pixels }: Raster): number[] {
  return Array.from(pixels, (pixel) => pixel & 0xffffff);
}

/** Both are rounded, in their own ways. A level of grey is 50 times as much and more. */
function isLike(found: Float32Array, expected: Float32Array): boolean {
  return found.length === expected.length && found.every((value, i) => Math.abs(value - expected[i]!) < 2e-4);
}

describe('what is drawn in WebAssembly', () => {
  const source = confetti(241, 163);
  const levels = [source, inJavaScript.halved(source), inJavaScript.halved(inJavaScript.halved(source))];

  it.each(MATRICES.map((matrix, n) => [n, matrix] as const))(
    'is the same as in JavaScript: %i',
    (_, matrix) => {
      for (const [halvings, width, height] of [
        [1, 64, 32],
        [0, 64, 32],
        [2, 36, 7],
      ] as const) {
        const expected = inJavaScript.warp(levels[halvings]!, source.width, matrix, width, height);
        const drawn = draw(source, halvings, matrix, width, height);
        expect(coloursOf(drawn)).toEqual(coloursOf(expected));
        const batch = new GreyBatch(2, 64, 32);
        // What was drawn before lies all over the second image.
        batch.put(1, draw(source, halvings, matrix, 64, 32), LEAST);
        batch.put(0, draw(source, halvings, scaling(1), 64, 32), LEAST);
        batch.put(1, draw(source, halvings, matrix, width, height), LEAST);
        const [first, second] = [batch.floats().subarray(0, 64 * 32), batch.floats().subarray(64 * 32)];
        const level = inJavaScript.warp(levels[halvings]!, source.width, scaling(1), 64, 32);
        expect(isLike(first, inJavaScript.normalisedGrey(level, LEAST))).toBe(true);
        const grey = inJavaScript.normalisedGrey(expected, LEAST);
        for (let y = 0; y < 32; y++) {
          const row = new Float32Array(64);
          if (y < height) row.set(grey.subarray(y * width, (y + 1) * width));
          expect(isLike(second.subarray(y * 64, (y + 1) * 64), row)).toBe(true);
        }
      }
    },
  );

  it('is the same as in JavaScript where a row is no multiple of four', () => {
    const matrix = MATRICES[2]!;
    const expected = inJavaScript.warp(source, source.width, matrix, 33, 7);
    expect(coloursOf(draw(source, 0, matrix, 33, 7))).toEqual(coloursOf(expected));
  });

  it.each([0, 1, 2, 3])('is the same of pixels of three bytes: %i more than a multiple of four', (more) => {
    const [width, height] = [32 + more, 33];
    const bytes = Uint8Array.from(
      { length: 3 * width * height },
      (_, i) => Math.imul(i + 1, 2_654_435_761) >> 7,
    );
    const numbers = Uint32Array.from({ length: width * height }, (_, i) =>
      bytes.subarray(3 * i, 3 * i + 3).reduce((sum, byte, n) => sum | (byte << (8 * n)), 0),
    );
    const expected = inJavaScript.warp({ width, height, pixels: numbers }, width, scaling(1), width, height);
    const drawn = draw({ width, height, pixels: bytes }, 0, scaling(1), width, height);
    expect(coloursOf(drawn)).toEqual(coloursOf(expected));
    expect(rasterOf({ width, height, pixels: bytes }).pixels).toEqual(
      numbers.map((colour) => colour | 0xff000000),
    );
  });

  it('gives the bytes of a raster: red, green, blue, and one that tells nothing', () => {
    const drawn = draw(source, 0, scaling(1), 2, 1);
    const colours = coloursOf(drawn).flatMap((pixel) => [pixel & 255, (pixel >> 8) & 255, pixel >> 16]);
    const bytes = bytesOf(drawn);
    expect(bytes.length).toBe(8);
    expect([...bytes.subarray(0, 3), ...bytes.subarray(4, 7)]).toEqual(colours);
  });

  it('stays the same while its memory grows, and after pictures were forgotten', () => {
    const [first, ...others] = Array.from({ length: 6 }, (_, n) => confetti(1200 + n, 1200)) as [
      Raster,
      ...Raster[],
    ];
    const isDrawnAlike = (picture: Raster, width: number, height: number) => {
      const drawn = draw(picture, 0, scaling(1.1), width, height).pixels;
      const { pixels } = inJavaScript.warp(picture, picture.width, scaling(1.1), width, height);
      return pixels.every((pixel, i) => pixel === (drawn[i]! & 0xffffff));
    };
    expect(isDrawnAlike(first, 60, 40)).toBe(true);
    expect(isDrawnAlike(first, 900, 700)).toBe(true);
    expect(others.map((other) => isDrawnAlike(other, 60, 40))).toEqual(others.map(() => true));
    expect(isDrawnAlike(first, 900, 700)).toBe(true);
  });

  it('is assembled of its source', async () => {
    const committed = new URL('../../../../src/engine/embedded/image/drawing.wasm.ts', import.meta.url);
    expect(readFileSync(committed, 'utf8')).toBe(await assembled());
  });
});
