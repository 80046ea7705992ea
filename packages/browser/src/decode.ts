import type { DecodedPicture } from '../../../src/engine/embedded/image/decoded-picture.js';
import { ImageInvalidFormatError } from '../../../src/engine/errors.js';
import { firstAttempt } from '../../../src/engine/fitting/attempts.js';
import { jpegCondition } from '../../../src/engine/image/jpeg-data.js';
import type { Raster } from '../../../src/engine/image/raster.js';
import { cutOff, refuseSides, tooManyBytes } from '../../../src/engine/image/refuse.js';
import {
  JPEG_END,
  jpegStructure,
  pngStructure,
  startsAsJpeg,
  startsAsPng,
} from '../../../src/engine/image/structure.js';
import { ENGINE_LIMITS, FITTED_LIMITS } from '../../../src/image-limits.js';
import { isAcross, jpegOrientation, type Orientation, UPRIGHT } from './orientation.js';
import type { Picture } from './result.js';
import { shrunk } from './shrunk.js';

/** As the server's engine has it: text of a card stays legible at this size. */
const LONGEST_SIDE = 1600;

/** A picture as the engine reads it, and what it measured when it was given. */
export interface Decoded {
  readonly picture: DecodedPicture;
  /** Pixels; of a file as stored, its EXIF orientation not applied. */
  readonly width: number;
  readonly height: number;
}

/**
 * The picture as seen: turned by its EXIF orientation, on white where transparent, shrunk where large, as the server's decoder gives it.
 * @throws ImageInvalidFormatError where it does not decode, ImageInvalidSizeError beyond the limits
 */
export async function decode(given: Picture): Promise<Decoded> {
  if (!(given instanceof Blob)) {
    const size = sizeOf(given);
    refuseSides(size, FITTED_LIMITS);
    return { picture: { ...rasterOf(given, size), damaged: false }, ...size };
  }
  const { stored, damaged, orientation } = await examined(given);
  const bitmap = await createImageBitmap(given).catch(() => {
    throw new ImageInvalidFormatError({
      message: 'The file is no picture that this browser decodes.',
      detectedType: given.type || null,
    });
  });
  const small = await fitted(bitmap);
  try {
    refuseSides(bitmap, FITTED_LIMITS);
    const { width, height } = stored ?? bitmap;
    // The server turns before all else what is larger than engines read, and a browser may follow another tag than this one.
    const isFollowed = small === bitmap && isAcross(orientation) === (width !== bitmap.width);
    const followed = isFollowed ? orientation : UPRIGHT;
    return { picture: { ...rasterOf(small, small, followed), damaged }, width, height };
  } finally {
    bitmap.close();
    small.close();
  }
}

/** What the server's probe finds without decoding a pixel. */
async function examined(file: Blob) {
  if (file.size >= FITTED_LIMITS.maxBytes) throw tooManyBytes(null, FITTED_LIMITS);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mimeType = startsAsJpeg(bytes) ? 'image/jpeg' : startsAsPng(bytes) ? 'image/png' : null;
  if (mimeType === null) return { stored: null, damaged: false, orientation: UPRIGHT };
  const { size, whole } = mimeType === 'image/jpeg' ? jpegStructure(bytes) : pngStructure(bytes);
  if (size !== null) refuseSides(size, FITTED_LIMITS);
  if (mimeType === 'image/png') {
    if (!whole) throw cutOff(mimeType);
    return { stored: size, damaged: false, orientation: UPRIGHT };
  }
  const condition = jpegCondition(whole ? bytes : withEnd(bytes));
  // Some programs leave the end mark away; of a picture that is cut off, rows are missing as well.
  if (!whole && condition !== 'WHOLE') throw cutOff(mimeType);
  return { stored: size, damaged: condition === 'DAMAGED', orientation: jpegOrientation(bytes) };
}

function withEnd(bytes: Uint8Array): Uint8Array {
  const ended = new Uint8Array(bytes.length + JPEG_END.length);
  ended.set(bytes);
  ended.set(JPEG_END, bytes.length);
  return ended;
}

/** Canvases of some phones hold no more than this, and the server makes larger pictures smaller as well before it reads them. */
async function fitted(bitmap: ImageBitmap): Promise<ImageBitmap> {
  const longer = Math.max(bitmap.width, bitmap.height);
  if (longer <= ENGINE_LIMITS.maxSide) return bitmap;
  const scale = firstAttempt(bitmap).side / longer;
  return createImageBitmap(bitmap, {
    resizeWidth: Math.round(bitmap.width * scale),
    resizeHeight: Math.round(bitmap.height * scale),
    resizeQuality: 'high',
  });
}

function sizeOf(given: ImageBitmap | VideoFrame) {
  return 'displayWidth' in given
    ? { width: given.displayWidth, height: given.displayHeight }
    : { width: given.width, height: given.height };
}

function rasterOf(
  source: ImageBitmap | VideoFrame,
  { width, height }: { readonly width: number; readonly height: number },
  orientation: Orientation = UPRIGHT,
): Raster {
  // In the memory of the processor, where what is drawn is not rounded by a graphics card.
  const pen = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(source, 0, 0, width, height);
  // Red in the lowest byte of each number, on every machine that browsers run on.
  const pixels = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
  return shrunk({ width, height, pixels }, LONGEST_SIDE, orientation);
}
