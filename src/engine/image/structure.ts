/** What the outline of a file tells without decoding a pixel. */
export interface Structure {
  /** Whether the file reaches its own end mark; what follows that is no part of the picture. */
  readonly whole: boolean;
  /** How often the pixels are gone over: 1 for most, some 10 for progressive JPEGs. */
  readonly scans: number;
}

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function startsAsJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, JPEG_START.length).equals(JPEG_START);
}

export function startsAsPng(bytes: Buffer): boolean {
  return bytes.subarray(0, PNG_START.length).equals(PNG_START);
}

/** Follows the segments of a JPEG (ITU T.81, annex B): markers, each but a few with the length of what belongs to it. */
export function jpegStructure(bytes: Buffer): Structure {
  let scans = 0;
  let at = 2;
  for (;;) {
    at = nextMarker(bytes, at);
    const marker = bytes[at];
    if (marker === undefined) return { whole: false, scans };
    if (marker === EOI) return { whole: true, scans };
    if (marker === SOS) scans += 1;
    at += 1;
    if (standsAlone(marker)) continue;
    if (at + 2 > bytes.length) return { whole: false, scans };
    at += bytes.readUInt16BE(at);
  }
}

const EOI = 0xd9;
const SOS = 0xda;

/** The position right after the next 0xFF that is neither data (0xFF00) nor padding (0xFFFF). */
function nextMarker(bytes: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const mark = bytes.indexOf(0xff, at);
    if (mark < 0) return bytes.length;
    at = mark + 1;
    if (bytes[at] !== 0x00 && bytes[at] !== 0xff) return at;
  }
}

/** Restart marks, which lie amid the data of a scan, a start, and one for private use. */
function standsAlone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
}

/** Follows the chunks of a PNG (ISO 15948, 5.3): length, type, data, checksum. */
export function pngStructure(bytes: Buffer): Structure {
  let at = PNG_START.length;
  while (at + 12 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    at += 12 + bytes.readUInt32BE(at);
    if (type === 'IEND') return { whole: at <= bytes.length, scans: 1 };
  }
  return { whole: false, scans: 1 };
}
