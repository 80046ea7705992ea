import { type Box, weightedMedian } from '../image/geometry.js';

/** The detector's probability from which a pixel belongs to a kernel, and the pixels of the smallest kernel that is no speck. */
const KERNEL_THRESHOLD = 0.47;
const MIN_KERNEL_PIXELS = 6;
/** A line's kernel is its middle, 0.45 ems thick; its box is so many times as thick, 1.15 ems ... */
const THICKEN = 1.15 / 0.45;
/** ... and goes on at either end by so many thicknesses of the kernel. */
const LENGTHEN = 0.75;
/** How thin and how thick a kernel counts, in medians of the long ones: bumps and gaps in it tell nothing of the line. */
const THINNEST = 0.7;
const THICKEST = 1.9;
const LONG = 4;
/** A pixel's place as one number, which takes no division to take apart. */
const ROW_BITS = 16;
const COLUMN = 2 ** ROW_BITS - 1;

interface Kernel {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly length: number;
  readonly thickness: number;
}

const openMemory = scratchBuffer(Uint8Array);
const pixelMemory = scratchBuffer(Int32Array);

/** The connected kernels of a probability map as boxes of whole lines, in the map's pixels. */
export function boxesOf(map: Float32Array, width: number, height: number): Box[] {
  // The pixels of kernels not yet found, with a border around them: no pixel is looked at beyond it.
  const across = width + 2;
  const open = openMemory(across * (height + 2)).fill(0);
  for (let y = 0; y < height; y++) {
    const row = (y + 1) * across + 1;
    for (let x = 0; x < width; x++) if (map[y * width + x]! >= KERNEL_THRESHOLD) open[row + x] = 1;
  }
  const pixels = pixelMemory(width * height);
  const found: Kernel[] = [];
  for (let start = open.indexOf(1); start >= 0; start = open.indexOf(1, start)) {
    const size = flood(open, across, start, pixels);
    if (size >= MIN_KERNEL_PIXELS) found.push(kernelOf(pixels.subarray(0, size)));
  }
  const usual = usualThickness(found);
  return found.map(({ x, y, angle, length, thickness }) => {
    const clamped = Math.min(THICKEST * usual, Math.max(THINNEST * usual, thickness));
    return { x, y, angle, length: length + 2 * LENGTHEN * clamped, height: THICKEN * clamped };
  });
}

/** The median thickness of long kernels, weighted by their length. */
function usualThickness(found: readonly Kernel[]): number {
  const long = found.filter(({ length, thickness }) => length > LONG * thickness);
  const telling = long.length > 0 ? long : found;
  return weightedMedian(
    telling.map(({ thickness }) => thickness),
    telling.map(({ length }) => length),
  );
}

/** Moves one connected component out of `open`, its pixels' places to the front of `pixels`; returns how many they are. */
function flood(open: Uint8Array, across: number, start: number, pixels: Int32Array): number {
  let count = 1;
  pixels[0] = ((Math.floor(start / across) - 1) << ROW_BITS) | ((start % across) - 1);
  open[start] = 0;
  for (let next = 0; next < count; next++) {
    const at = pixels[next]!;
    const x = at & COLUMN;
    const y = at >> ROW_BITS;
    for (let ny = y - 1; ny <= y + 1; ny++) {
      const row = (ny + 1) * across + 1;
      for (let nx = x - 1; nx <= x + 1; nx++) {
        if (open[row + nx] === 0) continue;
        open[row + nx] = 0;
        pixels[count++] = (ny << ROW_BITS) | nx;
      }
    }
  }
  return count;
}

function kernelOf(pixels: Int32Array): Kernel {
  let mx = 0;
  let my = 0;
  for (const at of pixels) {
    mx += at & COLUMN;
    my += at >> ROW_BITS;
  }
  mx /= pixels.length;
  my /= pixels.length;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const at of pixels) {
    const dx = (at & COLUMN) - mx;
    const dy = (at >> ROW_BITS) - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let left = 0;
  let right = 0;
  for (const at of pixels) {
    const along = ((at & COLUMN) - mx) * cos + ((at >> ROW_BITS) - my) * sin;
    if (along < left) left = along;
    if (along > right) right = along;
  }
  const length = right - left + 1;
  const middle = (left + right) / 2;
  return {
    x: mx + middle * cos + 0.5,
    y: my + middle * sin + 0.5,
    angle,
    length,
    // The area says how thick a kernel is; its extent across would let one bump speak for the whole line.
    thickness: pixels.length / length,
  };
}

type TypedArray = Uint8Array | Int32Array;

/**
 * Memory for arrays of which only the last is in use: a new array of a picture's size costs as much as drawing into it.
 * What it holds is left from before. A reader's thread has a module, and thereby such memory, of its own.
 */
function scratchBuffer<Array extends TypedArray>(
  kind: new (buffer: ArrayBuffer, offset: number, length: number) => Array,
): (length: number) => Array {
  let memory = new ArrayBuffer(0);
  return (length) => {
    const bytes = length * Int32Array.BYTES_PER_ELEMENT;
    if (memory.byteLength < bytes) memory = new ArrayBuffer(bytes);
    return new kind(memory, 0, length);
  };
}
