import type { Picture, Raster } from '../../image/raster.js';
import { DRAWING } from './drawing.wasm.js';
import { compose, type Matrix, scaling, translation } from './geometry.js';

/** What `drawing.wat` exports. */
interface Drawing {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  warp(...args: number[]): void;
  widen(from: number, out: number, end: number): void;
  halve(pixels: number, width: number, height: number, out: number): void;
  grey(pixels: number, width: number, height: number, least: number, out: number, stride: number): void;
}

const { memory, ...drawing } = new WebAssembly.Instance(
  new WebAssembly.Module(Uint8Array.from(atob(DRAWING), (character) => character.charCodeAt(0))),
).exports as unknown as Drawing;

const PAGE = 65_536;
const WORD = 4;
/** The raster that was drawn last. There is room from the start for any line of text: drawing one moves nothing that lies behind. */
const RASTER_AT = 0;
/** Bytes that pictures and their halves may take before those that were drawn from earlier are forgotten. */
const MOST_PICTURES = 24 * 2 ** 20;
/** Behind the last pixel of a level some are looked at, of which none is seen, and one may be written. */
const BEHIND = 4 * WORD;
/** No picture can be halved more often. */
const MOST_LEVELS = 16;

// Rooms of the memory, in bytes, one behind the other: a raster, floats for a network, pictures to draw from.
let rasterRoom = 2 ** 20;
let floatRoom = 2 ** 20;
let places = new WeakMap<Picture['pixels'], number[]>();
let picturesEnd = 0;
forgetPictures();

/** Parts of a pixel that places are told in. */
const PARTS = 256;
/** Where the middle of the first pixel lies, less a half, as the nearest whole is taken for what is to be rounded down. */
const FIRST = -PARTS / 2 - 0.5;

/**
 * Draws `width` by `height` pixels, each where `toSource` sends it in the source, which is halved so many times before: shrinking
 * is to read averages and not single pixels. Beyond the source's border its outermost pixels go on.
 * The pixels are to be used at once: the next drawing overwrites them.
 */
export function draw(
  source: Picture,
  halvings: number,
  toSource: Matrix,
  width: number,
  height: number,
): Raster {
  reserve(width * height * WORD, 0);
  const from = placeOf(source, halvings);
  const [fromWidth, fromHeight] = [source.width >> halvings, source.height >> halvings];
  const [maxX, maxY] = [PARTS * (fromWidth - 1) - 1, PARTS * (fromHeight - 1) - 1];
  const toParts = compose(translation(FIRST, FIRST), scaling((PARTS * fromWidth) / source.width), toSource);
  drawing.warp(from, fromWidth, maxX, maxY, ...toParts, RASTER_AT, width, height);
  return { width, height, pixels: words(Uint32Array, RASTER_AT, width * height) };
}

/** A picture's pixels as bytes: red, green, blue, and of a raster one that tells nothing. To be used before anything else is drawn. */
export function bytesOf({ pixels }: Picture): Uint8Array {
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

/**
 * Images in grey for a network, one after the other, each of which is to be put, 0 where nothing is drawn; to be used before anything
 * but them is drawn.
 */
export class GreyBatch {
  readonly #width: number;
  readonly #height: number;
  readonly #count: number;

  constructor(count: number, width: number, height: number) {
    [this.#count, this.#width, this.#height] = [count, width, height];
    reserve(width * height * WORD, count * width * height * WORD);
  }

  /**
   * Puts what was drawn last, a multiple of four pixels wide, into the upper left of the image of that number: grey (ITU-R BT.601),
   * less its mean, over its standard deviation and `least`.
   */
  put(n: number, { width, height }: Raster, least: number): void {
    const area = this.#width * this.#height;
    const at = floatsAt() + n * area * WORD;
    if (width * height < area) words(Float32Array, at, area).fill(0);
    drawing.grey(RASTER_AT, width, height, least, at, this.#width * WORD);
  }

  floats(): Float32Array {
    return words(Float32Array, floatsAt(), this.#count * this.#width * this.#height);
  }
}

type Words = Uint32Array | Float32Array;

function words<Kind extends Words>(
  kind: new (buffer: ArrayBuffer, offset: number, length: number) => Kind,
  at: number,
  length: number,
): Kind {
  return new kind(memory.buffer, at, length);
}

function floatsAt(): number {
  // Three pixels more than a raster has may be written.
  return RASTER_AT + rasterRoom + 4 * WORD;
}

function picturesAt(): number {
  return floatsAt() + floatRoom;
}

/** Room for a raster and for floats. Where there was less, nothing that lies behind it keeps its place. */
function reserve(raster: number, floats: number): void {
  if (raster <= rasterRoom && floats <= floatRoom) return;
  [rasterRoom, floatRoom] = [Math.max(raster, rasterRoom), Math.max(floats, floatRoom)];
  forgetPictures();
}

function forgetPictures(): void {
  places = new WeakMap();
  picturesEnd = picturesAt();
  growTo(picturesEnd);
}

/** Where a picture lies in the memory, halved so many times; it is put there, and halved, when it is first drawn from. */
function placeOf(picture: Picture, halvings: number): number {
  const levels = places.get(picture.pixels) ?? [put(picture)];
  places.set(picture.pixels, levels);
  for (let level = levels.length; level <= halvings; level++) {
    const [width, height] = [picture.width >> (level - 1), picture.height >> (level - 1)];
    const from = levels[level - 1]!;
    const to = from + width * height * WORD + BEHIND;
    drawing.halve(from, width, height, to);
    levels.push(to);
  }
  return levels[halvings]!;
}

/** Puts a picture into the memory, with room behind it for all its halves. */
function put(picture: Picture): number {
  const bytes = bytesOf(picture);
  const size = picture.width * picture.height * WORD;
  const room = Math.ceil(size / 3) * 4 + MOST_LEVELS * BEHIND;
  if (picturesEnd + room > picturesAt() + MOST_PICTURES) forgetPictures();
  const at = picturesEnd;
  picturesEnd += room;
  growTo(picturesEnd);
  const from = at + size - bytes.length;
  new Uint8Array(memory.buffer, from).set(bytes);
  if (from > at) drawing.widen(from, at, at + size);
  return at;
}

function growTo(bytes: number): void {
  const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (pages > 0) memory.grow(pages);
}
