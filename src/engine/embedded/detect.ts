import type { InferenceSession } from 'onnxruntime-node';
import type { Box } from './geometry.js';
import { run } from './session.js';
import { drawView, type View } from './view.js';

/** Finds the lines of text of a view, looked at in the detector's own size or a share of it; boxes in the view's pixels. */
export type TextDetector = (view: View, scale: number) => Promise<readonly Box[]>;

/** The detector's own size; more sees no more of a card that fills it. */
const SIDE = 640;
const MULTIPLE = 32;
// ImageNet's, in the order of the channels as PP-OCR feeds them: blue, green, red.
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

const KERNEL_THRESHOLD = 0.3;
const BOX_THRESHOLD = 0.5;
const MIN_KERNEL_THICKNESS = 2;
const MIN_KERNEL_PIXELS = 12;
/** A line's kernel is its shrunken middle; the line is this many times as thick ... */
const THICKEN = 2.2;
/** ... and goes on at either end by this share of its height. */
const LENGTHEN = 0.2;

export function textDetector(session: InferenceSession): TextDetector {
  return async (view, scale) => {
    const zoom = (SIDE * scale) / Math.max(view.width, view.height);
    const width = roundUp(view.width * zoom);
    const height = roundUp(view.height * zoom);
    const { rgb } = drawView(view, width, height);
    const area = width * height;
    const input = new Float32Array(3 * area);
    for (let c = 0; c < 3; c++) {
      const gain = 1 / (255 * (DEVIATION[c] ?? 1));
      const shift = (MEAN[c] ?? 0) / (DEVIATION[c] ?? 1);
      for (let i = 0, o = c * area, p = 2 - c; i < area; i++, o++, p += 3) {
        input[o] = (rgb[p] ?? 0) * gain - shift;
      }
    }
    const { data } = await run(session, input, [1, 3, height, width]);
    return kernels(data, width, height).map((box) => ({
      ...box,
      x: (box.x * view.width) / width,
      y: (box.y * view.height) / height,
      length: (box.length * view.width) / width,
      height: (box.height * view.height) / height,
    }));
  };
}

function roundUp(pixels: number): number {
  return Math.max(MULTIPLE, Math.ceil(pixels / MULTIPLE - 0.1) * MULTIPLE);
}

/** The connected kernels of a probability map as boxes of whole lines. */
export function kernels(map: Float32Array, width: number, height: number): Box[] {
  const seen = new Uint8Array(width * height);
  const stack = new Int32Array(width * height);
  const boxes: Box[] = [];
  for (let start = 0; start < map.length; start++) {
    if (seen[start] === 1 || (map[start] ?? 0) < KERNEL_THRESHOLD) continue;
    const size = flood(map, width, height, start, seen, stack);
    const box = size < MIN_KERNEL_PIXELS ? null : boxOf(map, width, stack.subarray(0, size));
    if (box !== null) boxes.push(box);
  }
  return boxes;
}

/** Lists a component's pixels at the front of `pixels`; returns how many. */
function flood(
  map: Float32Array,
  width: number,
  height: number,
  start: number,
  seen: Uint8Array,
  pixels: Int32Array,
): number {
  let count = 1;
  pixels[0] = start;
  seen[start] = 1;
  for (let next = 0; next < count; next++) {
    const at = pixels[next] ?? 0;
    const x = at % width;
    const y = (at - x) / width;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const to = ny * width + nx;
        if (seen[to] === 1 || (map[to] ?? 0) < KERNEL_THRESHOLD) continue;
        seen[to] = 1;
        pixels[count++] = to;
      }
    }
  }
  return count;
}

function boxOf(map: Float32Array, width: number, pixels: Int32Array): Box | null {
  let sum = 0;
  let mx = 0;
  let my = 0;
  for (const at of pixels) {
    sum += map[at] ?? 0;
    mx += at % width;
    my += Math.floor(at / width);
  }
  if (sum / pixels.length < BOX_THRESHOLD) return null;
  mx /= pixels.length;
  my /= pixels.length;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const at of pixels) {
    const dx = (at % width) - mx;
    const dy = Math.floor(at / width) - my;
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
    const along = ((at % width) - mx) * cos + (Math.floor(at / width) - my) * sin;
    if (along < left) left = along;
    if (along > right) right = along;
  }
  const kernelLength = right - left + 1;
  // The area says how thick a kernel is; its extent across would let one bump speak for the whole line.
  const thickness = pixels.length / kernelLength;
  if (thickness < MIN_KERNEL_THICKNESS) return null;
  const height = thickness * THICKEN;
  const middle = (left + right) / 2;
  return {
    x: mx + middle * cos + 0.5,
    y: my + middle * sin + 0.5,
    angle,
    length: kernelLength + (height - thickness) * 0.5 + 2 * LENGTHEN * height,
    height,
  };
}
