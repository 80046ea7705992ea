import { writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { ASPECT } from '../../specimens/pose.js';
import { person } from './cards.js';
import { keptSpecimen } from './specimens.js';

export const VIDEO = { width: 1280, height: 720 } as const;
/** Few, so that a machine without a graphics card keeps up. */
const FRAMES_PER_SECOND = 5;

/** A card before the camera, for a while. */
export interface Scene {
  /** Of the fixtures. */
  readonly person: string;
  /** Pixels. */
  readonly cardWidth: number;
  readonly seconds: number;
  /** Clockwise. */
  readonly degrees?: number;
  /** Of the light that a well lit picture has. */
  readonly light?: number;
  /** Pixels: standard deviation. */
  readonly blur?: number;
  /** Whether a lamp is seen in it. */
  readonly glare?: boolean;
}

/**
 * Writes what Chromium shows in place of a camera, over and over (`--use-file-for-fake-video-capture`): specimen cards in the middle of the
 * picture, in a hand that is not quite still.
 */
export async function writeVideo(file: string, scenes: readonly Scene[]): Promise<void> {
  const { width, height } = VIDEO;
  const parts: Uint8Array[] = [
    Buffer.from(`YUV4MPEG2 W${width} H${height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`),
  ];
  for (const [n, scene] of scenes.entries()) {
    for (const frame of await framesOf(scene, `video ${n}`)) parts.push(Buffer.from('FRAME\n'), frame);
  }
  writeFileSync(file, Buffer.concat(parts));
}

async function framesOf(scene: Scene, seed: string): Promise<Buffer[]> {
  const [card, table] = [await cardOf(scene, seed), await tableTop()];
  const { width, height } = await sharp(card).metadata();
  const frames: Buffer[] = [];
  for (let n = 0; n < scene.seconds * FRAMES_PER_SECOND; n += 1) {
    const left = Math.round((VIDEO.width - width) / 2 + 3 * Math.sin(n));
    const top = Math.round((VIDEO.height - height) / 2 + 3 * Math.cos(1.7 * n));
    const layers = [{ input: card, left, top }, ...(scene.glare ? [{ input: await lamp() }] : [])];
    const shown = await sharp(table).composite(layers).removeAlpha().png({ compressionLevel: 0 }).toBuffer();
    const seen = sharp(shown).linear(scene.light ?? 1, 0);
    frames.push(planes(await (scene.blur ? seen.blur(scene.blur) : seen).raw().toBuffer()));
  }
  return frames;
}

/** The card alone, its corners rounded, turned on a ground that is seen through. */
export async function cardOf(
  { person: who, cardWidth, degrees = 0 }: Pick<Scene, 'person' | 'cardWidth' | 'degrees'>,
  seed: string,
): Promise<Buffer> {
  const shot = {
    quarters: 0,
    degrees: 0,
    cardWidth: 900,
    margin: 0,
    aspect: null,
    grey: false,
    noise: 1,
    blur: 0.2,
  };
  const wish = { seed, tier: 'clean', fonts: 'common', person: person(who), shot } as const;
  const { jpeg } = await keptSpecimen(wish);
  const height = Math.round(cardWidth * ASPECT);
  const card = await sharp(jpeg)
    .resize(cardWidth, height, { fit: 'fill' })
    .joinChannel(shape(cardWidth, height), { raw: { width: cardWidth, height, channels: 1 } })
    .png()
    .toBuffer();
  return sharp(card).rotate(degrees, { background: '#0000' }).png().toBuffer();
}

const tableTop = () =>
  sharp({
    create: {
      ...VIDEO,
      channels: 3,
      background: '#6b5a48',
      noise: { type: 'gaussian', mean: 95, sigma: 5 },
    },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();

/** Of a card with rounded corners: 255 in it, 0 beside it. */
function shape(width: number, height: number): Buffer {
  const radius = width * 0.037;
  const beyond = (at: number, size: number) => Math.max(radius - at, at - (size - 1 - radius), 0);
  return mask(width, height, (x, y) => (Math.hypot(beyond(x, width), beyond(y, height)) <= radius ? 255 : 0));
}

/** A lamp that the card throws back, burnt out in its middle. */
async function lamp(): Promise<Buffer> {
  const { width, height } = VIDEO;
  const light = mask(
    width,
    height,
    (x, y) => 255 * Math.min(1, Math.max(0, 1.7 - Math.hypot(x - 560, y - 380) / 65)),
  );
  const white = sharp({ create: { ...VIDEO, channels: 3, background: '#fff' } });
  return white
    .joinChannel(light, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

function mask(width: number, height: number, at: (x: number, y: number) => number): Buffer {
  return Buffer.from(
    Uint8Array.from({ length: width * height }, (_, n) => at(n % width, Math.floor(n / width))),
  );
}

/** Brightness of every pixel, then the two colours of every fourth (ITU-R BT.601, as JPEG has it). */
function planes(rgb: Buffer): Buffer {
  const { width, height } = VIDEO;
  const out = Buffer.alloc((width * height * 3) / 2);
  let at = 0;
  for (let from = 0; from < rgb.length; from += 3) {
    out[at++] = 0.299 * rgb[from]! + 0.587 * rgb[from + 1]! + 0.114 * rgb[from + 2]!;
  }
  const quarter = (width * height) / 4;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, at += 1) {
      const from = 3 * (y * width + x);
      const [r, g, b] = [rgb[from]!, rgb[from + 1]!, rgb[from + 2]!];
      out[at] = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
      out[at + quarter] = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
    }
  }
  return out;
}
