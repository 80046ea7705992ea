/** Under this a field is worth a second look. */
export const DOUBT = 0.8;

const LONG_SIDE = 1400;

/**
 * The picture on a canvas, turned upright as the boxes expect it, and the boxes over it.
 * @returns the box of each field by name; empty where the picture cannot be shown
 */
export async function drawPicture(frame, file, { card, turnedDegrees }, label) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  frame.replaceChildren();
  if (bitmap === null) return new Map();
  const placed = (card?.fields ?? []).filter(({ boundingBox }) => boundingBox);
  const canvas = turned(bitmap, (turnedDegrees ?? 0) / 90, LONG_SIDE);
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', label);
  const boxes = placed.map((field) => [field.name, boxOf(field)]);
  frame.append(canvas, ...boxes.map(([, box]) => box));
  return new Map(boxes);
}

function boxOf({ confidence, boundingBox: { x, y, width, height } }) {
  const box = document.createElement('div');
  box.className = confidence !== null && confidence < DOUBT ? 'box doubt' : 'box';
  const share = (part) => `${part * 100}%`;
  Object.assign(box.style, { left: share(x), top: share(y), width: share(width), height: share(height) });
  return box;
}

function turned(bitmap, quarters, longSide) {
  const scale = Math.min(1, longSide / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = quarters % 2 ? [height, width] : [width, height];
  const pen = canvas.getContext('2d');
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.rotate((quarters * Math.PI) / 2);
  pen.drawImage(bitmap, -width / 2, -height / 2, width, height);
  return canvas;
}
