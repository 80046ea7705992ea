import type { Random } from '../random.js';
import { hills } from './relief.js';

/** What the card is in. */
export type Cover = 'sleeve' | 'wallet';

/** Changes the colour (red, green, blue, 0 to 255) seen at a place of the card, or beside it. */
export type Cloak = (u: number, v: number, colour: [number, number, number]) => void;

export function cloakOf(cover: Cover, random: Random): Cloak {
  return cover === 'sleeve' ? sleeve(random) : wallet(random);
}

/** How far a place lies outside a rectangle around the card, in card heights; negative inside. */
function outside(u: number, v: number, more: number): number {
  return Math.max((Math.abs(u - 0.5) - 0.5 - more) * 1.586, Math.abs(v - 0.5) - 0.5 - more);
}

/** Soft plastic: milky, wrinkled, with welded edges. */
function sleeve(random: Random): Cloak {
  const [milk, shine] = [random.between(0.06, 0.2), random.between(20, 55)];
  const [edge, weld] = [random.between(0.03, 0.1), random.between(0.008, 0.02)];
  const wrinkles = hills(random);
  const slant = random.bell(1.5);
  return (u, v, colour) => {
    const distance = outside(u, v, edge);
    if (distance > 0) return;
    const fold = wrinkles(u * 4 + v * slant, v * 7);
    const light = shine * Math.exp(-((fold / 0.07) ** 2)) + (distance > -weld ? 40 : 0);
    for (let channel = 0; channel < 3; channel += 1) {
      colour[channel] = (colour[channel] ?? 0) * (1 - milk) + 225 * milk + light;
    }
  };
}

/** A window in leather, over the card's edge but short of its print. */
function wallet(random: Random): Cloak {
  const leather = [random.whole(25, 120), random.whole(20, 70), random.whole(15, 50)] as const;
  const grain = hills(random);
  const plastic = sleeve(random);
  return (u, v, colour) => {
    plastic(u, v, colour);
    const distance = outside(u, v, -0.012);
    if (distance < 0) return;
    const seam = Math.abs(distance - 0.05) < 0.006 && (u * 40 + v * 25) % 1 < 0.6;
    const tone = seam ? 2.2 : 1 + 0.25 * grain(u * 90, v * 60) - 0.4 * Math.exp(-distance / 0.012);
    for (let channel = 0; channel < 3; channel += 1) colour[channel] = (leather[channel] ?? 0) * tone;
  };
}
