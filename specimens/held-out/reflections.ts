import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { hills, type Relief } from './relief.js';

/** Adds to the colour (red, green, blue) seen at a place of the card what its lamination throws back. */
export type Reflection = (u: number, v: number, colour: [number, number, number]) => void;

export function reflections(
  { sheets, hologram, crumple }: Capture,
  relief: Relief,
  random: Random,
): Reflection[] {
  const all: Reflection[] = [];
  if (sheets > 0) all.push(sheet(relief, sheets, crumple, random));
  if (hologram > 0) all.push(rainbow(hologram, random));
  return all;
}

/** A broad sheet of light whose border follows the dents. */
function sheet(relief: Relief, power: number, crumple: number, random: Random): Reflection {
  const angle = random.between(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [at, half] = [random.bell(0.3), random.between(0.08, 0.3)];
  const [soft, ragged] = [random.between(0.02, 0.12), 0.05 + 0.3 * crumple];
  const add = power * random.between(45, 115);
  const tint = random.bell(0.08);
  return (u, v, colour) => {
    const along = (u - 0.5) * cos + (v - 0.5) * sin - at + ragged * relief(u, v);
    const light = add / (1 + Math.exp((Math.abs(along) - half) / soft));
    colour[0] += light * (1 + tint);
    colour[1] += light;
    colour[2] += light * (1 - tint);
  };
}

/** Colours that change with the angle, in patches. */
function rainbow(power: number, random: Random): Reflection {
  const [patch, bend] = [hills(random), hills(random)];
  const angle = random.between(0, Math.PI);
  const pace = random.between(6, 30);
  const [fx, fy] = [pace * Math.cos(angle), pace * Math.sin(angle)];
  const add = power * random.between(30, 75);
  const size = random.between(1.5, 4);
  return (u, v, colour) => {
    const strength = add * Math.max(0, patch(u * size, v * size * 0.63));
    if (strength === 0) return;
    const phase = fx * u + fy * v + 3 * bend(u * 3, v * 3);
    for (let channel = 0; channel < 3; channel += 1) {
      colour[channel] = (colour[channel] ?? 0) + strength * (0.5 + 0.5 * Math.cos(phase - channel * 2.094));
    }
  };
}
