import type { IncomingMessage } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import busboy from 'busboy';
import type { Picture } from '../engine/image/probe.js';
import type { ImageLimits } from '../image-limits.js';
import { keepToForm } from '../reading/form-parser.js';
import type { Pace } from '../reading/pace.js';
import { clientError, RefusedError } from './envelope.js';

export interface OcrImage extends Picture {
  /** As declared; `text/plain` where nothing was (RFC 7578, 4.4). */
  readonly declaredType: string;
}

/** The part of the form that holds the picture. */
export const PART = 'ocrImage';
/** Parts of a form. */
export const MAX_FORM_PARTS = 32;
const OTHER_PARTS = { fieldSize: 64 * 1024, parts: MAX_FORM_PARTS };
/** Room for parts that are not asked for. */
export const OTHER_BYTES = 1024 * 1024;

/** Bytes of a request with a picture. */
export function maxBodyBytes({ maxBytes }: ImageLimits): number {
  return maxBytes + OTHER_BYTES;
}

/**
 * The file sent as `ocrImage`, or null where there is none; other parts are passed over. A file that is too large is
 * handed over at once, cut: what follows it is not read.
 * @throws RefusedError for a body that is no whole form
 */
export function readOcrImage(
  request: IncomingMessage,
  pace: Pace,
  limits: ImageLimits,
): Promise<OcrImage | null> {
  const parser = parserFor(request, limits.maxBytes);
  keepToForm(parser);
  const most = maxBodyBytes(limits);
  const paced = new Transform({
    transform(chunk: Buffer, _, done) {
      const room = pace(chunk.length);
      if (room) room.then(() => done(null, chunk));
      else done(null, chunk);
    },
  });
  let found = false;
  let image: OcrImage | null = null;
  return new Promise<OcrImage | null>((resolve, reject) => {
    const broken = () => reject(new RefusedError(clientError(400)));
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) reject(new RefusedError(clientError(413)));
    });
    request.on('error', broken);
    request.once('close', () => request.readableEnded || broken());
    parser.on('file', (name, file, { mimeType }) => {
      // What breaks a part breaks the form, whose parser says so as well.
      file.on('error', () => {});
      if (name !== PART || found) return file.resume();
      found = true;
      collect(file, (bytes, cut) => {
        image = { bytes, cut, declaredType: mimeType.toLowerCase() };
        if (cut) resolve(image);
      });
    });
    // The picture would be passed over with what follows.
    parser.once('partsLimit', () => found || broken());
    // The parser may emit more than one while it is being destroyed.
    parser.on('error', broken);
    parser.once('close', () => resolve(image));
    request.pipe(paced).pipe(parser);
  }).finally(() => request.unpipe(paced));
}

function parserFor({ headers }: IncomingMessage, fileSize: number): busboy.Busboy {
  if (!/^multipart\/form-data\b/i.test(headers['content-type'] ?? '')) {
    throw new RefusedError(clientError(415));
  }
  try {
    return busboy({ headers, limits: { ...OTHER_PARTS, fileSize } });
  } catch {
    throw new RefusedError(clientError(400));
  }
}

/** The parser ends a file at its limit as it ends a whole one; only `limit` tells. */
function collect(file: Readable, done: (bytes: Buffer, cut: boolean) => void): void {
  const chunks: Buffer[] = [];
  file.on('data', (chunk: Buffer) => chunks.push(chunk));
  file.once('limit', () => done(Buffer.concat(chunks), true));
  file.once('end', () => done(Buffer.concat(chunks), false));
}
