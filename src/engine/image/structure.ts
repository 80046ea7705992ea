/** What the outline of a file tells without decoding a pixel. */
export interface Structure {
  /** Pixels, as stored; null where the file ends before it says. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** Whether the file reaches its own end mark; what follows that is no part of the picture. */
  readonly whole: boolean;
  /** How often the pixels are gone over: 1 for most, some 10 for progressive JPEGs. */
  readonly scans: number;
  /** Bytes that a decoder must hold of the whole picture at once; 0 where it goes through it row by row. */
  readonly held: number;
  /** Segments or chunks that were followed: one more than `MAX_PARTS` where there are too many. */
  readonly parts: number;
}

const JPEG_START = Uint8Array.of(0xff, 0xd8);
/** What a PNG starts with; its chunks follow. */
export const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** The end mark of a JPEG (EOI), and the last chunk of a PNG (IEND), as a file without one is completed. */
export const JPEG_END = Uint8Array.of(0xff, 0xd9);
export const PNG_END = Uint8Array.of(0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82);

/** The list of brands of an AVIF is looked through so far. */
const MOST_BRANDS_BYTES = 256;

/** The last JPEG marker of frames that are coded in one go. */
const SOF1 = 0xc1;
/** Bytes of a coefficient. A decoder holds all of a picture that is not coded in one go. */
const COEFFICIENT_BYTES = 2;

/**
 * A file may have so many segments or chunks, and no more are followed: decoders keep each, a hundred times its size. Photos have
 * some dozen, PNGs of 20 MiB some thousand.
 */
export const MAX_PARTS = 20_000;

/** Where 0xFF lies dense, looking goes faster than a search, which costs as much as looking at this many bytes. */
const NEAR_BYTES = 32;
/** JPEG markers: the end of the picture, and the start of a scan. */
const EOI = 0xd9;
const SOS = 0xda;

// Types as numbers: a text for each of 170,000 empty chunks would hold the event loop.
const IHDR = 0x49484452;
const IEND = 0x49454e44;

/** Whether bytes start with a JPEG's mark. */
export function startsAsJpeg(bytes: Uint8Array): boolean {
  return JPEG_START.every((byte, i) => bytes[i] === byte);
}

/** Whether bytes start with a PNG's mark. */
export function startsAsPng(bytes: Uint8Array): boolean {
  return PNG_START.every((byte, i) => bytes[i] === byte);
}

/** Whether bytes start with a WebP's marks. */
export function startsAsWebp(bytes: Uint8Array): boolean {
  return lettersAt(bytes, 0) === 'RIFF' && lettersAt(bytes, 8) === 'WEBP';
}

/** Four bytes as letters. */
function lettersAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** Two bytes of a picture's file as a number, which its formats write with the highest first. */
export function uint16At(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}

/** Four bytes as a number. */
export function uint32At(bytes: Uint8Array, at: number): number {
  return uint16At(bytes, at) * 65_536 + uint16At(bytes, at + 2);
}

/** An ISO base media file (ISO 14496-12) says in its first box, `ftyp`, which brands it follows: its own, and others. */
export function startsAsAvif(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || lettersAt(bytes, 4) !== 'ftyp') return false;
  const end = Math.min(bytes.length, uint32At(bytes, 0), MOST_BRANDS_BYTES);
  if (lettersAt(bytes, 8) === 'avif') return true;
  for (let at = 16; at + 4 <= end; at += 4) if (lettersAt(bytes, at) === 'avif') return true;
  return false;
}

/**
 * Follows the segments of a JPEG (ITU T.81, annex B): markers, each but a few with the length of what belongs to it. Like decoders
 * it passes over fill bytes and junk before a marker. Looks at each byte at most once.
 */
export function jpegStructure(bytes: Uint8Array): Structure {
  let size: Structure['size'] = null;
  let [scans, sequential, coefficients, parts] = [0, false, 0, 0];
  const end = (whole: boolean): Structure => ({
    size,
    whole,
    scans,
    held: sequential && scans <= 1 ? 0 : coefficients * COEFFICIENT_BYTES,
    parts,
  });
  let at = JPEG_START.length;
  for (;;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at];
    if (marker === undefined || marker === EOI) return end(marker === EOI);
    if (marker === SOS) scans += 1;
    at += 1;
    if (standsAlone(marker)) continue;
    parts += 1;
    if (at + 2 > bytes.length || parts > MAX_PARTS) return end(false);
    if (size === null && isFrame(marker)) {
      size = frameSize(bytes, at);
      sequential = marker <= SOF1;
      coefficients = size === null ? 0 : size.width * size.height * samplesPerPixel(bytes, at);
    }
    at += uint16At(bytes, at);
  }
}

/** The position right after the next 0xFF that is neither data (0xFF00) nor padding (0xFFFF). */
export function nextMarker(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  for (let at = from; at < length; at++) {
    const near = Math.min(length, at + NEAR_BYTES);
    while (at < near && bytes[at] !== 0xff) at++;
    if (bytes[at] !== 0xff) at = bytes.indexOf(0xff, at);
    if (at === -1) return length;
    while (bytes[at + 1] === 0xff) at++;
    if (bytes[at + 1] !== 0x00) return at + 1;
  }
  return length;
}

/** Restart marks, which lie amid the data of a scan, a start, and one for private use. */
export function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
}

/** SOF0 to SOF15, among which stand three markers of other things: DHT, JPG and DAC. */
export function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Of a frame header (B.2.2), whose length stands at `at`. */
function frameSize(bytes: Uint8Array, at: number): Structure['size'] {
  if (at + 7 > bytes.length) return null;
  return { height: uint16At(bytes, at + 3), width: uint16At(bytes, at + 5) };
}

/** Of a frame header (B.2.2), by the sampling factors of its components: 3 where colours are as fine as light, 1.5 for most photos. */
function samplesPerPixel(bytes: Uint8Array, at: number): number {
  const factors: [number, number][] = [];
  for (let i = 0; i < (bytes[at + 7] ?? 0); i++) {
    const both = bytes[at + 9 + 3 * i] ?? 0x11;
    factors.push([both >> 4, both & 15]);
  }
  const most = Math.max(...factors.map(([across]) => across)) * Math.max(...factors.map(([, down]) => down));
  return factors.reduce((sum, [across, down]) => sum + across * down, 0) / Math.max(1, most);
}

/** Follows the chunks of a PNG (ISO 15948, 5.3): length, type, data, checksum. The first, IHDR, has the size. */
export function pngStructure(bytes: Uint8Array): Structure {
  const header = PNG_START.length;
  const hasSize = bytes.length >= header + 16 && uint32At(bytes, header + 4) === IHDR;
  const size = hasSize ? { width: uint32At(bytes, header + 8), height: uint32At(bytes, header + 12) } : null;
  const held = size === null ? 0 : heldOfPng(bytes, size);
  let [at, parts] = [header, 0];
  while (at + 12 <= bytes.length && parts <= MAX_PARTS) {
    const isEnd = uint32At(bytes, at + 4) === IEND;
    at += 12 + uint32At(bytes, at);
    parts += 1;
    if (isEnd) return { size, whole: at <= bytes.length, scans: 1, held, parts };
  }
  return { size, whole: false, scans: 1, held, parts };
}

/** What is shown coarsely first (interlaced) is held whole: up to four samples a pixel, of one byte or two. */
function heldOfPng(bytes: Uint8Array, { width, height }: NonNullable<Structure['size']>): number {
  const [depth = 8, , , , interlaced] = bytes.subarray(PNG_START.length + 16);
  return interlaced === 0 ? 0 : width * height * 4 * (depth > 8 ? 2 : 1);
}
