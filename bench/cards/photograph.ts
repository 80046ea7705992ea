import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp, { type Sharp } from 'sharp';
import { paintBackground } from './backgrounds.js';
import type { Dice } from './dice.js';
import { type Corners, type Point, toUnitSquare, turned } from './geometry.js';
import { addNoise, glare, type Lamp, moire, type Scene, shadow, shine, unevenLight } from './light.js';

export const TIERS = ['clean', 'mild', 'hard'] as const;
export type Tier = (typeof TIERS)[number];

/** How a picture was taken; all of it is noted beside the picture. */
export interface Shot {
  /** Clockwise quarter turns of the whole picture. */
  readonly quarters: number;
  /** How far the card lies from level before that; degrees, clockwise. */
  readonly degrees: number;
  readonly cardWidth: number;
  /** Share of the card's width by which its corners are off a rectangle. */
  readonly perspective: number;
  /** Share of the card's width between the card and the border; negative where the border cuts the card. */
  readonly margin: number;
  readonly blur: number;
  readonly motion: number;
  readonly light: number;
  readonly shadows: number;
  readonly glares: number;
  readonly noise: number;
  readonly moire: number;
  readonly grey: boolean;
  readonly fingers: number;
  readonly cluttered: boolean;
  readonly quality: number;
}

export interface Photograph {
  readonly jpeg: Buffer;
  /** Of the card, in pixels of the picture as it is stored. */
  readonly corners: Corners;
  readonly width: number;
  readonly height: number;
}

export function chooseShot(tier: Tier, dice: Dice): Shot {
  const quarters = (share: number) => (dice.chance(share) ? dice.whole(1, 3) : 0);
  const sometimes = (share: number, value: number) => (dice.chance(share) ? value : 0);
  switch (tier) {
    case 'clean':
      return {
        quarters: 0,
        degrees: dice.bell(0.8),
        cardWidth: dice.whole(850, 1500),
        perspective: 0,
        margin: dice.chance(0.3) ? -0.003 : dice.between(0, 0.06),
        blur: dice.between(0, 0.5),
        motion: 0,
        light: dice.between(0, 0.15),
        shadows: 0,
        glares: 0,
        noise: dice.between(0, 4),
        moire: 0,
        grey: dice.chance(0.08),
        fingers: 0,
        cluttered: false,
        quality: dice.whole(78, 95),
      };
    case 'mild':
      return {
        quarters: quarters(0.06),
        degrees: dice.bell(5),
        cardWidth: dice.whole(650, 1500),
        perspective: dice.between(0, 0.05),
        margin: dice.between(0.01, 0.25),
        blur: dice.between(0.3, 1),
        motion: 0,
        light: dice.between(0.1, 0.5),
        shadows: sometimes(0.35, dice.between(0.1, 0.35)),
        glares: sometimes(0.4, dice.between(0.2, 0.7)),
        noise: dice.between(2, 8),
        moire: 0,
        grey: dice.chance(0.04),
        fingers: dice.chance(0.15) ? 1 : 0,
        cluttered: dice.chance(0.5),
        quality: dice.whole(60, 90),
      };
    case 'hard': {
      const cardWidth = dice.whole(560, 1300);
      const sharpness = cardWidth / 1000;
      return {
        quarters: quarters(0.3),
        degrees: dice.bell(dice.pick([6, 12, 25])),
        cardWidth,
        perspective: dice.between(0.02, 0.11),
        margin: dice.between(-0.01, 0.35),
        // Further out of focus or longer in movement, nobody could read the small print.
        blur: sharpness * dice.between(0.4, 1.4),
        motion: sometimes(0.3, Math.round(sharpness * dice.between(2.5, 4.5))),
        light: dice.between(0.3, 1),
        shadows: sometimes(0.6, dice.between(0.2, 0.55)),
        glares: sometimes(0.6, dice.between(0.4, 1)),
        noise: dice.between(5, 15),
        moire: sometimes(0.15, dice.between(0.03, 0.1)),
        grey: dice.chance(0.12),
        fingers: dice.chance(0.35) ? dice.whole(1, 2) : 0,
        cluttered: dice.chance(0.75),
        quality: dice.whole(38, 78),
      };
    }
  }
}

/** Takes a picture of a card. */
export async function photograph(card: Canvas, shot: Shot, dice: Dice): Promise<Photograph> {
  const { scene, corners } = layDown(card, shot, dice);
  const { width, height } = scene;
  for (let finger = 0; finger < shot.fingers; finger += 1) coverEdge(scene, corners, dice);
  const lamps: Lamp[] = [unevenLight(scene, dice, shot.light)];
  if (shot.shadows > 0) lamps.push(shadow(scene, dice, shot.shadows));
  if (shot.glares > 0) lamps.push(glare(scene, dice, shot.glares));
  if (shot.moire > 0) lamps.push(moire(dice, shot.moire));
  shine(scene, lamps, dice.bell(0.05));
  const blurred = await defocused(sharpOf(scene), shot).raw().toBuffer();
  const seen: Scene = { width, height, pixels: new Uint8ClampedArray(blurred) };
  addNoise(seen, dice, shot.noise);
  let developed = sharpOf(seen).removeAlpha();
  if (shot.grey) developed = developed.greyscale();
  if (shot.quarters > 0) developed = developed.rotate(shot.quarters * 90);
  const jpeg = await developed.jpeg({ quality: shot.quality }).toBuffer();
  const sideways = shot.quarters % 2 === 1;
  return {
    jpeg,
    corners: corners.map((corner) =>
      quarterTurned(corner, shot.quarters, width, height),
    ) as unknown as Corners,
    width: sideways ? height : width,
    height: sideways ? width : height,
  };
}

function sharpOf({ width, height, pixels }: Scene): Sharp {
  return sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length), {
    raw: { width, height, channels: 4 },
  });
}

function defocused(picture: Sharp, { blur, motion }: Shot): Sharp {
  const focused = blur > 0.3 ? picture.blur(blur) : picture;
  if (motion < 3) return focused;
  const size = motion % 2 === 0 ? motion + 1 : motion;
  const kernel = Array.from({ length: size * size }, (_, at) =>
    Math.floor(at / size) === (size - 1) / 2 ? 1 : 0,
  );
  return focused.convolve({ width: size, height: size, kernel });
}

/** Puts the card on a background, as the camera sees it. */
function layDown(card: Canvas, shot: Shot, dice: Dice): { scene: Scene; corners: Corners } {
  const { cardWidth, perspective, margin, degrees } = shot;
  const cardHeight = cardWidth * (card.height / card.width);
  const radians = (degrees * Math.PI) / 180;
  const centre = { x: 0, y: 0 };
  const off = () => dice.between(-perspective, perspective) * cardWidth * 0.5;
  const bare = [
    { x: -cardWidth / 2 + off(), y: -cardHeight / 2 + off() },
    { x: cardWidth / 2 + off(), y: -cardHeight / 2 + off() },
    { x: cardWidth / 2 + off(), y: cardHeight / 2 + off() },
    { x: -cardWidth / 2 + off(), y: cardHeight / 2 + off() },
  ].map((corner) => turned(corner, centre, radians));
  const [xs, ys] = [bare.map(({ x }) => x), bare.map(({ y }) => y)];
  const space = margin * cardWidth;
  const [left, top] = [Math.min(...xs) - space, Math.min(...ys) - space * dice.between(0.6, 1.6)];
  const width = sideOf(Math.max(...xs) + space - left);
  const height = sideOf(Math.max(...ys) + space * dice.between(0.6, 1.6) - top);
  const corners = bare.map(({ x, y }) => ({ x: x - left, y: y - top })) as unknown as Corners;
  const scene = { width, height, pixels: paintBackground(width, height, dice, shot.cluttered) };
  stamp(scene, scaled(card, Math.round(cardWidth), Math.round(cardHeight)), corners);
  return { scene, corners };
}

function sideOf(length: number): number {
  return Math.max(256, Math.min(4096, Math.round(length)));
}

/** Near its final size, so that sampling it point by point leaves nothing out. */
function scaled(card: Canvas, width: number, height: number): Scene {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(card, 0, 0, width, height);
  return { width, height, pixels: new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data) };
}

const CORNER_RADIUS = 0.035;
const ASPECT = 53.98 / 85.6;

function stamp(scene: Scene, card: Scene, corners: Corners): void {
  const place = toUnitSquare(corners);
  for (let y = 0, at = 0; y < scene.height; y += 1) {
    for (let x = 0; x < scene.width; x += 1, at += 4) {
      const { x: u, y: v } = place(x + 0.5, y + 0.5);
      if (u <= 0 || u >= 1 || v <= 0 || v >= 1 || isBeyondCorner(u, v)) continue;
      sample(card, u * card.width - 0.5, v * card.height - 0.5, scene.pixels, at);
    }
  }
}

function isBeyondCorner(u: number, v: number): boolean {
  const x = CORNER_RADIUS - Math.min(u, 1 - u);
  const y = CORNER_RADIUS - Math.min(v, 1 - v) * ASPECT;
  return x > 0 && y > 0 && x * x + y * y > CORNER_RADIUS * CORNER_RADIUS;
}

function sample(
  { width, height, pixels }: Scene,
  x: number,
  y: number,
  into: Uint8ClampedArray,
  at: number,
): void {
  const [x0, y0] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)];
  const [fx, fy] = [Math.min(1, Math.max(0, x - x0)), Math.min(1, Math.max(0, y - y0))];
  const [upperLeft, upperRight] = [(y0 * width + x0) * 4, (y0 * width + x1) * 4];
  const [lowerLeft, lowerRight] = [(y1 * width + x0) * 4, (y1 * width + x1) * 4];
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = (pixels[upperLeft + channel] ?? 0) * (1 - fx) + (pixels[upperRight + channel] ?? 0) * fx;
    const lower = (pixels[lowerLeft + channel] ?? 0) * (1 - fx) + (pixels[lowerRight + channel] ?? 0) * fx;
    into[at + channel] = upper * (1 - fy) + lower * fy;
  }
}

/** A fingertip that holds the card: over its edge, short of what is printed. */
function coverEdge(scene: Scene, corners: Corners, dice: Dice): void {
  const side = dice.whole(0, 3);
  const [from, to] = [corners[side] as Point, corners[(side + 1) % 4] as Point];
  const along = dice.between(0.15, 0.85);
  const [edgeX, edgeY] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(edgeX, edgeY);
  const reach = 0.075 * Math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
  // Outwards is to the left of the way from corner to corner.
  const [nx, ny] = [edgeY / length, -edgeX / length];
  const out = reach * dice.between(0.75, 0.9);
  const [cx, cy] = [from.x + edgeX * along + nx * out, from.y + edgeY * along + ny * out];
  const red = dice.whole(110, 225);
  const skin = [red, red * dice.between(0.68, 0.8), red * dice.between(0.52, 0.68)];
  for (let y = Math.floor(cy - 3 * reach); y < cy + 3 * reach; y += 1) {
    for (let x = Math.floor(cx - 3 * reach); x < cx + 3 * reach; x += 1) {
      if (x < 0 || y < 0 || x >= scene.width || y >= scene.height) continue;
      const [dx, dy] = [x - cx, y - cy];
      const outward = Math.max(0, dx * nx + dy * ny) / 2.5;
      const inward = Math.min(0, dx * nx + dy * ny);
      const across = dx * ny - dy * nx;
      if (Math.hypot(outward + inward, across) > reach) continue;
      const shade = 1 - (0.35 * Math.abs(across)) / reach;
      for (let channel = 0; channel < 3; channel += 1) {
        scene.pixels[(y * scene.width + x) * 4 + channel] = (skin[channel] ?? 0) * shade;
      }
    }
  }
}

function quarterTurned({ x, y }: Point, quarters: number, width: number, height: number): Point {
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
