import { nextMarker, standsAlone, uint16At } from '../../../src/engine/image/structure.js';

/** How a file has its picture, by EXIF's tag `Orientation` (CIPA DC-008, 4.6.5.1): 1 as seen, 2 to 8 mirrored or turned. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
export const UPRIGHT: Orientation = 1;

/** Whether its rows are columns of the picture as seen. */
export const isAcross = (orientation: Orientation) => orientation > 4;
/** Whether what is on the left of the picture as seen comes last in its file. */
export const isMirroredAcross = (orientation: Orientation) => [2, 3, 6, 7].includes(orientation);
/** Whether what is on top of the picture as seen comes last in its file. */
export const isMirroredDown = (orientation: Orientation) => [3, 4, 7, 8].includes(orientation);

/** Markers of a JPEG: the start of its pixels, and the segment that may hold Exif data. */
const SOS = 0xda;
const APP1 = 0xe1;
/** `Exif` and two zeros. */
const EXIF = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0);

/** The number of the Exif tag. */
const ORIENTATION = 0x0112;
/** The letter I: Exif data that begins with it has the lowest byte of a number first. */
const LITTLE = 0x49;

/** The orientation that a JPEG tells; upright where it tells none. Browsers follow it, and do not say which it was. */
export function jpegOrientation(bytes: Uint8Array): Orientation {
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at];
    // Segments that tell of the picture stand before its scans.
    if (marker === undefined || marker === SOS) return UPRIGHT;
    at += 1;
    if (standsAlone(marker)) continue;
    const length = uint16At(bytes, at);
    if (marker === APP1 && EXIF.every((byte, i) => bytes[at + 2 + i] === byte)) {
      return exifOrientation(bytes.subarray(at + 2 + EXIF.length, at + length));
    }
    at += length;
  }
}

/** Of its first directory (TIFF 6.0, section 2): a count, and entries of 12 bytes, each with a tag, type, count and value. */
function exifOrientation(tiff: Uint8Array): Orientation {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return UPRIGHT;
  const isLittle = tiff[0] === LITTLE;
  const directory = view.getUint32(4, isLittle);
  if (directory + 2 > tiff.length) return UPRIGHT;
  const last = Math.min(tiff.length, directory + 2 + 12 * view.getUint16(directory, isLittle));
  for (let entry = directory + 2; entry + 12 <= last; entry += 12) {
    if (view.getUint16(entry, isLittle) !== ORIENTATION) continue;
    const told = view.getUint16(entry + 8, isLittle);
    return told >= 1 && told <= 8 ? (told as Orientation) : UPRIGHT;
  }
  return UPRIGHT;
}
