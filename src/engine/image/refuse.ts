import type { ImageLimits, SentMimeType } from '../../image-limits.js';
import { ImageInvalidFormatError, ImageInvalidSizeError } from '../errors.js';
import type { Structure } from './structure.js';

type Size = NonNullable<Structure['size']>;

/** Of a picture that has no end mark, and no last row either. */
export function cutOff(mimeType: SentMimeType): ImageInvalidFormatError {
  return broken(mimeType, 'ends before its end mark');
}

/** Of a picture that a decoder could not make pixels of. */
export function undecodable(mimeType: SentMimeType, cause?: unknown): ImageInvalidFormatError {
  return new ImageInvalidFormatError({
    message: 'The picture is damaged or cut off: it cannot be decoded.',
    detectedType: mimeType,
    cause,
  });
}

/** Of a file that is none of its kind's, or not all of one. */
export function broken(mimeType: SentMimeType, how: string): ImageInvalidFormatError {
  return new ImageInvalidFormatError({
    message: `The file starts as ${mimeType} but ${how}; send a whole JPEG or PNG.`,
    detectedType: mimeType,
  });
}

/** Of a file that has too many bytes. */
export function tooManyBytes(
  size: Size | null,
  { maxBytes }: Pick<ImageLimits, 'maxBytes'>,
): ImageInvalidSizeError {
  return new ImageInvalidSizeError({
    message: `The picture has ${maxBytes} bytes or more; it must have fewer.`,
    reason: 'TOO_MANY_BYTES',
    width: size?.width ?? null,
    height: size?.height ?? null,
  });
}

/** @throws ImageInvalidSizeError where a side is too short or too long */
export function refuseSides({ width, height }: Size, { minSide, maxSide }: ImageLimits): void {
  const tooShort = Math.min(width, height) < minSide;
  if (!tooShort && Math.max(width, height) <= maxSide) return;
  throw new ImageInvalidSizeError({
    message: `The picture is ${width} x ${height} pixels; each side must have ${minSide} to ${maxSide}.`,
    reason: tooShort ? 'SIDE_TOO_SHORT' : 'SIDE_TOO_LONG',
    width,
    height,
  });
}
