import { describe, expect, it } from 'vitest';
import {
  apply,
  compose,
  IDENTITY,
  type Matrix,
  type Point,
  rotation,
  scaling,
  translation,
} from '../../../../src/engine/embedded/image/geometry.js';
import { warp } from '../../../../src/engine/embedded/image/warp.js';
import type { Raster } from '../../../../src/engine/image/raster.js';

const WIDTH = 120;
const HEIGHT = 80;

/** Pixels unlike their neighbours, the same on every run. */
function confetti(): Raster {
  const bytes = Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, (_, i) => (i * i * 31 + i * 7919) % 251);
  return { width: WIDTH, height: HEIGHT, pixels: new Uint32Array(bytes.buffer) };
}

/** Of a pixel: red, green or blue. */
function colourAt({ pixels }: Raster, pixel: number, channel: number): number {
  return ((pixels[pixel] ?? 0) >> (8 * channel)) & 255;
}

/** What lies at a point between the middles of four pixels, by their nearness. */
function between(picture: Raster, { x, y }: Point, channel: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, below] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number) => colourAt(picture, row * picture.width + column, channel);
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return upper * (1 - below) + lower * below;
}

/** Pixels in turns of a colour and black, which are even in halves. */
function checks(): Raster {
  const pixels = Uint32Array.from({ length: WIDTH * HEIGHT }, (_, i) =>
    (i + Math.floor(i / WIDTH)) % 2 === 0 ? 0xff40ff80 : 0,
  );
  return { width: WIDTH, height: HEIGHT, pixels };
}

/** Seen at an angle, from the side. */
const ASKEW: Matrix = compose(translation(30, 20), rotation(0.2), [1, 0, 0, 0, 1, 0, 0.002, 0.001, 1]);

describe('warp', () => {
  it('shows each pixel where the matrix sends it', () => {
    const picture = confetti();
    const drawn = warp(picture, ASKEW, 40, 24);
    for (let y = 0; y < 24; y++) {
      for (let x = 0; x < 40; x++) {
        const from = apply(ASKEW, x + 0.5, y + 0.5);
        for (const channel of [0, 1, 2]) {
          const seen = colourAt(drawn, y * 40 + x, channel);
          expect(Math.abs(seen - between(picture, from, channel)), `${x}, ${y}`).toBeLessThan(3);
        }
      }
    }
  });

  it('gives the very pixels where nothing is moved', () => {
    const picture = confetti();
    const drawn = warp(picture, IDENTITY, WIDTH, HEIGHT);
    // The last row and column lie on the border, where a pixel beyond is wanting by a part of one.
    for (let y = 0; y < HEIGHT - 1; y++) {
      for (let x = 0; x < WIDTH - 1; x++) expect(colours(drawn, x, y)).toEqual(colours(picture, x, y));
    }
  });

  it('goes on with the outermost pixels beyond the border', () => {
    const picture = confetti();
    const drawn = warp(picture, translation(-1000, -1000), 4, 4);
    for (const [x, y] of [
      [0, 0],
      [3, 3],
    ] as const)
      expect(colours(drawn, x, y)).toEqual(colours(picture, 0, 0));
  });

  it('shrinks by averages', () => {
    const drawn = warp(checks(), scaling(2), WIDTH / 2, HEIGHT / 2);
    expect(colours(drawn, 0, 0)).toEqual([0x40, 0x80, 0x20]);
    expect(new Set(drawn.pixels).size).toBe(1);
  });

  it('draws from the picture itself what is hardly shrunk', () => {
    expect(new Set(warp(checks(), scaling(1.65), 60, 40).pixels).size).toBeGreaterThan(1);
    expect(new Set(warp(checks(), scaling(1.7), 60, 40).pixels).size).toBe(1);
  });

  it('halves no picture to less than 32 pixels', () => {
    const seen = (height: number) => {
      const picture = { width: WIDTH, height, pixels: checks().pixels.subarray(0, height * WIDTH) };
      return new Set(warp(picture, scaling(3), 20, 8).pixels).size;
    };
    expect([seen(63), seen(64)]).toEqual([2, 1]);
  });
});

function colours(picture: Raster, x: number, y: number): readonly number[] {
  return [0, 1, 2].map((channel) => colourAt(picture, y * picture.width + x, channel));
}
