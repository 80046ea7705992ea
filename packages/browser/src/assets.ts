import { AssetError } from './errors.js';

/** The files that a reader loads, as the server has them; in the folder of assets they are compressed. */
export const ASSET_NAMES = [
  'detector.onnx',
  'reader.onnx',
  'visibility.onnx',
  'regions.bin',
  'ort-wasm-simd-threaded.wasm',
] as const;
export type AssetName = (typeof ASSET_NAMES)[number];

/** SHA-256 of each file's content, in hexadecimal digits. */
export type AssetHashes = Readonly<Record<AssetName, string>>;
export type Assets = Readonly<Record<AssetName, Uint8Array<ArrayBuffer>>>;

/** In the browser's store (Cache API), what was loaded before. */
const STORE = 'ktp-gateway-reader';

/**
 * Loads the files, from the browser's store where they were loaded before, and checks each by its hash. What is in the store and of
 * no use to this version is removed.
 * @param folder where they lie; ends with a slash
 * @throws AssetError where one is not there, or is another
 */
export async function loadAssets(folder: string, hashes: AssetHashes): Promise<Assets> {
  // Private windows of some browsers have no store.
  const store = await caches.open(STORE).catch(() => null);
  const urls = ASSET_NAMES.map((name) => `${folder}${name}.gz?sha256=${hashes[name]}`);
  const contents = await Promise.all(
    ASSET_NAMES.map((name, i) => loadAsset(name, urls[i]!, hashes[name], store)),
  );
  for (const { url } of (await store?.keys()) ?? []) {
    if (url.startsWith(folder) && !urls.includes(url)) await store?.delete(url);
  }
  return Object.fromEntries(ASSET_NAMES.map((name, i) => [name, contents[i]])) as Assets;
}

async function loadAsset(name: AssetName, url: string, hash: string, store: Cache | null) {
  const stored = await store?.match(url);
  if (stored !== undefined) {
    const content = await contentOf(stored).catch(() => null);
    if (content !== null && (await sha256(content)) === hash) return content;
    await store?.delete(url);
  }
  const answer = await fetch(url).catch(() => null);
  if (answer === null || !answer.ok) {
    const why = answer === null ? 'could not be loaded' : `was answered with status ${answer.status}`;
    throw new AssetError('ASSET_MISSING', `${name}.gz`, `The file ${name}.gz of the reader ${why}.`);
  }
  const kept = answer.clone();
  const content = await contentOf(answer).catch(() => null);
  if (content === null || (await sha256(content)) !== hash) {
    throw new AssetError(
      'ASSET_MISMATCH',
      `${name}.gz`,
      `The file ${name}.gz is not the one of this version of the reader: copy the whole folder of assets anew.`,
    );
  }
  // Where there is no room, it is loaded again next time.
  await store?.put(url, kept).catch(() => {});
  return content;
}

/** What the answer has compressed. Servers that call it an encoding have had the browser unpack it before. */
async function contentOf(answer: Response): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

async function sha256(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
