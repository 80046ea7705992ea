import { MEASURED_WIDTH, measure } from '../../../../src/engine/image/measure.js';
import { type CardPlace, DEFAULT_THRESHOLDS, hintsOf } from '../../../../src/engine/image/quality.js';
import type { Raster } from '../../../../src/engine/image/raster.js';
import { ASPECT, type Corners, findCard, type Point } from './find-card.js';
import { LIVE_HINTS, type LiveHint } from './texts.js';

export interface Judgement {
  /** What speaks against taking the picture now, what matters most first. */
  readonly hints: readonly LiveHint[];
  /** Of the card, in pixels of the picture; null where none was found. */
  readonly corners: Corners | null;
}

/** Pixels of the width in which the card is looked for. */
const SEARCHED_WIDTH = 240;
/** Of the frame's width, how much a card is to fill: the frame is there to be filled. */
const NEAR_ENOUGH = 0.6;
/** Of a card, what its print takes, as the server measures it: from the labels to the middle of the photo. */
const PRINT = { left: 0.023, top: 0.05, right: 0.808, bottom: 0.93 } as const;
/** A card that looks so many times as high or as low as it is leans far away. */
const TILTED = 1.25;

/**
 * Judges what the camera sees by the measures and thresholds of the server: where the card lies, and how its print looks.
 * @param picture the frame and what is around it, as many pixels as the camera gives
 * @param frameWidth of the frame, in those pixels
 */
export function judge(picture: HTMLCanvasElement, frameWidth: number): Judgement {
  const scale = SEARCHED_WIDTH / picture.width;
  const small = findCard(
    drawn('search', SEARCHED_WIDTH, Math.round(picture.height * scale), (pen) => {
      pen.scale(scale, scale);
      pen.drawImage(picture, 0, 0);
    }),
  );
  if (small === null) return { hints: ['NOT_A_CARD'], corners: null };
  const corners = small.map(({ x, y }) => ({ x: x / scale, y: y / scale })) as unknown as Corners;
  const place = placeOf(corners, picture);
  const found = new Set(hintsOf(measure(printOf(picture, corners)), place, DEFAULT_THRESHOLDS));
  if (place.width < NEAR_ENOUGH * frameWidth) found.add('TOO_SMALL');
  return { hints: LIVE_HINTS.filter((hint) => found.has(hint)), corners };
}

function placeOf([tl, tr, br, bl]: Corners, { width, height }: HTMLCanvasElement): CardPlace {
  const wide = (distance(tl, tr) + distance(bl, br)) / 2;
  const stretch = (distance(tl, bl) + distance(tr, br)) / 2 / wide / ASPECT;
  const isOutside = ({ x, y }: Point) => x < 0 || y < 0 || x > width || y > height;
  return {
    skewDegrees: (Math.atan2(tr.y - tl.y + br.y - bl.y, tr.x - tl.x + br.x - bl.x) * 180) / Math.PI,
    width: wide,
    cutOff: [tl, tr, br, bl].some(isOutside),
    tilted: Math.max(stretch, 1 / stretch) > TILTED,
  };
}

const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

/** The card's print, laid level, in the width in which it is measured. */
function printOf(picture: HTMLCanvasElement, [tl, tr, , bl]: Corners): Raster {
  const cardWidth = MEASURED_WIDTH / (PRINT.right - PRINT.left);
  const cardHeight = cardWidth * ASPECT;
  const toPicture = new DOMMatrix([
    (tr.x - tl.x) / cardWidth,
    (tr.y - tl.y) / cardWidth,
    (bl.x - tl.x) / cardHeight,
    (bl.y - tl.y) / cardHeight,
    tl.x,
    tl.y,
  ]);
  return drawn('print', MEASURED_WIDTH, Math.round(cardHeight * (PRINT.bottom - PRINT.top)), (pen) => {
    pen.translate(-PRINT.left * cardWidth, -PRINT.top * cardHeight);
    const { a, b, c, d, e, f } = toPicture.inverse();
    pen.transform(a, b, c, d, e, f);
    pen.drawImage(picture, 0, 0);
  });
}

/** Canvases that are drawn over at every look; made by the first, because servers import this too. */
const canvases = new Map<'search' | 'print', HTMLCanvasElement>();

function drawn(
  name: 'search' | 'print',
  width: number,
  height: number,
  draw: (pen: CanvasRenderingContext2D) => void,
): Raster {
  const canvas = canvases.get(name) ?? document.createElement('canvas');
  canvases.set(name, canvas);
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', { willReadFrequently: true })!;
  pen.imageSmoothingQuality = 'medium';
  draw(pen);
  // Red in the lowest byte of each number, on every machine that browsers run on.
  return { width, height, pixels: new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer) };
}
