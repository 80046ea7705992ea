import type { Random } from './random.js';

/** A colour picture being made: RGBA, row by row, 0 to 255. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** What light does to the pixel at a place: `times` it, or `plus` what the lamination throws back. */
export interface Lamp {
  readonly kind: 'times' | 'plus';
  readonly at: (x: number, y: number) => number;
}

/** What even a phone's camera in the dark brings out of a card. */
const DARKEST = 0.28;

/** Brighter on one side than on the other. */
export function unevenLight({ width, height }: Scene, random: Random, strength: number): Lamp {
  const angle = random.between(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle) / width, Math.sin(angle) / height];
  return {
    kind: 'times',
    at: (x, y) => 1 + strength * ((x - width / 2) * dx + (y - height / 2) * dy),
  };
}

/** The soft edge of something that stands in the light. */
export function shadow({ width, height }: Scene, random: Random, depth: number): Lamp {
  const angle = random.between(0, 2 * Math.PI);
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  const at = random.bell(0.25) * Math.min(width, height);
  const soft = random.between(0.02, 0.15) * width;
  return {
    kind: 'times',
    at: (x, y) => 1 - depth / (1 + Math.exp(-((x - width / 2) * nx + (y - height / 2) * ny - at) / soft)),
  };
}

/** What the lamination mirrors: a lamp as a spot or a streak, or a window. */
export function glare({ width, height }: Scene, random: Random, power: number): Lamp {
  const [cx, cy] = [random.between(0.15, 0.85) * width, random.between(0.15, 0.85) * height];
  const angle = random.between(0, Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const long = random.between(0.05, 0.45) * width;
  const thin = random.between(0.015, 0.12) * width;
  const add = power * random.between(60, 160);
  // The higher, the sharper its edge: 2 is a bell, 8 nearly a box.
  const edge = random.pick([2, 2, 4, 8]);
  return {
    kind: 'plus',
    at: (x, y) => {
      const u = Math.abs((x - cx) * cos + (y - cy) * sin) / long;
      const v = Math.abs((y - cy) * cos - (x - cx) * sin) / thin;
      return u > 3 || v > 3 ? 0 : add * Math.exp(-(u ** edge + v ** edge)) * (edge === 8 ? 0.6 : 1);
    },
  };
}

/** The stripes and coloured bands where a screen's pixels beat with the camera's. */
export function showOnScreen({ width, height, pixels }: Scene, random: Random, depth: number): void {
  const angle = random.between(0, Math.PI);
  const pace = (2 * Math.PI) / random.between(3, 26);
  const [fx, fy] = [pace * Math.cos(angle), pace * Math.sin(angle)];
  const bend = random.between(0, 0.00012);
  const apart = random.pick([0, 0.7, 2.1]);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const phase = fx * x + fy * y + bend * x * y;
      for (let channel = 0; channel < 3; channel += 1) {
        pixels[at + channel] = (pixels[at + channel] ?? 0) * (1 + depth * Math.sin(phase + channel * apart));
      }
    }
  }
}

/** Lights the picture; `warmth` is the share by which red gains and blue loses. */
export function shine(
  { width, height, pixels }: Scene,
  lamps: readonly Lamp[],
  exposure: number,
  warmth: number,
): void {
  const times = lamps.filter(({ kind }) => kind === 'times');
  const plus = lamps.filter(({ kind }) => kind === 'plus');
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      let gain = exposure;
      let add = 0;
      for (const lamp of times) gain *= lamp.at(x, y);
      gain = Math.max(DARKEST, gain);
      for (const lamp of plus) add += lamp.at(x, y);
      pixels[at] = (pixels[at] ?? 0) * gain * (1 + warmth) + add;
      pixels[at + 1] = (pixels[at + 1] ?? 0) * gain + add;
      pixels[at + 2] = (pixels[at + 2] ?? 0) * gain * (1 - warmth) + add;
    }
  }
}
