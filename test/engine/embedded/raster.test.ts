import { describe, expect, it } from 'vitest';
import {
  apply,
  compose,
  IDENTITY,
  type Matrix,
  rotation,
  scaling,
  translation,
} from '../../../src/engine/embedded/geometry.js';
import { type Pyramid, pyramidOf, type Raster, warp, warpGrey } from '../../../src/engine/embedded/raster.js';

const WIDTH = 120;
const HEIGHT = 80;
const STRIPES = { red: 7, green: 5, blue: 9 };

/** Smooth waves, so that what lies between two pixels is known. */
function colourAt(x: number, y: number): readonly [number, number, number] {
  return [
    128 + 100 * Math.sin(x / STRIPES.red),
    128 + 100 * Math.cos(y / STRIPES.green),
    128 + 100 * Math.sin((x + y) / STRIPES.blue),
  ];
}

function waves(): Raster {
  const rgb = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) rgb.set(colourAt(x + 0.5, y + 0.5).map(Math.round), (y * WIDTH + x) * 3);
  }
  return { width: WIDTH, height: HEIGHT, rgb };
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
    const { rgb } = warp(pyramidOf(waves()), ASKEW, 40, 24);
    for (let y = 0; y < 24; y++) {
      for (let x = 0; x < 40; x++) {
        const from = apply(ASKEW, x + 0.5, y + 0.5);
        const seen = [...rgb.subarray((y * 40 + x) * 3, (y * 40 + x) * 3 + 3)];
        for (const [channel, value] of colourAt(from.x, from.y).entries()) {
          expect(Math.abs((seen[channel] ?? 0) - value), `${x}, ${y}`).toBeLessThan(3);
        }
      }
    }
  });

  it('gives the very pixels where nothing is moved', () => {
    const picture = waves();
    const { rgb } = warp(pyramidOf(picture), IDENTITY, WIDTH, HEIGHT);
    // The last row and column lie on the border, where a pixel beyond is wanting by a part of one.
    for (let y = 0; y < HEIGHT - 1; y++) {
      const row = (y * WIDTH + WIDTH - 1) * 3;
      expect(rgb.slice(y * WIDTH * 3, row)).toEqual(picture.rgb.slice(y * WIDTH * 3, row));
    }
  });

  it('goes on with the outermost pixels beyond the border', () => {
    const picture = waves();
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
    const { rgb } = warp(blankBelow(waves()), scaling(1.2), 80, 60);
    expect(Math.max(...rgb)).toBeGreaterThan(200);
    expect(Math.max(...warp(blankBelow(waves()), scaling(2), 60, 40).rgb)).toBe(0);
  });
});

describe('warpGrey', () => {
  it('weighs the colours as ITU-R BT.601 does', () => {
    const pyramid = pyramidOf(waves());
    const grey = Array.from(warpGrey(pyramid, ASKEW, 40, 24));
    const { rgb } = warp(pyramid, ASKEW, 40, 24);
    for (const [i, value] of grey.entries()) {
      const [red = 0, green = 0, blue = 0] = rgb.subarray(3 * i, 3 * i + 3);
      expect(Math.abs(value - (0.299 * red + 0.587 * green + 0.114 * blue))).toBeLessThan(0.6);
    }
  });
});
