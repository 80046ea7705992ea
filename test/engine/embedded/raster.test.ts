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
} from '../../../src/engine/embedded/geometry.js';
import { type Pyramid, pyramidOf, type Raster, warp, warpGrey } from '../../../src/engine/embedded/raster.js';

const WIDTH = 120;
const HEIGHT = 80;

/** Pixels unlike their neighbours, the same on every run. */
function confetti(): Raster {
  const rgb = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (i * i * 31 + i * 7919) % 251);
  return { width: WIDTH, height: HEIGHT, rgb };
}

/** What lies at a point between the middles of four pixels, by their nearness. */
function between({ width, rgb }: Raster, { x, y }: Point, channel: number): number {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [right, below] = [x - 0.5 - left, y - 0.5 - top];
  const at = (column: number, row: number) => rgb[(row * width + column) * 3 + channel] ?? 0;
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return upper * (1 - below) + lower * below;
}

/** A picture all of whose levels but the first are blank, to see which is used. */
function blankBelow(picture: Raster): Pyramid {
  const pyramid = pyramidOf(picture);
  return {
    ...pyramid,
    level: (halvings) => {
      const level = pyramid.level(halvings);
      return halvings === 0 ? level : { ...level, rgb: new Uint8Array(level.rgb.length) };
    },
  };
}

/** Seen at an angle, from the side. */
const ASKEW: Matrix = compose(translation(30, 20), rotation(0.2), [1, 0, 0, 0, 1, 0, 0.002, 0.001, 1]);

describe('warp', () => {
  it('shows each pixel where the matrix sends it', () => {
    const picture = confetti();
    const { rgb } = warp(pyramidOf(picture), ASKEW, 40, 24);
    for (let y = 0; y < 24; y++) {
      for (let x = 0; x < 40; x++) {
        const from = apply(ASKEW, x + 0.5, y + 0.5);
        for (const channel of [0, 1, 2]) {
          const seen = rgb[(y * 40 + x) * 3 + channel] ?? 0;
          expect(Math.abs(seen - between(picture, from, channel)), `${x}, ${y}`).toBeLessThan(3);
        }
      }
    }
  });

  it('gives the very pixels where nothing is moved', () => {
    const picture = confetti();
    const { rgb } = warp(pyramidOf(picture), IDENTITY, WIDTH, HEIGHT);
    // The last row and column lie on the border, where a pixel beyond is wanting by a part of one.
    for (let y = 0; y < HEIGHT - 1; y++) {
      const row = (y * WIDTH + WIDTH - 1) * 3;
      expect(rgb.slice(y * WIDTH * 3, row)).toEqual(picture.rgb.slice(y * WIDTH * 3, row));
    }
  });

  it('goes on with the outermost pixels beyond the border', () => {
    const picture = confetti();
    const { rgb } = warp(pyramidOf(picture), translation(-1000, -1000), 4, 4);
    for (let i = 0; i < 16; i++) expect(rgb.slice(3 * i, 3 * i + 3)).toEqual(picture.rgb.slice(0, 3));
  });

  it('shrinks by averages', () => {
    const checks = new Uint8Array(WIDTH * HEIGHT * 3);
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      if ((i + Math.floor(i / WIDTH)) % 2 === 0) checks.fill(255, 3 * i, 3 * i + 3);
    }
    const pyramid = pyramidOf({ width: WIDTH, height: HEIGHT, rgb: checks });
    const { rgb } = warp(pyramid, scaling(2), WIDTH / 2, HEIGHT / 2);
    expect(new Set(rgb)).toEqual(new Set([128]));
  });

  it('draws from the picture itself what is not shrunk', () => {
    const { rgb } = warp(blankBelow(confetti()), scaling(1.2), 80, 60);
    expect(Math.max(...rgb)).toBeGreaterThan(200);
    expect(Math.max(...warp(blankBelow(confetti()), scaling(2), 60, 40).rgb)).toBe(0);
  });
});

describe('warpGrey', () => {
  it('weighs the colours as ITU-R BT.601 does', () => {
    const pyramid = pyramidOf(confetti());
    const grey = Array.from(warpGrey(pyramid, ASKEW, 40, 24));
    const { rgb } = warp(pyramid, ASKEW, 40, 24);
    for (const [i, value] of grey.entries()) {
      const [red = 0, green = 0, blue = 0] = rgb.subarray(3 * i, 3 * i + 3);
      expect(Math.abs(value - (0.299 * red + 0.587 * green + 0.114 * blue))).toBeLessThan(0.6);
    }
  });
});
