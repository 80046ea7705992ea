import sharp, { type Sharp } from 'sharp';
import type { Scene } from '../light.js';

/** A scene as a picture for sharp, and back. */
export function pictureOf({ width, height, pixels }: Scene): Sharp {
  return sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.length), {
    raw: { width, height, channels: 4 },
  });
}

export async function sceneOf(picture: Sharp): Promise<Scene> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8ClampedArray(data) };
}
