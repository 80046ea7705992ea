import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FileUpload } from 'graphql-upload-minimal';
import { describe, expect, it } from 'vitest';
import { readUpload, readUploads } from '../../../src/graphql/multipart/upload.js';
import { ENGINE_LIMITS } from '../../../src/image-limits.js';

const MOST = ENGINE_LIMITS.maxBytes;

/** A file that comes in pieces of a socket's size. */
function file(bytes: Buffer): Promise<FileUpload> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    bytes.subarray(n * 65_536, (n + 1) * 65_536),
  );
  const createReadStream = () => Readable.from(pieces, { objectMode: false });
  return Promise.resolve({ filename: 'card.jpg', createReadStream } as unknown as FileUpload);
}

describe('a file comes whole, whatever was said of its length', () => {
  const bytes = randomBytes(700_001);

  it.each([
    ['nothing', 0],
    ['too little', 1000],
    ['the truth', bytes.length],
    ['a little more, as the length of a request is', bytes.length + 900],
    ['more than any file may have', 1e12],
  ])('%s', async (_, expected) => {
    const read = await readUpload(file(bytes), expected, MOST);
    expect(read.bytes.equals(bytes)).toBe(true);
    expect(read).toMatchObject({ cut: false, filename: 'card.jpg' });
  });

  it('an empty file is empty', async () => {
    expect((await readUpload(file(Buffer.alloc(0)), 100, MOST)).bytes).toHaveLength(0);
  });

  it('one of several may be longer than its share', async () => {
    const [small, large] = await readUploads([file(bytes.subarray(0, 10)), file(bytes)], bytes.length, MOST);
    expect(small?.bytes.equals(bytes.subarray(0, 10))).toBe(true);
    expect(large?.bytes.equals(bytes)).toBe(true);
  });
});
