import sharp, { type Sharp } from 'sharp';
import type { Scene } from '../light.js';
import type { Capture } from './capture.js';
import { pictureOf } from './raw.js';

export interface Sent {
  readonly jpeg: Buffer;
  /** Pixels, as stored. */
  readonly width: number;
  readonly height: number;
}

/** The gateway takes less than this many bytes, and no side below that many pixels. */
const MOST_BYTES = 2 * 1024 * 1024;
const LEAST_SIDE = 256;
/** What the file says (EXIF) so that a picture stored so many quarters off is shown upright. */
const ORIENTATION = [1, 8, 3, 6] as const;

/** Saved by the phone, sent on by messengers that shrink it and halve its colours, and saved for the last time. */
export async function send(scene: Scene, capture: Capture): Promise<Sent> {
  let picture = pictureOf(scene).removeAlpha().toColourspace('srgb');
  let { width, height } = scene;
  for (const { scale, quality } of capture.sent) {
    const smaller = Math.max(scale, LEAST_SIDE / Math.min(width, height));
    const saved = await picture.jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
    [width, height] = [Math.round(width * Math.min(1, smaller)), Math.round(height * Math.min(1, smaller))];
    picture = await held(sharp(saved).resize(width, height, { fit: 'fill', kernel: 'linear' }));
  }
  if (capture.enlarged)
    picture = await held(picture.resize(scene.width, scene.height, { fit: 'fill', kernel: 'cubic' }));
  if (capture.quarters > 0) picture = (await held(picture)).rotate(capture.quarters * 90);
  if (capture.tagged) picture = picture.withMetadata({ orientation: ORIENTATION[capture.quarters] ?? 1 });
  const jpeg = await save(picture, capture.quality);
  const stored = await sharp(jpeg).metadata();
  return { jpeg, width: stored.width, height: stored.height };
}

async function held(picture: Sharp): Promise<Sharp> {
  return sharp(await picture.png({ compressionLevel: 1 }).toBuffer());
}

async function save(picture: Sharp, quality: number): Promise<Buffer> {
  const jpeg = await picture.clone().jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  return jpeg.length < MOST_BYTES || quality <= 20 ? jpeg : save(picture, quality - 10);
}
