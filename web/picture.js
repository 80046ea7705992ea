/** Under this a field is worth a second look. */
export const DOUBT = 0.8;

const LONG_SIDE = 1400;
const SAMPLE_SIDE = 480;
/** By how much a turn must fit better than the picture as it is. */
const CLEARLY = 1.2;

/**
 * The picture on a canvas, turned upright as the boxes expect it, and the boxes over it.
 * @returns the box of each field by name; empty where the picture cannot be shown
 */
export async function drawPicture(frame, file, fields, label) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  frame.replaceChildren();
  if (bitmap === null) return new Map();
  const placed = fields.filter(({ boundingBox }) => boundingBox);
  const canvas = turned(bitmap, turnOf(bitmap, placed), LONG_SIDE);
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

/** Quarters clockwise. The gateway turns pictures before it reads them and does not say how far: print is where the boxes are. */
function turnOf(bitmap, fields) {
  if (fields.length === 0) return 0;
  const inks = [0, 1, 2, 3].map((quarters) => ink(turned(bitmap, quarters, SAMPLE_SIDE), fields));
  const best = inks.indexOf(Math.max(...inks));
  return inks[best] > inks[0] * CLEARLY ? best : 0;
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

/** How much neighbouring pixels differ from left to right in the boxes, as strokes of print do. */
function ink(canvas, fields) {
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  let [sum, count] = [0, 0];
  for (const { boundingBox: box } of fields) {
    const width = Math.floor(box.width * canvas.width);
    const height = Math.floor(box.height * canvas.height);
    if (width < 2 || height < 1) continue;
    const { data } = pen.getImageData(box.x * canvas.width, box.y * canvas.height, width, height);
    for (let at = 5; at < data.length; at += 4) {
      sum += Math.abs(data[at] - data[at - 4]);
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
