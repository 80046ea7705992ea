export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Corners of a quadrilateral: top left, top right, bottom right, bottom left of what it shows. */
export type Corners = readonly [Point, Point, Point, Point];

/** Row by row, the last element 1. */
type Homography = readonly [number, number, number, number, number, number, number, number];

/** The plane map that takes the unit square, (0,0) first and clockwise, to the corners. */
function homography([a, b, c, d]: Corners): Homography {
  const [dx1, dx2, sx] = [b.x - c.x, d.x - c.x, a.x - b.x + c.x - d.x];
  const [dy1, dy2, sy] = [b.y - c.y, d.y - c.y, a.y - b.y + c.y - d.y];
  const area = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / area;
  const h = (dx1 * sy - sx * dy1) / area;
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h];
}

/** Where in the picture each point of the unit square lies. */
export function fromUnitSquare(corners: Corners): (u: number, v: number) => Point {
  const [a, b, c, d, e, f, g, h] = homography(corners);
  return (u, v) => {
    const w = g * u + h * v + 1;
    return { x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w };
  };
}

/** Where in the unit square each point of the picture lies. */
export function toUnitSquare(corners: Corners): (x: number, y: number) => Point {
  const [a, b, c, d, e, f, g, h] = homography(corners);
  const inverse = [
    e - f * h,
    c * h - b,
    b * f - c * e,
    f * g - d,
    a - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const [i0, i1, i2, i3, i4, i5, i6, i7, i8] = inverse as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return (x, y) => {
    const w = i6 * x + i7 * y + i8;
    return { x: (i0 * x + i1 * y + i2) / w, y: (i3 * x + i4 * y + i5) / w };
  };
}

/** The point after a turn by `radians` about the centre, clockwise in a picture. */
export function turned({ x, y }: Point, centre: Point, radians: number): Point {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [dx, dy] = [x - centre.x, y - centre.y];
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos };
}
