import type { Reading, Wanted } from '../engine.js';
import {
  ImageInvalidFormatError,
  OcrKtpError,
  type OcrKtpErrorOptions,
  OcrNoResultError,
  UpstreamError,
} from '../errors.js';
import type { CardImage } from '../image/probe.js';
import type { ImageQuality } from '../image/quality.js';

/** What a worker is asked. */
export interface Order {
  readonly image: CardImage;
  /** The fields that somebody asked for. */
  readonly wanted: ReadonlySet<Wanted>;
}

/** What a reading came to. Outcomes are values: an error class does not survive the way between machines. */
export type Answer =
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'no-card'; readonly message: string; readonly quality: ImageQuality | null }
  | { readonly kind: 'undecodable'; readonly message: string; readonly detectedType: string | null }
  | { readonly kind: 'failed'; readonly message: string };

/** What all but the picture's bytes says, in JSON before them. */
interface Head {
  readonly mimeType: CardImage['mimeType'];
  readonly width: number;
  readonly height: number;
  /** The picture before it was fitted; workers of versions without this speak of the fitted one. */
  readonly sent?: CardImage['sent'];
  readonly wanted: readonly Wanted[];
}

/** The length of the head in four bytes, the head, the picture as it is: base64 in JSON would be a third longer. */
export function encodeOrder({ image: { bytes, ...image }, wanted }: Order): Buffer {
  const head: Head = { ...image, wanted: [...wanted] };
  const text = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, bytes]);
}

export function decodeOrder(encoded: Buffer): Order {
  const start = 4 + encoded.readUInt32BE();
  const { wanted, ...image }: Head = JSON.parse(encoded.toString('utf8', 4, start));
  return { image: { ...image, bytes: encoded.subarray(start) } as CardImage, wanted: new Set(wanted) };
}

export function encodeAnswer(answer: Answer): Buffer {
  return Buffer.from(JSON.stringify(answer));
}

export function decodeAnswer(encoded: Buffer): Answer {
  return JSON.parse(encoded.toString());
}

/** What an error of the embedded engine is to a gateway: faults of the picture stay what they are, all others are failures. */
export function answerOf(error: unknown): Answer {
  if (error instanceof OcrNoResultError) {
    return { kind: 'no-card', message: error.message, quality: error.quality };
  }
  if (error instanceof ImageInvalidFormatError) {
    return { kind: 'undecodable', message: error.message, detectedType: error.detectedType };
  }
  const message = error instanceof OcrKtpError ? error.message : 'The reader failed unexpectedly.';
  return { kind: 'failed', message };
}

/** @throws OcrKtpError for what is no reading */
export function readingOf(answer: Answer): Reading {
  // The upstream charges for no card; here it costs nothing.
  const options: OcrKtpErrorOptions = { message: 'message' in answer ? answer.message : '', pricing: 'FREE' };
  switch (answer.kind) {
    case 'reading':
      return answer.reading;
    case 'no-card':
      throw new OcrNoResultError({ ...options, quality: answer.quality });
    case 'undecodable':
      throw new ImageInvalidFormatError({ ...options, detectedType: answer.detectedType });
    case 'failed':
      throw new UpstreamError(options);
  }
}
