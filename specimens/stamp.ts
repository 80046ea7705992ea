import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { type Corners, toUnitSquare } from './geometry.js';
import type { Scene } from './light.js';
import { ASPECT } from './pose.js';

/** Radius of an ID-1 card's corners, in card widths. */
const CORNER_RADIUS = 0.037;

interface Lying {
  readonly corners: Corners;
  readonly cardWidth: number;
  /** How far its middle bows up, in card heights. */
  readonly bow: number;
  /** Darkness of the shadow it throws, 0 to 1. */
  readonly shadow: number;
}

/** Puts the card into the picture, with soft edges and a little shadow around it. */
export function stamp(scene: Scene, card: Canvas, { corners, cardWidth, bow, shadow }: Lying): void {
  const print = scaled(card, Math.round(cardWidth));
  const place = toUnitSquare(corners);
  for (let y = 0, at = 0; y < scene.height; y += 1) {
    for (let x = 0; x < scene.width; x += 1, at += 4) {
      const flat = place(x + 0.5, y + 0.5);
      const u = flat.x;
      const v = flat.y + bow * Math.sin(Math.PI * Math.min(1, Math.max(0, u)));
      const outside = distanceToCard(u, v);
      const cover = Math.min(1, Math.max(0, 0.5 - outside * cardWidth));
      if (cover < 1 && shadow > 0) {
        const dark = 1 - shadow * Math.exp(-Math.max(0, distanceToCard(u - 0.004, v - 0.008)) / 0.012);
        for (let channel = 0; channel < 3; channel += 1) {
          scene.pixels[at + channel] = (scene.pixels[at + channel] ?? 0) * dark;
        }
      }
      if (cover > 0) sample(print, u * print.width - 0.5, v * print.height - 0.5, cover, scene.pixels, at);
    }
  }
}

/** In card widths; negative inside. */
function distanceToCard(u: number, v: number): number {
  const x = Math.abs(u - 0.5) - 0.5 + CORNER_RADIUS;
  const y = (Math.abs(v - 0.5) - 0.5) * ASPECT + CORNER_RADIUS;
  return Math.hypot(Math.max(0, x), Math.max(0, y)) + Math.min(0, Math.max(x, y)) - CORNER_RADIUS;
}

/** Near its final size, so that sampling it point by point leaves nothing out. */
function scaled(card: Canvas, width: number): Scene {
  const height = Math.round(width * ASPECT);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(card, 0, 0, width, height);
  return { width, height, pixels: new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data) };
}

function sample(
  { width, height, pixels }: Scene,
  x: number,
  y: number,
  cover: number,
  into: Uint8ClampedArray,
  at: number,
): void {
  const [left, top] = [clamp(Math.floor(x), width - 1), clamp(Math.floor(y), height - 1)];
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [fx, fy] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const [upperLeft, upperRight] = [(top * width + left) * 4, (top * width + right) * 4];
  const [lowerLeft, lowerRight] = [(bottom * width + left) * 4, (bottom * width + right) * 4];
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = (pixels[upperLeft + channel] ?? 0) * (1 - fx) + (pixels[upperRight + channel] ?? 0) * fx;
    const lower = (pixels[lowerLeft + channel] ?? 0) * (1 - fx) + (pixels[lowerRight + channel] ?? 0) * fx;
    const print = upper * (1 - fy) + lower * fy;
    into[at + channel] = print * cover + (into[at + channel] ?? 0) * (1 - cover);
  }
}

function clamp(value: number, highest: number): number {
  return Math.min(highest, Math.max(0, value));
}
