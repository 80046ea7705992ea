import { describe, expect, it } from 'vitest';
import {
  apply,
  type Box,
  compose,
  IDENTITY,
  invert,
  type Matrix,
  rotation,
  scaling,
  translation,
} from '../../../../src/engine/embedded/image/geometry.js';
import type { View } from '../../../../src/engine/embedded/image/view.js';
import { straighten } from '../../../../src/engine/embedded/rectification/straighten.js';

const black = { width: 1200, height: 900, pixels: new Uint32Array(1200 * 900) };
const whole: View = { picture: black, toPicture: compose(scaling(1)), width: 1200, height: 900 };

/** Lines as on a card of 1000 by 630 around the middle: labels and values in columns, from row to row 40 lower. */
const LINES = Array.from({ length: 13 }, (_, row) => [
  { x: 30, y: 100 + row * 40, length: 90 + ((row * 37) % 110) },
  { x: 270, y: 100 + row * 40, length: 150 + ((row * 53) % 200) },
]).flat();

/** The boxes that a detector would find of those lines in a photograph of the card. */
function photograph(map: Matrix): Box[] {
  return LINES.map(({ x, y, length }) => {
    const from = apply(map, x, y);
    const to = apply(map, x + length, y);
    return {
      x: (from.x + to.x) / 2,
      y: (from.y + to.y) / 2,
      angle: Math.atan((to.y - from.y) / (to.x - from.x)),
      length: Math.hypot(to.x - from.x, to.y - from.y),
      height: 18,
    };
  });
}

/** How far a line of the card, seen in the view, is from level, in degrees. */
function slopes(view: View, map: Matrix): number[] {
  const toView = compose(invert(view.toPicture), map);
  return LINES.map(({ x, y, length }) => {
    const from = apply(toView, x, y);
    const to = apply(toView, x + length, y);
    return Math.abs((Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI);
  });
}

const MIDDLE = translation(-500, -315);
const MIRROR: Matrix = [-1, 0, 0, 0, 1, 0, 0, 0, 1];

const placed = (tilt: number, projection: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]): Matrix =>
  compose(translation(600, 450), projection, rotation((tilt * Math.PI) / 180), scaling(0.7), MIDDLE);

describe('straighten', () => {
  it.each([0, 8, -17, 35])('sets lines level that fall by %i degrees', (tilt) => {
    const map = placed(tilt);
    const view = straighten(whole, photograph(map));
    expect(Math.max(...slopes(view, map))).toBeLessThan(0.3);
  });

  it.each<[string, Matrix]>([
    ['from the side', [1, 0, 0, 0, 1, 0, 0.0003, 0, 1]],
    ['from above', [1, 0, 0, 0, 1, 0, 0, 0.0003, 1]],
    ['from a corner', [1, 0, 0, 0, 1, 0, -0.0002, 0.0002, 1]],
  ])('sets lines level of a card seen %s', (_name, projection) => {
    const map = placed(5, projection);
    const view = straighten(whole, photograph(map));
    expect(Math.max(...slopes(view, map))).toBeLessThan(1.2);
  });

  it('is not misled by text of another direction', () => {
    const map = placed(-10);
    const other = Array.from({ length: 8 }, (_, i) => ({
      x: 100 + i * 20,
      y: 100,
      angle: 0.9,
      length: 150,
      height: 20,
    }));
    expect(Math.max(...slopes(straighten(whole, [...photograph(map), ...other]), map))).toBeLessThan(0.3);
  });

  it('shows all of the lines, and nothing but them and a margin', () => {
    const map = placed(20);
    const view = straighten(whole, photograph(map));
    const toView = compose(invert(view.toPicture), map);
    for (const { x, y, length } of LINES) {
      for (const end of [apply(toView, x, y), apply(toView, x + length, y)]) {
        expect(end.x).toBeGreaterThan(0);
        expect(end.x).toBeLessThan(view.width);
        expect(end.y).toBeGreaterThan(0);
        expect(end.y).toBeLessThan(view.height);
      }
    }
    expect(view.width).toBeLessThan(850);
  });

  it.each([
    ['as it is', IDENTITY],
    ['in a mirror', MIRROR],
  ])('sets columns upright of a card seen %s', (_how, mirror) => {
    const map = compose(translation(600, 450), [1, 0.2, 0, 0, 1, 0, 0, 0, 1], scaling(0.7), mirror, MIDDLE);
    const toView = compose(invert(straighten(whole, photograph(map)).toPicture), map);
    expect(apply(toView, 500, 600).x - apply(toView, 500, 30).x).toBeCloseTo(0, -1);
  });

  it('leaves a view without lines as it is', () => {
    expect(straighten(whole, [])).toBe(whole);
    expect(straighten(whole, [{ x: 5, y: 5, angle: 1, length: 10, height: 9 }])).toBe(whole);
  });
});
