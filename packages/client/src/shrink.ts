import { type Attempt, firstAttempt, nextAttempt } from '../../../src/engine/fitting/attempts.js';
import { ENGINE_LIMITS, ENGINE_TYPES, type ImageLimits } from '../../../src/image-limits.js';

/** What a server accepts: `service.limits` tells, and every gateway accepts at least what stands here. */
export interface ShrinkOptions {
  readonly limits?: Partial<ImageLimits>;
  /** Media types. */
  readonly types?: readonly string[];
}

/** A picture has few bytes long before this. */
const MOST_ATTEMPTS = 8;

/**
 * A picture as a gateway accepts it: the file itself where that fits, else a JPEG of high quality, upright by its EXIF orientation, on white
 * where it was transparent, of at most 3,200 pixels a side, and smaller only where it has too many bytes. A file that the browser does
 * not decode is given back as it is, so that the server can say what it is; so is everything where there is no browser.
 */
export async function shrink(
  file: Blob,
  { limits, types = ENGINE_TYPES }: ShrinkOptions = {},
): Promise<Blob> {
  if (typeof createImageBitmap === 'undefined') return file;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return file;
  const allowed = { ...ENGINE_LIMITS, ...limits };
  try {
    if (fits(file, bitmap, allowed) && types.includes(await typeOf(file))) return file;
    return named(await smaller(bitmap, allowed), file);
  } finally {
    bitmap.close();
  }
}

function fits(file: Blob, { width, height }: ImageBitmap, { maxBytes, maxSide }: ImageLimits): boolean {
  return file.size < maxBytes && Math.max(width, height) <= maxSide;
}

/** What a file is by its first bytes, as servers judge it; what it is called by where those are none of a JPEG's or PNG's. */
async function typeOf(file: Blob): Promise<string> {
  const [first, second, third] = new Uint8Array(await file.slice(0, 3).arrayBuffer());
  if (first === 0xff && second === 0xd8 && third === 0xff) return 'image/jpeg';
  if (first === 0x89 && second === 0x50 && third === 0x4e) return 'image/png';
  return /^image\/(?:jpe?g|png)$/.test(file.type) ? '' : file.type;
}

async function smaller(bitmap: ImageBitmap, limits: ImageLimits): Promise<Blob> {
  let attempt = firstAttempt(bitmap, limits);
  let jpeg = await encoded(bitmap, attempt);
  for (let n = 1; jpeg.size >= limits.maxBytes && n < MOST_ATTEMPTS; n += 1) {
    attempt = nextAttempt(attempt, jpeg.size, bitmap, limits);
    jpeg = await encoded(bitmap, attempt);
  }
  return jpeg;
}

function encoded(bitmap: ImageBitmap, { side, quality }: Attempt): Promise<Blob> {
  const scale = side / Math.max(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return jpegOf(canvas, quality);
}

/**
 * @param quality 1 to 100
 * @throws Error where the browser has no memory for it
 */
export function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const done = (blob: Blob | null) =>
      blob === null ? reject(new Error('The browser could not save the picture.')) : resolve(blob);
    canvas.toBlob(done, 'image/jpeg', quality / 100);
  });
}

/** A file stays one, under its name. */
function named(jpeg: Blob, file: Blob): Blob {
  if (!(file instanceof File)) return jpeg;
  return new File([jpeg], file.name.replace(/(\.\w+)?$/, '.jpg'), { type: jpeg.type });
}
