import type { Dice } from './dice.js';

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

/** Brighter on one side than on the other. */
export function unevenLight({ width, height }: Scene, dice: Dice, strength: number): Lamp {
  const angle = dice.between(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle) / width, Math.sin(angle) / height];
  const level = 1 - strength * dice.between(0, 0.35);
  return {
    kind: 'times',
    at: (x, y) => level * (1 + strength * ((x - width / 2) * dx + (y - height / 2) * dy)),
  };
}

/** The soft edge of something that stands in the light. */
export function shadow({ width, height }: Scene, dice: Dice, depth: number): Lamp {
  const angle = dice.between(0, 2 * Math.PI);
  const [nx, ny] = [Math.cos(angle), Math.sin(angle)];
  const at = dice.bell(0.25) * Math.min(width, height);
  const soft = dice.between(0.02, 0.15) * width;
  return {
    kind: 'times',
    at: (x, y) => 1 - depth / (1 + Math.exp(-((x - width / 2) * nx + (y - height / 2) * ny - at) / soft)),
  };
}

/** A lamp mirrored by the lamination: a spot, or a streak where it is long. */
export function glare({ width, height }: Scene, dice: Dice, power: number): Lamp {
  const [cx, cy] = [dice.between(0.15, 0.85) * width, dice.between(0.15, 0.85) * height];
  const angle = dice.between(0, Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const long = dice.between(0.05, 0.45) * width;
  const thin = dice.between(0.015, 0.09) * width;
  const add = power * dice.between(60, 160);
  return {
    kind: 'plus',
    at: (x, y) => {
      const u = ((x - cx) * cos + (y - cy) * sin) / long;
      const v = ((y - cy) * cos - (x - cx) * sin) / thin;
      return add * Math.exp(-(u * u + v * v));
    },
  };
}

/** The beat between a screen's rows of pixels and the camera's. */
export function moire(dice: Dice, depth: number): Lamp {
  const [fx, fy] = [dice.between(0.1, 1.2), dice.between(0.1, 1.2)];
  const bend = dice.between(0.0005, 0.002);
  return { kind: 'times', at: (x, y) => 1 + depth * Math.sin(fx * x + bend * x * y) * Math.sin(fy * y) };
}

export function shine({ width, height, pixels }: Scene, lamps: readonly Lamp[], warmth: number): void {
  const times = lamps.filter(({ kind }) => kind === 'times');
  const plus = lamps.filter(({ kind }) => kind === 'plus');
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      let gain = 1;
      let add = 0;
      for (const lamp of times) gain *= lamp.at(x, y);
      for (const lamp of plus) add += lamp.at(x, y);
      pixels[at] = (pixels[at] ?? 0) * gain * (1 + warmth) + add;
      pixels[at + 1] = (pixels[at + 1] ?? 0) * gain + add;
      pixels[at + 2] = (pixels[at + 2] ?? 0) * gain * (1 - warmth) + add;
    }
  }
}

/** Noise of the sensor: mostly the same for all three colours. */
export function addNoise({ pixels }: Scene, dice: Dice, spread: number): void {
  const rolls = Float32Array.from({ length: 1 << 16 }, () => dice.bell(spread));
  for (let at = 0; at < pixels.length; at += 4) {
    const grey = rolls[dice.whole(0, 0xffff)] ?? 0;
    let colour = dice.whole(0, 0xffff);
    for (let channel = 0; channel < 3; channel += 1) {
      colour = (colour + 0x51ed) & 0xffff;
      pixels[at + channel] = (pixels[at + channel] ?? 0) + grey + 0.5 * (rolls[colour] ?? 0);
    }
  }
}
