import { apply, fromUnitSquare, type Quad } from '../../../../src/engine/embedded/image/geometry.js';
import type { BoundingBox } from '../../../../src/engine/reading.js';
import type { LiveReading } from '../../../browser/src/live.js';
import type { Corners, Point } from './find-card.js';
import { type Guide, inBox, type Size } from './guide.js';

/** Where a field that is not read yet is seen. */
export interface Mark {
  readonly name: string;
  /** Whether pictures showed different values of it. */
  readonly isDisputed: boolean;
  /** Pixels of the box that the video fills. */
  readonly corners: Quad;
}

/** What is known of where a card's fields lie: `outline` of a reading, and the places on the card do not change when it moves. */
export type Places = Pick<LiveReading, 'missing' | 'outline' | 'turnedDegrees'>;

/** What a card's corners are seen by: the guide that they were looked for in, in pixels of the video, and the box that shows it. */
export interface Seen {
  readonly video: Size;
  readonly box: Size;
  readonly guide: Guide;
}

/**
 * Outlines of the fields that are not read yet, where the card lies now.
 * @param card its corners as they are seen, in pixels of the guide's region
 */
export function marksOf(
  { missing, outline, turnedDegrees }: Places,
  card: Corners,
  { video, box, guide }: Seen,
): readonly Mark[] {
  // On its side, a card is not found by its edges.
  if (outline === null || turnedDegrees === null || turnedDegrees % 180 !== 0) return [];
  const [tl, tr, br, bl] = card.map((corner) => shown(corner)) as unknown as Quad;
  const toBox = fromUnitSquare(turnedDegrees === 180 ? [br, bl, tl, tr] : [tl, tr, br, bl]);
  return missing.flatMap(({ name, reason }): Mark[] => {
    // The first is where it is printed; the others are where it was read, and where it is told once more.
    const [place] = outline.print[name];
    if (place === undefined) return [];
    const corners = cornersOf(place).map(({ x, y }) => apply(toBox, x, y)) as unknown as Quad;
    return [{ name, isDisputed: reason === 'CONFLICT', corners }];
  });

  function shown({ x, y }: Point): Point {
    return inBox({ x: guide.region.x + x, y: guide.region.y + y }, video, box);
  }
}

function cornersOf({ x, y, width, height }: BoundingBox): Quad {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}
