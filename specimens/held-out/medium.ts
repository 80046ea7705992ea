import { type Canvas, createCanvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { Scene } from '../light.js';
import type { Random } from '../random.js';

/** What lies before the camera: the card, a copy of a copy of it, its picture printed, or on a monitor. */
export type Medium = 'card' | 'photocopy' | 'print-out' | 'monitor';

const RAW = { channels: 4 } as const;

/** The card as the medium shows it, flat; no screen's raster yet. */
export async function through(card: Canvas, medium: Medium, random: Random): Promise<Scene> {
  const { width, height } = card;
  const canvas = createCanvas(width, height);
  canvas.getContext('2d').drawImage(card, 0, 0);
  const pixels = new Uint8ClampedArray(canvas.getContext('2d').getImageData(0, 0, width, height).data);
  const scene: Scene = { width, height, pixels };
  if (medium === 'photocopy') return copied(await copied(scene, random, 0.5), random, 1);
  if (medium === 'print-out') return halftoned(scene, random);
  return scene;
}

/** Grey, spread a little, and black or white by how it stands out from what is around it: `hardness` 1 leaves hardly any grey. */
async function copied({ width, height, pixels }: Scene, random: Random, hardness: number): Promise<Scene> {
  const grey = sharp(pixels, { raw: { ...RAW, width, height } })
    .removeAlpha()
    .greyscale();
  const ink = await grey.clone().blur(random.between(0.5, 1.1)).raw().toBuffer();
  const around = await grey.clone().blur(18).raw().toBuffer();
  const out = new Uint8ClampedArray(pixels.length);
  const [least, steep] = [random.between(22, 38), 0.06 + 0.1 * hardness];
  const dirt = random.between(0, 0.0006);
  for (let i = 0, at = 0; i < ink.length; i += 1, at += 4) {
    const darker = (around[i] ?? 0) - (ink[i] ?? 0) - least;
    const toner = random.share() < dirt ? 0.2 : 1 / (1 + Math.exp(steep * darker));
    out.fill(18 + 230 * toner, at, at + 3);
    out[at + 3] = 255;
  }
  return { width, height, pixels: out };
}

/** In dots of each printing colour, on rasters turned against each other. */
function halftoned({ width, height, pixels }: Scene, random: Random): Scene {
  const pace = (2 * Math.PI) / random.between(3.2, 5);
  const out = new Uint8ClampedArray(pixels.length).fill(255);
  const hard = random.between(2, 5);
  const turns = [0.26, 1.31, 0.79].map((turn) => [Math.cos(turn) * pace, Math.sin(turn) * pace] as const);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      for (const [channel, [fx, fy]] of turns.entries()) {
        const raster = 0.5 + 0.25 * (Math.cos(fx * x + fy * y) + Math.cos(fy * x - fx * y));
        const tone = (pixels[at + channel] ?? 0) / 255;
        out[at + channel] = 25 + 225 / (1 + Math.exp(-hard * 2 * (tone - raster)));
      }
    }
  }
  return { width, height, pixels: out };
}

/** How a monitor's stripes of red, green and blue light a place of the card; they beat with the camera's pixels. */
export function stripes(random: Random): (u: number, v: number, channel: number) => number {
  const columns = random.between(420, 900) * 2 * Math.PI;
  const rows = columns * 0.63;
  const [across, down] = [random.between(0.06, 0.2), random.between(0.03, 0.12)];
  return (u, v, channel) =>
    (1 + across * Math.cos(columns * u - channel * 2.094)) * (1 + down * Math.cos(rows * v));
}
