import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMarker } from '../../../src/engine/image/structure.js';

/** Byte by byte, as ITU T.81, B.1.1.2 says it. */
function byByte(bytes: Buffer, from: number): number {
  for (let at = from + 1; at <= bytes.length; at++) {
    if (bytes[at - 1] === 0xff && bytes[at] !== 0x00 && bytes[at] !== 0xff) return at;
  }
  return bytes.length;
}

describe('the next marker of a JPEG', () => {
  const byte = fc.oneof(fc.constantFrom(0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff), fc.nat(255));

  it('is found wherever it stands, in a part of a larger buffer, too', () => {
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 40 }), fc.nat(8), fc.nat(8), (values, before, from) => {
        const bytes = Buffer.from([...Array(before).fill(0xff), ...values]).subarray(before);
        expect(nextMarker(bytes, from)).toBe(byByte(bytes, from));
      }),
      { numRuns: 2000 },
    );
  });
});
