import sharp, { type Sharp } from 'sharp';
import { ENGINE_LIMITS } from '../../image-limits.js';
import { decodeTelling, unfittedDecoderOf } from '../image/decoder.js';
import { cutOff, undecodable } from '../image/refuse.js';
import { outcomeOf } from '../outcome.js';
import { native, Shut } from '../threads/gate.js';
import { type Attempt, firstAttempt, nextAttempt } from './attempts.js';
import type { FitAnswer, FitRequest, Fitted } from './message.js';

// A thread fits one picture at a time; libvips need not bring threads of its own.
sharp.concurrency(1);

/** The picture as an engine reads it: a JPEG within its limits, upright by its EXIF orientation, on white where transparent. */
export async function fitImage(request: FitRequest): Promise<FitAnswer> {
  try {
    return await fitted(request);
  } catch (cause) {
    if (cause instanceof Shut) return { kind: 'cancelled' };
    const { mimeType, unended } = request;
    return outcomeOf(unended ? cutOff(mimeType) : undecodable(mimeType));
  }
}

async function fitted({ bytes, mimeType, unended, ...size }: FitRequest): Promise<Fitted> {
  const decoderWith = (failOn: 'error' | 'warning') => unfittedDecoderOf(bytes, mimeType, failOn);
  let attempt = firstAttempt(size);
  const first = (decoder: Sharp) => encoded(decoder, attempt);
  // Some programs leave the end mark away; of a picture that is cut off, rows are missing as well.
  const told = unended
    ? { result: await native(() => first(decoderWith('warning'))), damaged: false }
    : await native(() => decodeTelling(bytes, first, decoderWith));
  const { damaged } = told;
  let { result } = told;
  while (result.data.length >= ENGINE_LIMITS.maxBytes) {
    attempt = nextAttempt(attempt, result.data.length, size);
    result = await native(() => encoded(decoderWith('error'), attempt));
  }
  const { data, info } = result;
  return { kind: 'fitted', bytes: data, width: info.width, height: info.height, damaged };
}

/** In one go, so that its pixels are never all in memory unless the decoder holds them. */
function encoded(decoder: Sharp, { side, quality }: Attempt) {
  return decoder
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality, optimizeCoding: false })
    .toBuffer({ resolveWithObject: true });
}
