import type { Scene } from '../light.js';
import type { Random } from '../random.js';
import type { Capture } from './capture.js';
import { pictureOf, sceneOf } from './raw.js';

/** What the lens and the hand take from sharpness: colours apart, part of the card out of focus, a curved way while the shutter was open. */
export async function throughLens(scene: Scene, capture: Capture, random: Random): Promise<Scene> {
  const apart = capture.fringe > 0 ? fringed(scene, capture.fringe) : scene;
  const focused = await outOfFocus(apart, capture, random);
  return capture.shake >= 1.5 ? shaken(focused, capture, random) : focused;
}

/** Red drawn larger than green, and blue smaller. */
function fringed({ width, height, pixels }: Scene, fringe: number): Scene {
  const out = new Uint8ClampedArray(pixels);
  const [cx, cy] = [width / 2, height / 2];
  for (const [channel, zoom] of [
    [0, 1 - fringe],
    [2, 1 + fringe],
  ] as const) {
    for (let y = 0; y < height; y += 1) {
      const py = Math.min(height - 1.001, Math.max(0, cy + (y - cy) * zoom));
      const fy = py - Math.floor(py);
      const row = Math.floor(py) * width;
      for (let x = 0; x < width; x += 1) {
        const px = Math.min(width - 1.001, Math.max(0, cx + (x - cx) * zoom));
        const fx = px - Math.floor(px);
        const at = (row + Math.floor(px)) * 4 + channel;
        const upper = (pixels[at] ?? 0) * (1 - fx) + (pixels[at + 4] ?? 0) * fx;
        const below = at + width * 4;
        const lower = (pixels[below] ?? 0) * (1 - fx) + (pixels[below + 4] ?? 0) * fx;
        out[(y * width + x) * 4 + channel] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return { width, height, pixels: out };
}

/** `soft` at the near end of a slope across the picture, `soft` and `tilt` at the far one. */
async function outOfFocus(scene: Scene, { soft, tilt }: Capture, random: Random): Promise<Scene> {
  const near = soft > 0.3 ? await sceneOf(pictureOf(scene).blur(soft)) : scene;
  if (tilt < 0.3) return near;
  const far = await sceneOf(pictureOf(scene).blur(Math.hypot(soft, tilt)));
  const { width, height } = scene;
  const angle = random.between(0, 2 * Math.PI);
  const [dx, dy] = [Math.cos(angle) / width, Math.sin(angle) / height];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const share = Math.min(1, Math.max(0, 0.5 + 1.1 * ((x - width / 2) * dx + (y - height / 2) * dy)));
      for (let channel = 0; channel < 3; channel += 1) {
        const sharp = near.pixels[at + channel] ?? 0;
        near.pixels[at + channel] = sharp + share * ((far.pixels[at + channel] ?? 0) - sharp);
      }
    }
  }
  return near;
}

/** The mean of what was seen along an arc, while the camera turned too; longest at the beginning, as hands move. */
function shaken({ width, height, pixels }: Scene, { shake, shakeTurn }: Capture, random: Random): Scene {
  const steps = Math.ceil(shake * 1.5) + 1;
  const [from, bend] = [random.between(0, 2 * Math.PI), random.bell(0.9)];
  const turn = (shakeTurn * Math.PI) / 180;
  const sums = new Float32Array(width * height * 3);
  let [ox, oy] = [0, 0];
  for (let step = 0; step < steps; step += 1) {
    const share = step / (steps - 1) - 0.5;
    const angle = from + bend * 2 * share;
    ox += (shake / steps) * Math.cos(angle);
    oy += (shake / steps) * Math.sin(angle);
    const sin = Math.sin(turn * share);
    for (let y = 0, at = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, at += 3) {
        const px = Math.min(width - 1, Math.max(0, Math.round(x + ox - sin * (y - height / 2))));
        const py = Math.min(height - 1, Math.max(0, Math.round(y + oy + sin * (x - width / 2))));
        const seen = (py * width + px) * 4;
        sums[at] = (sums[at] ?? 0) + (pixels[seen] ?? 0);
        sums[at + 1] = (sums[at + 1] ?? 0) + (pixels[seen + 1] ?? 0);
        sums[at + 2] = (sums[at + 2] ?? 0) + (pixels[seen + 2] ?? 0);
      }
    }
  }
  const out = new Uint8ClampedArray(pixels.length).fill(255);
  for (let at = 0, to = 0; at < sums.length; at += 3, to += 4) {
    for (let channel = 0; channel < 3; channel += 1) out[to + channel] = (sums[at + channel] ?? 0) / steps;
  }
  return { width, height, pixels: out };
}
