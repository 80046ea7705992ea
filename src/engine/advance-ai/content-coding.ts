import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

const DECODERS: Readonly<
  Record<string, (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>
> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  identity: async (bytes) => bytes,
};
/** Nobody codes twice; each time is work. */
const MOST_CODINGS = 2;

/**
 * A body without the codings that its `Content-Encoding` names, the last one first. The client asks for none, but proxies compress
 * unasked, and a reading that was paid for would be lost.
 * @throws Error where it has a coding that is not known, is not what it says, or is longer than `maxBytes`
 */
export async function decoded(bytes: Buffer, contentEncoding: unknown, maxBytes: number): Promise<Buffer> {
  const codings = String(contentEncoding ?? 'identity')
    .toLowerCase()
    .split(',');
  if (codings.length > MOST_CODINGS) throw new Error('The answer is coded too often.');
  let body = bytes;
  for (const coding of codings.toReversed()) {
    const name = coding.trim();
    const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
    if (decode === undefined) throw new Error('The answer has a coding that is not known.');
    body = await decode(body, { maxOutputLength: maxBytes });
  }
  return body;
}
