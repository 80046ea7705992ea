import { fileTypeFromBuffer } from 'file-type';
import {
  ENGINE_INTAKE,
  ENGINE_LIMITS,
  ENGINE_TYPES,
  FITTED_LIMITS,
  type ImageMimeType,
  type Intake,
  type SentMimeType,
} from '../../image-limits.js';
import { ImageInvalidFormatError, ImageInvalidSizeError } from '../errors.js';
import { decodesWhole, headOf } from './decoder.js';
import { broken, cutOff, refuseSides, tooManyBytes } from './refuse.js';
import {
  JPEG_END,
  jpegStructure,
  MAX_PARTS,
  PNG_END,
  pngStructure,
  type Structure,
  startsAsAvif,
  startsAsJpeg,
  startsAsPng,
  startsAsWebp,
} from './structure.js';

/** What a file says of itself before its pixels. */
interface Described<Type> {
  readonly bytes: Buffer;
  readonly mimeType: Type;
  /** Pixels, as stored: EXIF orientation not applied. */
  readonly width: number;
  readonly height: number;
}

/** A picture that an engine reads: format, size and dimensions were found to be within `ENGINE_LIMITS`. */
export interface CardImage extends Described<ImageMimeType> {
  /** The picture as it was sent, where it was fitted to those limits. */
  readonly sent?: SentImage;
}

/** What is told of a picture that was fitted. */
export interface SentImage extends Omit<Described<SentMimeType>, 'bytes'> {
  /** How many it had. */
  readonly bytes: number;
  /** Whether some of its file was missing or not as it was written. */
  readonly damaged: boolean;
}

/** A picture that is accepted, and must be fitted before an engine reads it. */
export interface UnfittedImage extends Described<SentMimeType> {
  /** Bytes that its decoder holds at once, about; 0 for few. */
  readonly held: number;
  /** Whether it had no end mark of its own: of one that is cut off, rows are missing as well. */
  readonly unended: boolean;
}

/** A file as it came in. */
export interface Picture {
  readonly bytes: Buffer;
  /** Whether there was more of it than its limit lets in; `bytes` then holds its beginning. */
  readonly cut: boolean;
}

/** Cameras write at most some ten. Each costs as much as the whole picture, and may be a few bytes long. */
export const MAX_SCANS = 100;
/** A decoder may hold so much of one picture: all pixels of the largest, of four bytes each. */
export const MAX_HELD_BYTES = 4 * FITTED_LIMITS.maxSide ** 2;

/** An animated picture has a first frame that every decoder shows. */
const STARTS: Readonly<Record<SentMimeType, (bytes: Buffer) => boolean>> = {
  'image/jpeg': startsAsJpeg,
  'image/png': startsAsPng,
  'image/webp': startsAsWebp,
  'image/avif': startsAsAvif,
};

/** Bytes of a refused file that are looked at to say what it is. */
const SAMPLE_BYTES = 4100;

/** Byte order marks of UTF-8 and UTF-16. Editors and scripts that take a picture for text write one before it. */
const BYTE_ORDER_MARKS = [
  Buffer.from([0xef, 0xbb, 0xbf]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from([0xff, 0xfe]),
];

/** Whether a picture is too large or of another format than engines read. */
export function isUnfitted(image: CardImage | UnfittedImage): image is UnfittedImage {
  return 'held' in image;
}

/**
 * Judges a picture by its first bytes, before anything decodes it: what it is called or declared as does not count.
 * @param intake what is accepted; what engines read where left out
 * @throws ImageInvalidFormatError for a format that is not accepted
 * @throws ImageInvalidSizeError beyond the limits
 */
export async function probe(picture: Picture): Promise<CardImage>;
export async function probe(picture: Picture, intake: Intake): Promise<CardImage | UnfittedImage>;
export async function probe({ bytes, cut }: Picture, intake = ENGINE_INTAKE) {
  const mimeType = formatOf(bytes, intake);
  if (mimeType === null) throw await unacceptable(bytes, intake);
  const { size, whole, scans, held, parts } = await structureOf(bytes, mimeType);
  if (cut || bytes.length >= intake.limits.maxBytes) throw tooManyBytes(size, intake.limits);
  if (parts > MAX_PARTS) throw broken(mimeType, `has more than ${MAX_PARTS} segments or chunks`);
  if (size === null || size.width === 0 || size.height === 0)
    throw broken(mimeType, 'ends before its dimensions');
  refuseSides(size, intake.limits);
  const mostScans = Math.min(MAX_SCANS, Math.floor((MAX_SCANS * ENGINE_LIMITS.maxSide ** 2) / pixels(size)));
  if (scans > mostScans) throw broken(mimeType, `has ${scans} scans, at most ${mostScans} are allowed`);
  const ended = whole ? bytes : Buffer.concat([bytes, mimeType === 'image/png' ? PNG_END : JPEG_END]);
  if (!isReadAsItIs(bytes, mimeType, size)) {
    refuseUnfittable(size, held);
    return { bytes: ended, mimeType, ...size, held, unended: !whole };
  }
  // Some programs leave the end mark away; of a picture that is cut off, rows are missing as well.
  if (!whole && !(await decodesWhole(ended))) throw cutOff(mimeType);
  return { bytes: ended, mimeType, ...size };
}

const pixels = ({ width, height }: Size) => width * height;

function isReadAsItIs(
  bytes: Buffer,
  mimeType: SentMimeType,
  { width, height }: Size,
): mimeType is ImageMimeType {
  return (
    (ENGINE_TYPES as readonly SentMimeType[]).includes(mimeType) &&
    bytes.length < ENGINE_LIMITS.maxBytes &&
    Math.max(width, height) <= ENGINE_LIMITS.maxSide
  );
}

function structureOf(bytes: Buffer, mimeType: SentMimeType): Structure | Promise<Structure> {
  if (mimeType === 'image/png') return pngStructure(bytes);
  return mimeType === 'image/jpeg' ? jpegStructure(bytes) : headOf(bytes, mimeType);
}

type Size = NonNullable<Structure['size']>;

function formatOf(bytes: Buffer, { types }: Intake): SentMimeType | null {
  return types.find((type) => STARTS[type](bytes)) ?? null;
}

async function unacceptable(bytes: Buffer, intake: Intake): Promise<ImageInvalidFormatError> {
  const detectedType = await detect(bytes.subarray(0, SAMPLE_BYTES));
  const before = BYTE_ORDER_MARKS.find((mark) => bytes.subarray(0, mark.length).equals(mark));
  if (before !== undefined && formatOf(bytes.subarray(before.length), intake) !== null) {
    return new ImageInvalidFormatError({
      message:
        'There is a byte order mark before the picture: the file was opened and saved as text. Send the original file.',
      detectedType,
    });
  }
  const found = bytes.length === 0 ? 'an empty file' : (detectedType ?? 'a file of no known type');
  return new ImageInvalidFormatError({
    message: `Found ${found}; the picture must be one of ${intake.types.join(', ')}.${helpWith(detectedType)}`,
    detectedType,
  });
}

/** What phones keep photos in that are not asked for another format. */
function helpWith(detectedType: string | null): string {
  if (detectedType === null || !/^image\/hei[cf]/.test(detectedType)) return '';
  return (
    ' Phones save HEIC: on an iPhone choose Settings > Camera > Formats > Most Compatible, or send the photo as a JPEG;' +
    ' on a web page, accept="image/jpeg" has the phone convert it.'
  );
}

async function detect(bytes: Buffer): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? null;
  } catch {
    return null;
  }
}

/** Refuses what no fitting helps: a shape whose shorter side would be too short, or more than a decoder may hold. */
function refuseUnfittable({ width, height }: Size, held: number): void {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const longest = ENGINE_LIMITS.maxSide / ENGINE_LIMITS.minSide;
  if (longer > longest * shorter) {
    throw new ImageInvalidSizeError({
      message: `The picture is ${width} x ${height} pixels; the longer side may be at most ${longest} times the shorter.`,
      reason: 'SIDE_TOO_LONG',
      width,
      height,
    });
  }
  if (held > MAX_HELD_BYTES) {
    const mebibytes = (bytes: number) => Math.floor(bytes / 1024 ** 2);
    throw new ImageInvalidSizeError({
      message:
        `A picture of ${width} x ${height} pixels that is encoded like this takes ${mebibytes(held)} MiB to decode, ` +
        `at most ${mebibytes(MAX_HELD_BYTES)} are allowed; send a smaller one, or a JPEG that is not progressive.`,
      reason: 'SIDE_TOO_LONG',
      width,
      height,
    });
  }
}
