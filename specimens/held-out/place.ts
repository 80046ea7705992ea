import { type Corners, fromUnitSquare, type Point, toUnitSquare } from '../geometry.js';
import { posedCorners } from '../pose.js';
import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { hills, type Relief } from './relief.js';

/** Where the card falls in the held-out camera's picture: bent, in perspective, through a lens that distorts, row after row. */
export interface Place {
  readonly width: number;
  readonly height: number;
  /** From a pixel to the plane that a faultless lens would show; also pixels. */
  readonly toPlane: (x: number, y: number) => Point;
  /** From there to the card, whose corners are (0, 0) and (1, 1). */
  readonly toCard: (plane: Point) => Point;
  /** From the card to the pixel that shows it. */
  readonly toPicture: (u: number, v: number) => Point;
  /** How the lamination is bent, on the card. */
  readonly relief: Relief;
}

const LEAST_SIDE = 280;
const MOST_SIDE = 4000;
/** Hills across the card. */
const HILLS = 5;

export function placeCard(capture: Capture, random: Random): Place {
  const bare = posedCorners(capture);
  const [xs, ys] = [bare.map(({ x }) => x), bare.map(({ y }) => y)];
  const space = () => capture.margin * capture.cardWidth * random.between(0.5, 1.5);
  let [left, right] = [Math.min(...xs) - space(), Math.max(...xs) + space()];
  let [top, bottom] = [Math.min(...ys) - space(), Math.max(...ys) + space()];
  const widen = (least: number, share: number) => {
    const more = Math.max(0, least - (right - left));
    [left, right] = [left - more * share, right + more * (1 - share)];
  };
  const heighten = (least: number, share: number) => {
    const more = Math.max(0, least - (bottom - top));
    [top, bottom] = [top - more * share, bottom + more * (1 - share)];
  };
  widen(
    Math.max(LEAST_SIDE, capture.aspect === null ? 0 : (bottom - top) * capture.aspect),
    random.between(0.3, 0.7),
  );
  heighten(
    Math.max(LEAST_SIDE, capture.aspect === null ? 0 : (right - left) / capture.aspect),
    random.between(0.3, 0.7),
  );
  const [width, height] = [side(right - left), side(bottom - top)];
  const corners = bare.map(({ x, y }) => ({ x: x - left, y: y - top })) as unknown as Corners;
  return bent({ width, height, corners }, capture, random);
}

function side(length: number): number {
  return Math.min(MOST_SIDE, Math.round(length));
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly corners: Corners;
}

function bent({ width, height, corners }: Frame, capture: Capture, random: Random): Place {
  const { barrel, rolling, crumple, curl } = capture;
  const [cx, cy] = [width / 2, height / 2];
  const half2 = cx * cx + cy * cy;
  const [relief, slip] = [hills(random), hills(random)];
  const lies = toUnitSquare(corners);
  const slide = 0.004 * crumple;
  const toPlane = (x: number, y: number) => {
    const dx = x - cx + rolling * (y - cy);
    const dy = y - cy;
    const zoom = (1 + (barrel * (dx * dx + dy * dy)) / half2) / (1 + 0.5 * barrel);
    return { x: cx + dx * zoom, y: cy + dy * zoom };
  };
  const toCard = (plane: Point) => {
    const { x, y } = lies(plane.x, plane.y);
    return {
      x: x + slide * slip(x * HILLS, y * HILLS),
      y: y + slide * relief(x * HILLS, y * HILLS) + curl * Math.sin(Math.PI * Math.min(1, Math.max(0, x))),
    };
  };
  const first = fromUnitSquare(corners);
  const toPicture = (u: number, v: number) => {
    const at = (x: number, y: number) => toCard(toPlane(x, y));
    let { x, y } = first(u, v);
    for (let round = 0; round < 8; round += 1) {
      const [here, right, below] = [at(x, y), at(x + 1, y), at(x, y + 1)];
      const [a, b] = [right.x - here.x, below.x - here.x];
      const [c, d] = [right.y - here.y, below.y - here.y];
      const [du, dv] = [u - here.x, v - here.y];
      x += (du * d - dv * b) / (a * d - b * c);
      y += (dv * a - du * c) / (a * d - b * c);
    }
    return { x, y };
  };
  return { width, height, toPlane, toCard, toPicture, relief: (u, v) => relief(u * HILLS, v * HILLS) };
}
