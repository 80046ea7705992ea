import { type Corners, type Point, turned } from './geometry.js';
import type { Shot } from './shot.js';

/** Height of an ID-1 card over its width. */
export const ASPECT = 53.98 / 85.6;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

export type Pose = Pick<Shot, 'cardWidth' | 'degrees' | 'lean' | 'leansOver' | 'distance'>;

/** Where the corners of the card fall in a pinhole camera: pixels, about the card's middle. */
export function posedCorners({ cardWidth, degrees, lean, leansOver, distance }: Pose): Corners {
  const [sin, cos] = [Math.sin(radians(lean)), Math.cos(radians(lean))];
  const middle = { x: 0, y: 0 };
  const seen = [
    { x: -0.5, y: -ASPECT / 2 },
    { x: 0.5, y: -ASPECT / 2 },
    { x: 0.5, y: ASPECT / 2 },
    { x: -0.5, y: ASPECT / 2 },
  ].map((corner) => {
    const { x, y } = turned(corner, middle, -radians(leansOver));
    const nearer = distance / (distance + y * sin);
    return turned({ x: x * nearer, y: y * cos * nearer }, middle, radians(leansOver + degrees));
  }) as unknown as Corners;
  const zoom = (2 * cardWidth) / (length(seen[0], seen[1]) + length(seen[3], seen[2]));
  return seen.map(({ x, y }) => ({ x: x * zoom, y: y * zoom })) as unknown as Corners;
}

function length(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}
