/** Pixels; x to the right, y downwards. Angles are radians, clockwise as seen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle lying at an angle: `length` along it, `height` across. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
  readonly height: number;
}

/** A plane homography, row by row: maps (x, y, 1). */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** The matrix that scales by these factors. */
export function scaling(sx: number, sy = sx): Matrix {
  return [sx, 0, 0, 0, sy, 0, 0, 0, 1];
}

/** The matrix that moves by so many pixels. */
export function translation(dx: number, dy: number): Matrix {
  return [1, 0, dx, 0, 1, dy, 0, 0, 1];
}

/** The matrix that turns clockwise, seen with y downwards. Radians. */
export function rotation(angle: number): Matrix {
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  return [c, -s, 0, s, c, 0, 0, 0, 1];
}

/** The map that applies the last matrix first, as the product is written. */
export function compose(...matrices: readonly Matrix[]): Matrix {
  return matrices.reduce(multiply, IDENTITY);
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[3] + a[2] * b[6],
    a[0] * b[1] + a[1] * b[4] + a[2] * b[7],
    a[0] * b[2] + a[1] * b[5] + a[2] * b[8],
    a[3] * b[0] + a[4] * b[3] + a[5] * b[6],
    a[3] * b[1] + a[4] * b[4] + a[5] * b[7],
    a[3] * b[2] + a[4] * b[5] + a[5] * b[8],
    a[6] * b[0] + a[7] * b[3] + a[8] * b[6],
    a[6] * b[1] + a[7] * b[4] + a[8] * b[7],
    a[6] * b[2] + a[7] * b[5] + a[8] * b[8],
  ];
}

/** The inverse of a matrix. It must have one. */
export function invert(m: Matrix): Matrix {
  const [a, b, c, d, e, f, g, h, i] = m;
  const p = e * i - f * h;
  const q = f * g - d * i;
  const r = d * h - e * g;
  const s = 1 / (a * p + b * q + c * r);
  return [
    p * s,
    (c * h - b * i) * s,
    (b * f - c * e) * s,
    q * s,
    (a * i - c * g) * s,
    (c * d - a * f) * s,
    r * s,
    (b * g - a * h) * s,
    (a * e - b * d) * s,
  ];
}

/** Where a matrix sends a point. */
export function apply(m: Matrix, x: number, y: number): Point {
  const w = m[6] * x + m[7] * y + m[8];
  return { x: (m[0] * x + m[1] * y + m[2]) / w, y: (m[3] * x + m[4] * y + m[5]) / w };
}

/** How many source pixels one pixel at (x, y) covers along a side. */
export function magnification(m: Matrix, x: number, y: number): number {
  const at = apply(m, x, y);
  const right = apply(m, x + 1, y);
  const below = apply(m, x, y + 1);
  return Math.sqrt(Math.abs((right.x - at.x) * (below.y - at.y) - (right.y - at.y) * (below.x - at.x)));
}

/** Maps a crop of the box, `width` by `height` pixels, to the box's own plane. */
export function cropToBox(box: Box, width: number, height: number): Matrix {
  return compose(
    translation(box.x, box.y),
    rotation(box.angle),
    scaling(box.length / width, box.height / height),
    translation(-width / 2, -height / 2),
  );
}

/** The median of values under weights; 0 where there are none. */
export function weightedMedian(values: readonly number[], weights: readonly number[]): number {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  let sum = 0;
  for (const i of order) {
    sum += weights[i] ?? 0;
    if (sum >= half) return values[i] ?? 0;
  }
  return 0;
}

/** The median. */
export function median(values: readonly number[]): number {
  return weightedMedian(
    values,
    values.map(() => 1),
  );
}

/** The corners of a quadrilateral: top left, top right, bottom right and bottom left of what it shows. */
export type Quad = readonly [Point, Point, Point, Point];

/** The matrix that takes the unit square to a quadrilateral, its corners in their order. */
export function fromUnitSquare([a, b, c, d]: Quad): Matrix {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return [
    b.x - a.x + g * b.x,
    d.x - a.x + h * d.x,
    a.x,
    b.y - a.y + g * b.y,
    d.y - a.y + h * d.y,
    a.y,
    g,
    h,
    1,
  ];
}

/** Where a matrix sends the corners of the unit square. */
export function quadOf(m: Matrix): Quad {
  return [apply(m, 0, 0), apply(m, 1, 0), apply(m, 1, 1), apply(m, 0, 1)];
}
