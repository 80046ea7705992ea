import sharp, { type Sharp } from 'sharp';
import { ENGINE_LIMITS, FITTED_LIMITS, type SentMimeType } from '../../image-limits.js';
import { jpegCondition } from './jpeg-data.js';
import { PNG_START, type Structure, startsAsPng, uint32At } from './structure.js';

// Pictures come from anybody: nothing but what `probe` lets through may reach a decoder, whatever libvips takes a file for.
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });

const MAX_PIXELS = ENGINE_LIMITS.maxSide ** 2;
const MAX_UNFITTED_PIXELS = FITTED_LIMITS.maxSide ** 2;

/** Loaders of libvips beyond those for JPEG and PNG. */
const LOADERS: Readonly<Partial<Record<SentMimeType, string>>> = {
  'image/webp': 'VipsForeignLoadWebp',
  'image/avif': 'VipsForeignLoadHeif',
};

/** Bytes that the decoder holds for each pixel, measured: 220 MB for an AVIF of 4000 x 3000. */
const AVIF_BYTES = 18;
/** The same for a WebP that is not of the plain kind; the plain kind is decoded row by row. */
const WEBP_BYTES = 4;

/** Chunks of a PNG that hold text: tEXt, zTXt, iTXt. */
const TEXTS = [0x74455874, 0x7a545874, 0x69545874];

/** The decoder of pictures, which takes JPEG and PNG only. `failOn` says what ends it: at `warning` all that is not perfect does. */
export function decoderOf(
  bytes: Uint8Array,
  failOn: 'error' | 'warning',
  limitInputPixels = MAX_PIXELS,
): Sharp {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return sharp(startsAsPng(file) ? withoutTexts(file) : file, { limitInputPixels, failOn });
}

/** The same for pictures that are to be fitted: larger ones, and of formats that `probe` lets through for it. */
export function unfittedDecoderOf(
  bytes: Uint8Array,
  mimeType: SentMimeType,
  failOn: 'error' | 'warning',
): Sharp {
  const loader = LOADERS[mimeType];
  // What is blocked is so for the whole process, and every thread that loads this module blocks it again.
  if (loader !== undefined) sharp.unblock({ operation: [loader] });
  return decoderOf(bytes, failOn, MAX_UNFITTED_PIXELS);
}

/** What a WebP or AVIF tells without decoding a pixel. */
export async function headOf(bytes: Buffer, mimeType: SentMimeType): Promise<Structure> {
  try {
    const { width, height } = await unfittedDecoderOf(bytes, mimeType, 'error').metadata();
    const plain = bytes.toString('latin1', 12, 16) === 'VP8 ';
    const each = mimeType === 'image/avif' ? AVIF_BYTES : plain ? 0 : WEBP_BYTES;
    return { size: { width, height }, whole: true, scans: 1, held: width * height * each, parts: 0 };
  } catch {
    return { size: null, whole: true, scans: 1, held: 0, parts: 0 };
  }
}

/** What was decoded of a picture, and whether some of it was not as it was written. */
export interface Decoded<T> {
  readonly result: T;
  readonly damaged: boolean;
}

/**
 * Decodes what can be decoded. A picture that is whole is decoded once.
 * @param decode is given the decoder, and may be called again with another
 * @param decoderWith makes it; the one for what engines read where left out
 * @throws what the decoder throws at a picture that does not decode
 */
export async function decodeTelling<T>(
  bytes: Uint8Array,
  decode: (decoder: Sharp) => Promise<T>,
  decoderWith: (failOn: 'error' | 'warning') => Sharp = (failOn) => decoderOf(bytes, failOn),
): Promise<Decoded<T>> {
  const known = jpegCondition(bytes);
  if (known === 'UNKNOWN') {
    try {
      return { result: await decode(decoderWith('warning')), damaged: false };
    } catch {
      // Either there is a picture with a fault in it, or none.
    }
  }
  return { result: await decode(decoderWith('error')), damaged: known !== 'WHOLE' };
}

/** Whether a picture decodes to its last row without a warning. */
export async function decodesWhole(bytes: Uint8Array): Promise<boolean> {
  try {
    await decoderOf(bytes, 'warning').raw().toBuffer();
    return true;
  } catch {
    return false;
  }
}

/**
 * A PNG without its texts, which decoders unpack though nobody asks for them: 2 MiB hold 2 GB of zeros. The same bytes where there
 * are none.
 */
export function withoutTexts(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let [from, at] = [0, PNG_START.length];
  while (at + 12 <= bytes.length) {
    const next = at + 12 + uint32At(bytes, at);
    if (TEXTS.includes(uint32At(bytes, at + 4))) {
      kept.push(bytes.subarray(from, at));
      from = Math.min(next, bytes.length);
    }
    at = next;
  }
  return kept.length === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)]);
}
