import sharp, { type Sharp } from 'sharp';
import { jpegCondition } from './jpeg-data.js';

// Pictures come from anybody: nothing but what `probe` lets through may reach a decoder, whatever libvips takes a file for.
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });

const MAX_PIXELS = 4096 * 4096;

/** The decoder of pictures, which takes JPEG and PNG only. `failOn` says what ends it: at `warning` all that is not perfect does. */
export function decoderOf(bytes: Uint8Array, failOn: 'error' | 'warning'): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn });
}

/** What was decoded of a picture, and whether some of it was not as it was written. */
export interface Decoded<T> {
  readonly result: T;
  readonly damaged: boolean;
}

/**
 * Decodes what can be decoded. A picture that is whole is decoded once.
 * @param decode is given the decoder, and may be called again with another
 * @throws what the decoder throws at a picture that does not decode
 */
export async function decodeTelling<T>(
  bytes: Uint8Array,
  decode: (decoder: Sharp) => Promise<T>,
): Promise<Decoded<T>> {
  const known = jpegCondition(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (known === 'UNKNOWN') {
    try {
      return { result: await decode(decoderOf(bytes, 'warning')), damaged: false };
    } catch {
      // Either there is a picture with a fault in it, or none.
    }
  }
  return { result: await decode(decoderOf(bytes, 'error')), damaged: known !== 'WHOLE' };
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
