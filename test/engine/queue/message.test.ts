import { describe, expect, it } from 'vitest';
import { decodeOrder, encodeOrder } from '../../../src/engine/queue/message.js';

const IMAGE = { bytes: Buffer.from('pixels'), mimeType: 'image/jpeg', width: 800, height: 600 } as const;

/** What a worker reads of an order before the picture. */
function headOf(encoded: Buffer) {
  return JSON.parse(encoded.toString('utf8', 4, 4 + encoded.readUInt32BE()));
}

describe('an order on the queue', () => {
  it('asks where the card lies apart from what is read: older workers know no such field', () => {
    const wanted = new Set(['NIK', 'OUTLINE', 'IMAGE_QUALITY'] as const);
    const encoded = encodeOrder({ image: IMAGE, wanted });
    expect(headOf(encoded)).toEqual({
      mimeType: 'image/jpeg',
      width: 800,
      height: 600,
      wanted: ['NIK', 'IMAGE_QUALITY'],
      outline: true,
    });
    const order = decodeOrder(encoded);
    expect(order.wanted).toEqual(wanted);
    expect(order.image).toEqual(IMAGE);
  });

  it('is the same as it was where nobody asks', () => {
    const encoded = encodeOrder({ image: IMAGE, wanted: new Set(['NIK'] as const) });
    expect(Object.keys(headOf(encoded))).toEqual(['mimeType', 'width', 'height', 'wanted']);
    expect(decodeOrder(encoded).wanted).toEqual(new Set(['NIK']));
  });
});
