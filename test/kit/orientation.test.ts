import { describe, expect, it } from 'vitest';
import { jpegOrientation } from '../../packages/browser/src/orientation.js';

/** A JPEG of nothing but one segment APP1, and the start of its scan. */
function jpegWith(content: readonly number[]): Uint8Array {
  const length = content.length + 2;
  return Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...content, 0xff, 0xda, 0, 2);
}

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const BIG = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
const LITTLE = [0x49, 0x49, 42, 0, 8, 0, 0, 0];
/** The tag of the picture's width, as a number of two bytes. */
const WIDTH = [0x01, 0x00, 0, 3, 0, 0, 0, 1, 0, 9, 0, 0];
const orientation = (value: number) => [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0];

describe('jpegOrientation', () => {
  it('finds the tag in either order of bytes, among others', () => {
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG, 0, 2, ...WIDTH, ...orientation(6)]))).toBe(6);
    const little = [1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0];
    expect(jpegOrientation(jpegWith([...EXIF, ...LITTLE, ...little]))).toBe(8);
  });

  it('takes for upright what tells nothing, or nothing that there is', () => {
    expect(jpegOrientation(Uint8Array.of(0xff, 0xd8))).toBe(1);
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG, 0, 1, ...WIDTH]))).toBe(1);
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG, 0, 1, ...orientation(9)]))).toBe(1);
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG, 0, 1, ...orientation(0)]))).toBe(1);
    expect(jpegOrientation(jpegWith([...EXIF.slice(0, 4), 1, 1, ...BIG, 0, 1, ...orientation(6)]))).toBe(1);
  });

  it('is not led out of the segment', () => {
    const far = [0x4d, 0x4d, 0, 42, 0x7f, 0xff, 0xff, 0xf0];
    expect(jpegOrientation(jpegWith([...EXIF, ...far, 0, 1, ...orientation(6)]))).toBe(1);
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG.slice(0, 5)]))).toBe(1);
    // More entries than there are bytes.
    expect(jpegOrientation(jpegWith([...EXIF, ...BIG, 0xff, 0xff, ...WIDTH]))).toBe(1);
    const cut = jpegWith([...EXIF, ...BIG, 0, 1, ...orientation(6)]).subarray(0, 30);
    expect(jpegOrientation(cut)).toBe(1);
  });
});
