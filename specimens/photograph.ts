import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { paintBackground } from './backgrounds.js';
import { develop } from './camera.js';
import { holdCard } from './fingers.js';
import { type Corners, fromUnitSquare, type Point } from './geometry.js';
import { beyondPicture, type Cover, type Edge, edgeOf, type HiddenAt, hide } from './hide.js';
import { glare, type Lamp, type Scene, shadow, shine, showOnScreen, unevenLight } from './light.js';
import { posedCorners } from './pose.js';
import type { Random } from './random.js';
import type { Shot } from './shot.js';
import { stamp } from './stamp.js';

export interface Photograph {
  readonly jpeg: Buffer;
  /** Of the card, in pixels of the picture as it is stored. */
  readonly corners: Corners;
  /** Where in that picture a place of the card is seen; its corners are (0, 0) and (1, 1). */
  readonly at: (u: number, v: number) => Point;
  /** Whether print at a place of the card was hidden on purpose. */
  readonly hiddenAt: HiddenAt;
}

/** What is to hide part of the card's print. */
export interface Hiding {
  readonly cover: Cover;
  /** Whether it has a shape and a look that nothing was tuned on. */
  readonly heldOut: boolean;
}

/** Takes a picture of a card. */
export async function photograph(
  card: Canvas,
  shot: Shot,
  random: Random,
  hiding: (Hiding & { readonly random: Random }) | null = null,
): Promise<Photograph> {
  const edge = hiding?.cover === 'EDGE' ? edgeOf(hiding.random) : null;
  const { width, height, corners } = frame(shot, random, edge);
  const scene: Scene = { width, height, pixels: paintBackground(width, height, shot.surface, random) };
  const flat = shot.screen > 0 || shot.surface === 'platen';
  const shadowOfCard = flat ? random.between(0, 0.15) : random.between(0.1, 0.55);
  stamp(scene, card, { corners, cardWidth: shot.cardWidth, bow: shot.bow, shadow: shadowOfCard });
  if (shot.fingers > 0) holdCard(scene, corners, shot.fingers, random);
  const lamps: Lamp[] = [unevenLight(scene, random, shot.unevenness)];
  if (shot.shadows > 0) lamps.push(shadow(scene, random, shot.shadows));
  if (shot.glares > 0) lamps.push(glare(scene, random, shot.glares));
  if (shot.screen > 0) showOnScreen(scene, random, shot.screen);
  shine(scene, lamps, shot.exposure, shot.warmth);
  const hiddenAt =
    hiding === null || hiding.cover === 'EDGE'
      ? beyondPicture(corners, width, height)
      : hide(scene, corners, hiding.cover, hiding.heldOut, hiding.random);
  const jpeg = await develop(scene, shot, random);
  const stored = await sharp(jpeg).metadata();
  const shrunk = (stored.width + stored.height) / (width + height);
  const stands = corners.map((corner) => {
    const { x, y } = quarterTurned(corner, shot.quarters, width, height);
    return { x: x * shrunk, y: y * shrunk };
  }) as unknown as Corners;
  return { jpeg, corners: stands, at: fromUnitSquare(stands), hiddenAt };
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly corners: Corners;
}

/** How much of the surroundings gets into the picture, and where in it the card lies. */
function frame(shot: Shot, random: Random, edge: Edge | null): Frame {
  const bare = posedCorners(shot);
  const [xs, ys] = [bare.map(({ x }) => x), bare.map(({ y }) => y)];
  const space = () => shot.margin * shot.cardWidth * random.between(0.4, 1.6);
  let [left, right] = [Math.min(...xs) - space(), Math.max(...xs) + space()];
  let [top, bottom] = [Math.min(...ys) - space(), Math.max(...ys) + space()];
  if (shot.aspect !== null) {
    const [wider, higher] = [
      Math.max(0, (bottom - top) * shot.aspect - (right - left)),
      Math.max(0, (right - left) / shot.aspect - (bottom - top)),
    ];
    const [toLeft, toTop] = [random.between(0.2, 0.8), random.between(0.2, 0.8)];
    [left, right] = [left - wider * toLeft, right + wider * (1 - toLeft)];
    [top, bottom] = [top - higher * toTop, bottom + higher * (1 - toTop)];
  }
  if (edge !== null) {
    const [wide, high] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
    if (edge.side === 'left') left = Math.min(...xs) + edge.share * wide;
    if (edge.side === 'right') right = Math.max(...xs) - edge.share * wide;
    if (edge.side === 'top') top = Math.min(...ys) + edge.share * high;
    if (edge.side === 'bottom') bottom = Math.max(...ys) - edge.share * high;
  }
  return {
    width: sideOf(right - left),
    height: sideOf(bottom - top),
    corners: bare.map(({ x, y }) => ({ x: x - left, y: y - top })) as unknown as Corners,
  };
}

/** Of a picture that the gateway accepts. */
function sideOf(length: number): number {
  return Math.max(400, Math.min(4096, Math.round(length)));
}

/** The point after clockwise quarter turns of a picture of that size. */
export function quarterTurned({ x, y }: Point, quarters: number, width: number, height: number): Point {
  switch (quarters) {
    case 1:
      return { x: height - y, y: x };
    case 2:
      return { x: width - x, y: height - y };
    case 3:
      return { x: y, y: width - x };
    default:
      return { x, y };
  }
}
