import type { Scene } from '../light.js';
import { ASPECT } from '../pose.js';
import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { cloakOf } from './cover.js';
import { stripes } from './medium.js';
import type { Place } from './place.js';
import { reflections } from './reflections.js';
import { hills } from './relief.js';

const CORNER_RADIUS = 0.037;
const BLACK: [number, number, number] = [0, 0, 0];

/** The light that falls on the sensor: the scenery, the card in the middle of it, what it is in, what shines on it. */
export function expose(scenery: Scene, card: Scene, place: Place, capture: Capture, random: Random): Scene {
  const { width, height, toPlane, toCard, relief } = place;
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const shines = reflections(capture, relief, random);
  const raster = capture.medium === 'monitor' ? stripes(random) : null;
  const cloak = capture.cover === null ? null : cloakOf(capture.cover, random);
  const gain = gainOf(place, capture, random);
  const depth = capture.medium === 'card' ? random.between(0.1, 0.5) : 0;
  const [besideX, besideY] = [(scenery.width - width) / 2, (scenery.height - height) / 2];
  const flare = capture.flare * 120;
  const colour: [number, number, number] = [...BLACK];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const plane = toPlane(x + 0.5, y + 0.5);
      const { x: u, y: v } = toCard(plane);
      const cover = Math.min(1, Math.max(0, 0.5 - outside(u, v) * capture.cardWidth));
      sample(scenery, plane.x + besideX - 0.5, plane.y + besideY - 0.5, colour, 1);
      if (cover < 1) {
        const shade = 1 - depth * Math.exp(-Math.max(0, outside(u - 0.005, v - 0.01)) / 0.015);
        for (let channel = 0; channel < 3; channel += 1) colour[channel] = (colour[channel] ?? 0) * shade;
      }
      if (cover > 0) {
        sample(card, u * card.width - 0.5, v * card.height - 0.5, colour, cover);
        if (raster !== null) {
          for (let channel = 0; channel < 3; channel += 1) {
            colour[channel] = (colour[channel] ?? 0) * raster(u, v, channel);
          }
        }
        if (capture.crumple > 0) {
          const slope = 1 + 1.4 * capture.crumple * (relief(u + 0.01, v) - relief(u, v));
          for (let channel = 0; channel < 3; channel += 1) colour[channel] = (colour[channel] ?? 0) * slope;
        }
      }
      cloak?.(u, v, colour);
      const light = gain(x, y);
      for (let channel = 0; channel < 3; channel += 1) colour[channel] = (colour[channel] ?? 0) * light;
      if (cover > 0) for (const shine of shines) shine(u, v, colour);
      pixels[at] = colour[0] * (1 + capture.warmth) + flare;
      pixels[at + 1] = colour[1] + flare;
      pixels[at + 2] = colour[2] * (1 - capture.warmth) + flare;
    }
  }
  return { width, height, pixels };
}

/** Exposure, the lens's dark corners, the lamp's stripes, and patches of shade. */
function gainOf(
  { width, height }: Place,
  capture: Capture,
  random: Random,
): (x: number, y: number) => number {
  const { exposure, vignette, banding } = capture;
  const half2 = (width * width + height * height) / 4;
  const [pace, phase] = [(2 * Math.PI * random.between(2, 14)) / height, random.between(0, 6)];
  const shade = hills(random);
  const patchy = capture.trouble === null ? 0.08 : 0.18;
  return (x, y) => {
    const r2 = ((x - width / 2) ** 2 + (y - height / 2) ** 2) / half2;
    const lamp = banding === 0 ? 1 : 1 + banding * Math.sin(pace * y + phase);
    return exposure * (1 - vignette * r2) * lamp * (1 + patchy * shade((2 * x) / width, (2 * y) / height));
  };
}

/** In card widths; negative inside. */
function outside(u: number, v: number): number {
  const x = Math.abs(u - 0.5) - 0.5 + CORNER_RADIUS;
  const y = (Math.abs(v - 0.5) - 0.5) * ASPECT + CORNER_RADIUS;
  return Math.hypot(Math.max(0, x), Math.max(0, y)) + Math.min(0, Math.max(x, y)) - CORNER_RADIUS;
}

/** Mixes what a picture shows at a place into the colour. */
function sample({ width, height, pixels }: Scene, x: number, y: number, into: number[], share: number): void {
  const px = Math.min(width - 1.001, Math.max(0, x));
  const py = Math.min(height - 1.001, Math.max(0, y));
  const [left, top] = [Math.floor(px), Math.floor(py)];
  const [fx, fy] = [px - left, py - top];
  const at = (top * width + left) * 4;
  const below = at + width * 4;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = (pixels[at + channel] ?? 0) * (1 - fx) + (pixels[at + 4 + channel] ?? 0) * fx;
    const lower = (pixels[below + channel] ?? 0) * (1 - fx) + (pixels[below + 4 + channel] ?? 0) * fx;
    const seen = upper * (1 - fy) + lower * fy;
    into[channel] = share === 1 ? seen : seen * share + (into[channel] ?? 0) * (1 - share);
  }
}
