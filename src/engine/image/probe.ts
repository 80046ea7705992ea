import { fileTypeFromBuffer } from 'file-type';
import { ImageInvalidFormatError, ImageInvalidSizeError } from '../errors.js';
import { decodesWhole } from './decoder.js';
import {
  JPEG_END,
  jpegStructure,
  PNG_END,
  pngStructure,
  type Structure,
  startsAsJpeg,
  startsAsPng,
} from './structure.js';

export const ACCEPTED_TYPES = ['image/jpeg', 'image/png'] as const;
export type ImageMimeType = (typeof ACCEPTED_TYPES)[number];

/** The upstream document's limits ("less than 2M", "between 256 * 256 and 4096 * 4096"), which hold for every engine. */
export const IMAGE_LIMITS = {
  /** A picture must have fewer bytes than this. */
  maxBytes: 2 * 1024 * 1024,
  minSide: 256,
  maxSide: 4096,
} as const;

/** A picture whose format, size and dimensions were found acceptable from its bytes. */
export interface CardImage {
  readonly bytes: Buffer;
  readonly mimeType: ImageMimeType;
  /** Pixels, as stored: EXIF orientation not applied. */
  readonly width: number;
  readonly height: number;
}

/** A file as it came in. */
export interface Picture {
  readonly bytes: Buffer;
  /** Whether there was more of it than `IMAGE_LIMITS.maxBytes` lets in; `bytes` then holds its beginning. */
  readonly cut: boolean;
}

/**
 * Judges a picture by its first bytes, before anything decodes it: what it is called or declared as does not count.
 * @throws ImageInvalidFormatError for anything but JPEG and PNG
 * @throws ImageInvalidSizeError beyond `IMAGE_LIMITS`
 */
export async function probe({ bytes, cut }: Picture): Promise<CardImage> {
  const mimeType = formatOf(bytes);
  if (mimeType === null) throw await unacceptable(bytes);
  const { size, whole, scans } = mimeType === 'image/png' ? pngStructure(bytes) : jpegStructure(bytes);
  if (cut || bytes.length >= IMAGE_LIMITS.maxBytes) throw tooManyBytes(size);
  if (size === null || size.width === 0 || size.height === 0)
    throw broken(mimeType, 'ends before its dimensions');
  refuseSides(size);
  if (scans > MAX_SCANS) throw broken(mimeType, `has ${scans} scans, at most ${MAX_SCANS} are allowed`);
  if (whole) return { bytes, mimeType, ...size };
  const completed = Buffer.concat([bytes, mimeType === 'image/png' ? PNG_END : JPEG_END]);
  // Some programs leave the end mark away; of a picture that is cut off, rows are missing as well.
  if (!(await decodesWhole(completed))) throw broken(mimeType, 'ends before its end mark');
  return { bytes: completed, mimeType, ...size };
}

/** Cameras write at most some ten. Each costs as much as the whole picture, and may be a few bytes long. */
const MAX_SCANS = 100;

function broken(mimeType: ImageMimeType, how: string): ImageInvalidFormatError {
  return new ImageInvalidFormatError({
    message: `The file starts as ${mimeType} but ${how}; send a whole JPEG or PNG.`,
    detectedType: mimeType,
  });
}

function tooManyBytes(size: Size | null): ImageInvalidSizeError {
  return new ImageInvalidSizeError({
    message: `The picture has ${IMAGE_LIMITS.maxBytes} bytes or more; it must have fewer.`,
    reason: 'TOO_MANY_BYTES',
    width: size?.width ?? null,
    height: size?.height ?? null,
  });
}

type Size = NonNullable<Structure['size']>;

function formatOf(bytes: Buffer): ImageMimeType | null {
  if (startsAsJpeg(bytes)) return 'image/jpeg';
  // An animated PNG is a PNG whose first frame every decoder shows.
  return startsAsPng(bytes) ? 'image/png' : null;
}

/** Bytes that are looked at to say what a file is that is refused. */
const SAMPLE_BYTES = 4100;

/** Of UTF-8 and UTF-16; editors and scripts that take a file for text write one before it. */
const BYTE_ORDER_MARKS = [
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0xff, 0xfe]),
];

async function unacceptable(bytes: Buffer): Promise<ImageInvalidFormatError> {
  const detectedType = await detect(bytes.subarray(0, SAMPLE_BYTES));
  const before = BYTE_ORDER_MARKS.find((mark) => bytes.subarray(0, mark.length).equals(mark));
  if (before !== undefined && formatOf(bytes.subarray(before.length)) !== null) {
    return new ImageInvalidFormatError({
      message:
        'A byte order mark stands before the picture: the file was opened and saved as text. Send it as it was before.',
      detectedType,
    });
  }
  const found = bytes.length === 0 ? 'an empty file' : (detectedType ?? 'a file of no known type');
  return new ImageInvalidFormatError({
    message: `Found ${found}; the picture must be one of ${ACCEPTED_TYPES.join(', ')}.`,
    detectedType,
  });
}

async function detect(bytes: Buffer): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? null;
  } catch {
    return null;
  }
}

function refuseSides({ width, height }: Size): void {
  const { minSide, maxSide } = IMAGE_LIMITS;
  const tooShort = Math.min(width, height) < minSide;
  if (!tooShort && Math.max(width, height) <= maxSide) return;
  throw new ImageInvalidSizeError({
    message: `The picture is ${width} x ${height} pixels; each side must have ${minSide} to ${maxSide}.`,
    reason: tooShort ? 'SIDE_TOO_SHORT' : 'SIDE_TOO_LONG',
    width,
    height,
  });
}
