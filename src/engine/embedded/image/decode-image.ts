import sharp, { type Sharp } from 'sharp';
import type { ImageMimeType } from '../../../image-limits.js';
import { decodeTelling } from '../../image/decoder.js';
import { undecodable } from '../../image/refuse.js';
import { native, Shut } from '../../threads/gate.js';
import type { DecodedPicture } from './decoded-picture.js';

/** Text of a card stays legible at this size, and everything after costs by the pixel. */
const LONGEST_SIDE = 1600;

// Every worker thread reads one picture at a time; libvips need not bring threads of its own.
sharp.concurrency(1);

/**
 * The picture as seen: turned by its EXIF orientation, on white where transparent, 8-bit sRGB whatever it was, shrunk where large.
 * @param longestSide pixels at most; what reading needs where left out
 * @throws ImageInvalidFormatError where the bytes do not decode, Shut where nobody waits for them
 */
export async function decodeImage(
  bytes: Uint8Array,
  mimeType: ImageMimeType,
  longestSide = LONGEST_SIDE,
): Promise<DecodedPicture> {
  try {
    const whole = (decoder: Sharp) =>
      decoder
        .autoOrient()
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb')
        .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
        .raw({ depth: 'uchar' })
        .toBuffer({ resolveWithObject: true });
    const { result, damaged } = await native(() => decodeTelling(bytes, whole));
    const { data: pixels, info } = result;
    return { width: info.width, height: info.height, pixels, damaged };
  } catch (cause) {
    if (cause instanceof Shut) throw cause;
    throw undecodable(mimeType, cause);
  }
}
