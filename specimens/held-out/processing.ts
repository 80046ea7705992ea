import type { Scene } from '../light.js';
import type { Capture } from './capture.js';
import { pictureOf, sceneOf } from './raw.js';

const MIDDLE = 135;

/** What the phone's software makes of it: grain smeared away, shadows lifted, edges sharpened until they have halos, colours pushed. */
export async function process(scene: Scene, capture: Capture): Promise<Scene> {
  let seen = scene;
  if (capture.smear > 0) seen = mixed(seen, await sceneOf(pictureOf(seen).median(3)), capture.smear);
  if (capture.toneMap > 0) await toneMap(seen, capture.toneMap);
  if (capture.sharpen > 0) {
    const radius = Math.max(0.7, capture.cardWidth / 900);
    seen = mixed(seen, await sceneOf(pictureOf(seen).blur(radius)), -capture.sharpen);
  }
  if (capture.saturation !== 1) saturate(seen, capture.saturation);
  return seen;
}

/** `share` of the second picture, the rest of the first; below 0 the difference is put on instead. */
function mixed({ width, height, pixels }: Scene, other: Scene, share: number): Scene {
  const out = new Uint8ClampedArray(pixels.length);
  for (let at = 0; at < pixels.length; at += 1) {
    const value = pixels[at] ?? 0;
    out[at] = value + share * ((other.pixels[at] ?? 0) - value);
  }
  return { width, height, pixels: out };
}

/** Each place brought towards one brightness by what is around it, as high dynamic range modes do. */
async function toneMap({ width, height, pixels }: Scene, strength: number): Promise<void> {
  const reach = Math.max(3, Math.max(width, height) / 18);
  const around = await sceneOf(pictureOf({ width, height, pixels }).blur(reach));
  for (let at = 0; at < pixels.length; at += 4) {
    const light =
      0.3 * (around.pixels[at] ?? 0) +
      0.6 * (around.pixels[at + 1] ?? 0) +
      0.1 * (around.pixels[at + 2] ?? 0);
    const gain = (MIDDLE / Math.max(12, light)) ** (0.6 * strength);
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[at + channel] = (pixels[at + channel] ?? 0) * gain;
    }
  }
}

function saturate({ pixels }: Scene, by: number): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const grey = 0.3 * (pixels[at] ?? 0) + 0.59 * (pixels[at + 1] ?? 0) + 0.11 * (pixels[at + 2] ?? 0);
    for (let channel = 0; channel < 3; channel += 1) {
      pixels[at + channel] = grey + by * ((pixels[at + channel] ?? 0) - grey);
    }
  }
}
