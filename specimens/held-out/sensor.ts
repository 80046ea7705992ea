import type { Scene } from '../light.js';
import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { hills } from './relief.js';

const ROLLS = 1 << 16;

/** Grain as a colour filter's mosaic leaves it, more in the dark, and blotches of colour. */
export function sense(scene: Scene, { grain, grainSize, blotches }: Capture, random: Random): void {
  if (grain > 0) addGrain(scene, grain, grainSize, random);
  if (blotches > 0) addBlotches(scene, blotches, random);
}

/** Each sensor pixel knows one colour; the other two are its neighbours' mean, so grain is coarser in red and blue. */
function addGrain({ width, height, pixels }: Scene, grain: number, size: number, random: Random): void {
  const [across, down] = [Math.ceil(width / size) + 3, Math.ceil(height / size) + 3];
  const rolls = Float32Array.from({ length: ROLLS }, () => random.bell(1));
  const site = Float32Array.from({ length: across * down }, () => rolls[random.whole(0, ROLLS - 1)] ?? 0);
  const at = (x: number, y: number) => site[y * across + x] ?? 0;
  const red = (x: number, y: number) => {
    const [left, top] = [x & ~1, y & ~1];
    if (x === left && y === top) return at(x, y);
    if (y === top) return 0.5 * (at(left, top) + at(left + 2, top));
    if (x === left) return 0.5 * (at(left, top) + at(left, top + 2));
    return 0.25 * (at(left, top) + at(left + 2, top) + at(left, top + 2) + at(left + 2, top + 2));
  };
  const green = (x: number, y: number) =>
    (x + y) % 2 === 1 ? at(x, y) : 0.25 * (at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 2) + at(x + 2, y + 1));
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 4) {
      const [sx, sy] = [Math.floor(x / size), Math.floor(y / size)];
      const light = pixels[to + 1] ?? 0;
      const spread = grain * (1.3 - 0.6 * (light / 255));
      pixels[to] = (pixels[to] ?? 0) + spread * red(sx, sy);
      pixels[to + 1] = light + spread * green(sx, sy);
      pixels[to + 2] = (pixels[to + 2] ?? 0) + spread * red(sx + 1, sy + 1);
    }
  }
}

function addBlotches({ width, height, pixels }: Scene, blotches: number, random: Random): void {
  const [warm, green] = [hills(random), hills(random)];
  const size = random.between(5, 16);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const [a, b] = [blotches * warm(x / size, y / size), blotches * green(x / size, y / size)];
      pixels[at] = (pixels[at] ?? 0) + a;
      pixels[at + 1] = (pixels[at + 1] ?? 0) + 0.6 * b;
      pixels[at + 2] = (pixels[at + 2] ?? 0) - a;
    }
  }
}
