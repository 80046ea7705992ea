import { createCanvas } from '@napi-rs/canvas';
import { cards, form, keyboard, papers, screen } from './clutter.js';
import type { Random } from './random.js';
import { checks, cloth, plain, platen, stone, tiles, wood } from './surfaces.js';

const PAINTERS = { platen, plain, wood, cloth, checks, stone, tiles, papers, form, keyboard, cards, screen };
export type Surface = keyof typeof PAINTERS;

/** What a card may lie on: RGBA, row by row. */
export function paintBackground(
  width: number,
  height: number,
  surface: Surface,
  random: Random,
): Uint8ClampedArray {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext('2d');
  PAINTERS[surface](pen, width, height, random);
  return new Uint8ClampedArray(pen.getImageData(0, 0, width, height).data);
}
