import { isDoubted } from '../packages/client/src/index.js';
import type { Field, Result } from './reading.js';

const LONG_SIDE = 1400;
const SVG = 'http://www.w3.org/2000/svg';

/**
 * The picture on a canvas, turned upright as the outlines expect it, and the outlines over it.
 * @returns the outline of each field by name; empty where the picture cannot be shown
 */
export async function drawPicture(
  frame: HTMLElement,
  file: Blob,
  result: Result,
): Promise<Map<string, Element>> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  frame.replaceChildren();
  if (bitmap === null) return new Map();
  const read = result.__typename === 'OcrKtpSuccess' ? result : null;
  const canvas = turned(bitmap, (read?.turnedDegrees ?? 0) / 90, LONG_SIDE);
  canvas.setAttribute('role', 'img');
  // So that a tall picture leaves room for what is read below it.
  frame.style.setProperty('--ratio', `${canvas.width / canvas.height}`);
  const outlines = new Map<string, Element>();
  const sheet = document.createElementNS(SVG, 'svg');
  // Shares of the picture, as the corners are.
  sheet.setAttribute('viewBox', '0 0 1 1');
  sheet.setAttribute('preserveAspectRatio', 'none');
  sheet.setAttribute('aria-hidden', 'true');
  for (const field of read?.card.fields ?? []) {
    const outline = outlineOf(field);
    if (outline === null) continue;
    outlines.set(field.name, outline);
    sheet.append(outline);
  }
  frame.append(canvas, sheet);
  return outlines;
}

/** By its corners, which fit a tilted card closer than the box does. */
function outlineOf(field: Field): Element | null {
  const corners = field.corners ?? cornersOf(field.boundingBox);
  if (corners === null) return null;
  const outline = document.createElementNS(SVG, 'polygon');
  outline.setAttribute('points', corners.map(({ x, y }) => `${x},${y}`).join(' '));
  outline.classList.add('box');
  outline.classList.toggle('doubt', isDoubted(field));
  return outline;
}

function cornersOf(box: Field['boundingBox']) {
  if (box === null) return null;
  const [right, bottom] = [box.x + box.width, box.y + box.height];
  return [
    { x: box.x, y: box.y },
    { x: right, y: box.y },
    { x: right, y: bottom },
    { x: box.x, y: bottom },
  ];
}

function turned(bitmap: ImageBitmap, quarters: number, longSide: number): HTMLCanvasElement {
  const scale = Math.min(1, longSide / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = quarters % 2 ? [height, width] : [width, height];
  const pen = canvas.getContext('2d')!;
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((quarters * Math.PI) / 2);
  pen.drawImage(bitmap, -width / 2, -height / 2, width, height);
  return canvas;
}
