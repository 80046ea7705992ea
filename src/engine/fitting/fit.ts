import sharp, { type Sharp } from 'sharp';
import { ENGINE_LIMITS } from '../../image-limits.js';
import { decodeTelling, unfittedDecoderOf } from '../image/decoder.js';
import { native, Shut } from '../threads/gate.js';
import type { FitAnswer, FitRequest, Fitted } from './message.js';

/** Twice what the embedded engine looks at, and a photo of it is well under 2 MiB. */
const LONGEST_SIDE = 3200;
const QUALITY = 90;
/** Of a picture that has as few pixels as it may and yet too many bytes. */
const LEAST_QUALITY = 50;
/** Of the bytes that are allowed, so many are aimed at: grain does not shrink as fast as its picture. */
const AIM = 0.8;

// A thread fits one picture at a time; libvips need not bring threads of its own.
sharp.concurrency(1);

/** The picture as an engine reads it: a JPEG within its limits, upright by its EXIF orientation, on white where transparent. */
export async function fitImage(request: FitRequest): Promise<FitAnswer> {
  try {
    return await fitted(request);
  } catch (cause) {
    if (cause instanceof Shut) return { kind: 'cancelled' };
    return { kind: request.unended ? 'cut-off' : 'undecodable' };
  }
}

async function fitted({ bytes, mimeType, unended, width, height }: FitRequest): Promise<Fitted> {
  const decoderWith = (failOn: 'error' | 'warning') => unfittedDecoderOf(bytes, mimeType, failOn);
  let side = longestSide(width, height, 1);
  const first = (decoder: Sharp) => encoded(decoder, side, QUALITY);
  // Some programs leave the end mark away; of a picture that is cut off, rows are missing as well.
  const told = unended
    ? { result: await native(() => first(decoderWith('warning'))), damaged: false }
    : await native(() => decodeTelling(bytes, first, decoderWith));
  const { damaged } = told;
  let { result } = told;
  let quality = QUALITY;
  while (result.data.length >= ENGINE_LIMITS.maxBytes) {
    const share = (side / LONGEST_SIDE) * Math.sqrt((AIM * ENGINE_LIMITS.maxBytes) / result.data.length);
    const smaller = longestSide(width, height, share);
    if (smaller === side) quality = LEAST_QUALITY;
    side = smaller;
    result = await native(() => encoded(decoderWith('error'), side, quality));
  }
  const { data, info } = result;
  return { kind: 'fitted', bytes: data, width: info.width, height: info.height, damaged };
}

/**
 * The longest side to shrink to, so that the other is not too short.
 * @param share of `LONGEST_SIDE`
 */
function longestSide(width: number, height: number, share: number): number {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const least = Math.ceil((ENGINE_LIMITS.minSide * longer) / shorter);
  return Math.min(longer, ENGINE_LIMITS.maxSide, Math.max(least, Math.floor(LONGEST_SIDE * share)));
}

/** In one go, so that its pixels are never all in memory unless the decoder holds them. */
function encoded(decoder: Sharp, side: number, quality: number) {
  return decoder
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality, optimizeCoding: false })
    .toBuffer({ resolveWithObject: true });
}
