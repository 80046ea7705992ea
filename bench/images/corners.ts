import sharp from 'sharp';
import { type Corners, type Point, toUnitSquare } from '../../specimens/geometry.js';
import type { Specimen } from '../../specimens/specimen.js';
import type { Reading } from '../../src/engine/engine.js';

/** Where an engine has the card's corners in the picture as it is stored, in pixels; null where it does not know. */
export async function cornersIn(jpeg: Buffer, reading: Reading | null): Promise<Corners | null> {
  if (!reading?.outline) return null;
  const { width, height } = await sharp(jpeg).metadata();
  const corners = reading.outline.corners.map(({ x, y }) => {
    switch (reading.turnedDegrees) {
      case 90:
        return { x: y * width, y: (1 - x) * height };
      case 180:
        return { x: (1 - x) * width, y: (1 - y) * height };
      case 270:
        return { x: (1 - y) * width, y: x * height };
      default:
        return { x: x * width, y: y * height };
    }
  });
  return corners as unknown as Corners;
}

/** The mean distance of the four corners from where the drawing has them, in shares of the card's width. */
export async function cornerError(
  { jpeg, truth }: Specimen,
  reading: Reading | null,
): Promise<number | null> {
  const [found, drawn] = [await cornersIn(jpeg, reading), truth.corners];
  if (found === null || drawn === undefined) return null;
  const width = (distance(drawn[0], drawn[1]) + distance(drawn[3], drawn[2])) / 2;
  return drawn.reduce((sum, corner, n) => sum + distance(corner, found[n] as Point), 0) / 4 / width;
}

/** From the picture to shares of the card's sides, as the engine has it. */
export function toCard(corners: Corners): (point: Point) => Point {
  const place = toUnitSquare(corners);
  return ({ x, y }) => place(x, y);
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
