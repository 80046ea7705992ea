import { readdirSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCardReader } from '../../bench/accuracy/card-reader.js';
import type { BoundingBox, FrameQuality, ReadResult } from '../../packages/browser/src/index.js';
import type { Reading } from '../../src/engine/engine.js';
import { ALL_FIELDS, FIELD_NAMES, type FieldName } from '../../src/ktp/field.js';
import { card, picture } from '../support/cards.js';
import {
  makeReader,
  type ReaderGlobals,
  type ReaderSite,
  readInPage,
  startReaderSite,
} from '../support/reader-page.js';
import { ARGS, CHROMIUM, describeInBrowser } from './support.js';

describeInBrowser('@ktp-gateway/browser', () => {
  let browser: Browser;
  let site: ReaderSite;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];

  async function open(url = site.url, where = context): Promise<Page> {
    const opened = await where.newPage();
    opened.on('pageerror', ({ message }) => void complaints.push(message));
    await opened.goto(url);
    await opened.waitForFunction('globalThis.kit');
    return opened;
  }

  /** What becomes of a reader that is made in a page of its own: the error's code, and what it names. */
  async function failure(prepare: (page: Page) => Promise<void> = async () => {}) {
    const fresh = await browser.newContext();
    const opened = await open(site.url, fresh);
    await prepare(opened);
    const told = await opened.evaluate(async () => {
      const reader = (globalThis as unknown as ReaderGlobals).kit.createReader({ assets: '/reader' });
      const error = await reader.ready().catch((reason) => reason);
      return [error.name, error.code, error.asset ?? error.missing];
    });
    await fresh.close();
    return told;
  }

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
    site = await startReaderSite();
    context = await browser.newContext();
    page = await open();
    await makeReader(page);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  it('reads what the server reads: texts, confidences, places, what is hidden, how good the picture is', async () => {
    // In WebAssembly as well: the native runtime may round otherwise, on servers too.
    const readHere = await loadCardReader([...ALL_FIELDS, 'IMAGE_QUALITY'], { runtime: 'wasm' });
    const names = readdirSync(new URL('../fixtures/cards/', import.meta.url)).flatMap(
      (file) => /(.*)\.json$/.exec(file)?.[1] ?? [],
    );
    const pictures = names.map((name) => card(name).picture);
    // As phones take them, with their orientation told; a screen's copy; and one of which the end is missing.
    const mild = sharp(card('mild').picture);
    pictures.push(
      await mild.clone().rotate(90).resize(1400).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    );
    pictures.push(await mild.clone().png().toBuffer());
    // Larger than what is read.
    pictures.push(await mild.clone().resize(1900).withMetadata({ orientation: 3 }).jpeg().toBuffer());
    pictures.push(
      await mild.clone().rotate(90).resize(1850).withMetadata({ orientation: 8 }).jpeg().toBuffer(),
    );
    const whole = card('clean-man').picture;
    pictures.push(Buffer.concat([whole.subarray(0, -9000), Buffer.from([0xff, 0xd9])]));
    let read = 0;
    for (const bytes of pictures) {
      const { reading } = await readHere(bytes);
      const { result } = await readInPage(page, bytes);
      expect(differences(reading!, result!)).toEqual([]);
      read += result!.fields.filter(({ raw }) => raw !== null).length;
    }
    expect(read).toBeGreaterThan(15 * pictures.length);
    expect(pictures.length).toBeGreaterThan(10);
  }, 300_000);

  it('reads bitmaps and frames, which stay their owner’s, and only what is asked for', async () => {
    const { picture: bytes, printed } = card('clean-woman');
    const read = await page.evaluate(async (base64) => {
      const { reader } = globalThis as unknown as ReaderGlobals;
      const file = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([file]));
      const frame = new VideoFrame(bitmap, { timestamp: 0 });
      const fields = ['NIK'] as const;
      const results = [await reader.read(bitmap, { fields }), await reader.read(frame, { fields })];
      const left = [bitmap.width, frame.displayWidth];
      frame.close();
      return { results, left };
    }, bytes.toString('base64'));
    for (const { fields, imageQuality, inconsistencies } of read.results) {
      expect(fields.map(({ name, raw }) => [name, raw])).toEqual([['NIK', printed.idNumber]]);
      expect([imageQuality.width, imageQuality.hints, inconsistencies]).toEqual([895, [], null]);
    }
    expect(read.left).toEqual([895, 895]);
  });

  it('says what is wrong with a picture, and stops when it is told to', async () => {
    const refused = async (bytes: Buffer) => (await readInPage(page, bytes)).error;
    expect(await refused(Buffer.from('no picture'))).toMatchObject({ code: 'IMAGE_INVALID_FORMAT' });
    const { picture: whole } = card('clean-woman');
    expect(await refused(whole.subarray(0, 20_000))).toMatchObject({
      code: 'IMAGE_INVALID_FORMAT',
      detectedType: 'image/jpeg',
    });
    const large = await page.evaluate(() => {
      const { reader } = globalThis as unknown as ReaderGlobals;
      return reader
        .read(new Blob([new Uint8Array(20 * 1024 ** 2)]))
        .catch(({ code, reason }) => [code, reason]);
    });
    expect(large).toEqual(['IMAGE_INVALID_SIZE', 'TOO_MANY_BYTES']);
    expect(await refused(await sharp(whole).resize(400, 200).toBuffer())).toMatchObject({
      reason: 'SIDE_TOO_SHORT',
      width: 400,
      height: 200,
    });
    const none = (await refused(picture('newspaper.jpg')))!;
    expect(none).toMatchObject({ name: 'OcrNoResultError', code: 'OCR_NO_RESULT' });
    expect((none.quality as FrameQuality).hints).toContain('NOT_A_CARD');
    const stopped = await page.evaluate(async (base64) => {
      const { reader } = globalThis as unknown as ReaderGlobals;
      const file = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
      const controller = new AbortController();
      const reading = reader.read(file, { signal: controller.signal }).catch((error) => error);
      setTimeout(() => controller.abort('enough'), 50);
      const never = await reader.read(file, { signal: AbortSignal.abort('before') }).catch((error) => error);
      return [await reading, never, (await reader.read(file)).card.name];
    }, whole.toString('base64'));
    expect(stopped).toEqual(['enough', 'before', card('clean-woman').printed.name]);
  });

  it('refuses what is no picture, and leaves nobody waiting: for a bitmap that was closed, nor for a reader that was', async () => {
    const told = await page.evaluate(async () => {
      const { kit, reader } = globalThis as unknown as ReaderGlobals;
      const endOf = (promise: Promise<unknown>) => promise.catch(({ name }) => name);
      const given = (what: unknown) => endOf(reader.read(what as Blob));
      const bitmap = await createImageBitmap(new ImageData(400, 300));
      bitmap.close();
      const closedEarly = kit.createReader({ assets: '/reader/' });
      const waiting = [closedEarly.ready(), closedEarly.read(new Blob([]))].map(endOf);
      closedEarly.close();
      return {
        others: await Promise.all([document.createElement('canvas'), '/card.jpg', undefined].map(given)),
        bitmap: await given(bitmap),
        closed: await Promise.all([...waiting, endOf(closedEarly.read(new Blob([])))]),
      };
    });
    expect(told).toEqual({
      others: ['TypeError', 'TypeError', 'TypeError'],
      bitmap: 'DataCloneError',
      closed: ['AbortError', 'AbortError', 'AbortError'],
    });
  });

  it('loads its files once, and asks for nothing else', async () => {
    const assets = site.asked.filter(({ path }) => path.endsWith('.gz') || path.includes('?sha256='));
    expect(assets).toHaveLength(5);
    const second = await open();
    await makeReader(second);
    expect(site.asked.filter(({ path }) => path.includes('?sha256='))).toEqual(assets);
    expect(site.asked.filter(({ bytes }) => bytes > 0)).toEqual([]);
    const paths = new Set(site.asked.map(({ path }) => path.replace(/\?.*/, '')));
    const known =
      /^\/(page\.js|kit\.js|reader\/(worker\.js|ort-wasm-simd-threaded\.(mjs|wasm\.gz)|[a-z]+\.(onnx|bin)\.gz))?$/;
    expect([...paths].filter((path) => !known.test(path))).toEqual([]);
    await second.close();
  });

  it('says which of its files is missing or another, and what the browser lacks', async () => {
    const at = '/reader/reader.onnx.gz';
    site.instead.set(at, null);
    expect(await failure()).toEqual(['AssetError', 'ASSET_MISSING', 'reader.onnx.gz']);
    site.instead.set(at, Buffer.from('another'));
    expect(await failure()).toEqual(['AssetError', 'ASSET_MISMATCH', 'reader.onnx.gz']);
    site.instead.delete(at);
    for (const file of ['worker.js', 'ort-wasm-simd-threaded.mjs']) {
      site.instead.set(`/reader/${file}`, null);
      expect(await failure()).toEqual(['AssetError', 'ASSET_MISSING', file]);
      site.instead.delete(`/reader/${file}`);
    }
    const withoutSimd = (opened: Page) =>
      opened.evaluate('WebAssembly.validate = () => false') as Promise<void>;
    expect(await failure(withoutSimd)).toEqual([
      'UnsupportedBrowserError',
      'UNSUPPORTED_BROWSER',
      'WebAssembly SIMD',
    ]);
  });

  it('reads on two threads where the page is isolated', async () => {
    const isolated = await startReaderSite(true);
    const opened = await open(isolated.url, await browser.newContext());
    expect(await opened.evaluate('crossOriginIsolated')).toBe(true);
    await makeReader(opened, { threads: 2 });
    const { picture: bytes, printed } = card('dated');
    const { result } = await readInPage(opened, bytes, { fields: ['NIK', 'NAME'] });
    expect(result!.fields.map(({ raw }) => raw)).toEqual([printed.idNumber, printed.name]);
    isolated.close();
  });

  it('complains of nothing', () => expect(complaints).toEqual([]));
});

const fieldOf = (result: ReadResult, name: FieldName) => result.fields.find((field) => field.name === name)!;

/** Two opposite corners of a box. */
const ends = ({ x, y, width, height }: BoundingBox) => [
  { x, y },
  { x: x + width, y: y + height },
];

/** Of the picture that the engine reads, in pixels. */
const LONGEST_SIDE = 1600;

/** What is further apart than the two may be: 0.02 of confidence, a pixel of place. */
function differences(reading: Reading, result: ReadResult): string[] {
  const { width, height } = result.imageQuality;
  // Pixels of the picture that is read, which is smaller than a large one that was sent.
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const upright = result.turnedDegrees! % 180 === 0;
  const [wide, high] = upright ? [width * scale, height * scale] : [height * scale, width * scale];
  const found = FIELD_NAMES.flatMap((name) => {
    const here = reading.evidence[name];
    const there = fieldOf(result, name);
    const sight = reading.sights?.[name];
    const places = (found: typeof here | typeof there) => [
      ...(found?.corners ?? []),
      ...(found?.boundingBox ? ends(found.boundingBox) : []),
    ];
    const [mine, theirs] = [places(here), places(there)];
    const apart = mine.map(({ x, y }, i) =>
      Math.max(Math.abs(x - theirs[i]!.x) * wide, Math.abs(y - theirs[i]!.y) * high),
    );
    return [
      (here?.text ?? null) !== there.raw ? `${name}: text` : [],
      Math.abs((here?.confidence ?? 0) - (there.confidence ?? 0)) > 0.02 ? `${name}: confidence` : [],
      mine.length !== theirs.length || Math.max(0, ...apart) > 1 ? `${name}: place` : [],
      (sight?.visibility ?? null) !== there.visibility ? `${name}: visibility` : [],
      (sight?.hiddenBy ?? null) !== there.hiddenBy ? `${name}: hidden by` : [],
      (here?.completed ?? false) !== there.completed ? `${name}: completed` : [],
    ].flat();
  });
  const { hints, legible, ...measures } = result.imageQuality;
  const quality = reading.quality!;
  if (legible !== quality.legible) found.push(`legible: ${legible} for ${quality.legible}`);
  if (hints.join() !== quality.hints.join()) found.push(`hints: ${hints} for ${quality.hints}`);
  for (const [name, value] of Object.entries(measures) as [keyof typeof measures, number | null][]) {
    if (Math.abs((value ?? 0) - (quality[name] ?? 0)) > (name === 'cardWidth' ? 1 : 0.02)) found.push(name);
  }
  return reading.turnedDegrees === result.turnedDegrees ? found : [...found, 'turned'];
}
