import type { Raster } from '../../image/raster.js';
import { DRAWING } from './drawing.wasm.js';
import type { Matrix } from './geometry.js';

/** What `drawing.wat` exports. */
interface Drawing {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  warp(...args: number[]): void;
  planes(pixels: number, count: number, levels: number, out: number): void;
  grey(pixels: number, width: number, height: number, least: number, out: number, stride: number): void;
}

const { memory, ...drawing } = new WebAssembly.Instance(
  new WebAssembly.Module(Uint8Array.from(atob(DRAWING), (character) => character.charCodeAt(0))),
).exports as unknown as Drawing;

const PAGE = 65_536;
const WORD = 4;
/** What a byte is to the networks, -1 to 1. */
const LEVELS = Float32Array.from({ length: 256 }, (_, value) => value / 127.5 - 1);
const LEVELS_AT = 0;
/** The raster that was drawn last. There is room from the start for any line of text: drawing one moves nothing that lies behind. */
const RASTER_AT = LEVELS.byteLength;
/** Bytes that pictures may take before those that were drawn from earlier are forgotten. */
const MOST_PICTURES = 24 * 2 ** 20;

// Rooms of the memory, in bytes, one behind the other: a raster, floats for a network, pictures to draw from.
let rasterRoom = 2 ** 20;
let floatRoom = 2 ** 20;
let places = new WeakMap<Uint32Array, number>();
let picturesEnd = 0;
forgetPictures();
words(Float32Array, LEVELS_AT, LEVELS.length).set(LEVELS);

/** Parts of a pixel that places are told in. */
const PARTS = 256;

/**
 * Draws `width` by `height` pixels, each where `toSource` sends it in the source, of which `level` is drawn from, a smaller copy.
 * Beyond the source's border its outermost pixels go on. The pixels are to be used at once: the next drawing overwrites them.
 */
export function draw(
  level: Raster,
  sourceWidth: number,
  toSource: Matrix,
  width: number,
  height: number,
): Raster {
  reserve(width * height * WORD, 0);
  const source = placeOf(level);
  const [maxX, maxY] = [PARTS * (level.width - 1) - 1, PARTS * (level.height - 1) - 1];
  const scale = (PARTS * level.width) / sourceWidth;
  drawing.warp(source, level.width, maxX, maxY, scale, ...toSource, RASTER_AT, width, height);
  return { width, height, pixels: words(Uint32Array, RASTER_AT, width * height) };
}

/** Planes of blue, green and red from -1 to 1; to be used before anything else is drawn. */
export function planesOf({ pixels, width, height }: Raster): Float32Array {
  const area = width * height;
  const drawn = pixels.buffer === memory.buffer;
  reserve(area * WORD, 3 * area * WORD);
  if (!drawn) words(Uint32Array, RASTER_AT, area).set(pixels);
  drawing.planes(RASTER_AT, area, LEVELS_AT, floatsAt());
  return words(Float32Array, floatsAt(), 3 * area);
}

/** Images in grey for a network, one after the other, 0 where nothing is drawn; to be used before anything but them is drawn. */
export class GreyBatch {
  readonly #width: number;
  readonly #height: number;
  readonly #count: number;

  constructor(count: number, width: number, height: number) {
    [this.#count, this.#width, this.#height] = [count, width, height];
    reserve(width * height * WORD, count * width * height * WORD);
    this.floats().fill(0);
  }

  /**
   * Puts what was drawn last into the upper left of the image of that number: grey (ITU-R BT.601), less its mean, over its standard
   * deviation and `least`.
   */
  put(n: number, { width, height }: Raster, least: number): void {
    const at = floatsAt() + n * this.#width * this.#height * WORD;
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
  // One pixel more than a raster has may be written.
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

/** Where a picture lies in the memory; it is put there when it is first drawn from. */
function placeOf({ pixels }: Raster): number {
  const known = places.get(pixels);
  if (known !== undefined) return known;
  if (picturesEnd + pixels.byteLength > picturesAt() + MOST_PICTURES) forgetPictures();
  const at = picturesEnd;
  picturesEnd += pixels.byteLength;
  // Of the pixels at the lower border some beyond are looked at, of which none is seen.
  growTo(picturesEnd + 2 * WORD);
  words(Uint32Array, at, pixels.length).set(pixels);
  places.set(pixels, at);
  return at;
}

function growTo(bytes: number): void {
  const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (pages > 0) memory.grow(pages);
}
