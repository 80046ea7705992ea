import sharp, { type Sharp } from 'sharp';

// Pictures come from anybody: nothing but what `probe` lets through may reach a decoder, whatever libvips takes a file for.
sharp.cache(false);
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });

const MAX_PIXELS = 4096 * 4096;

/** The decoder of pictures, which takes JPEG and PNG only. `failOn` says what ends it: at `warning` all that is not perfect does. */
export function decoderOf(bytes: Uint8Array, failOn: 'error' | 'warning'): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn });
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
