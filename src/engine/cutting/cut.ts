import sharp from 'sharp';
import { decodeImage } from '../embedded/image/decode-image.js';
import {
  apply,
  compose,
  fromUnitSquare,
  type Matrix,
  type Point,
  type Quad,
} from '../embedded/image/geometry.js';
import { beyondPicture } from '../embedded/image/view.js';
import { warp } from '../embedded/image/warp.js';
import { ASPECT } from '../embedded/layout/proportions.js';
import type { BoundingBox } from '../engine.js';
import { ImageInvalidFormatError } from '../errors.js';
import { decoderOf } from '../image/decoder.js';
import type { Picture, Raster } from '../image/raster.js';
import { outcomeOf } from '../outcome.js';
import { native, Shut } from '../threads/gate.js';
import type { CutAnswer, CutImage, CutOrder, CutRequest } from './message.js';

/** Colour of what the picture does not show: neither print nor ground has it. */
const BEYOND = 0x808080;

/** Colour of what is covered; it is taken from nothing in the picture. */
const COVER = 0x000000;

/** Cuts the pictures that are ordered from one, which is decoded once, no larger than the largest of them needs it. */
export async function cutImages(request: CutRequest): Promise<CutAnswer> {
  try {
    return { kind: 'cut', images: await cut(request) };
  } catch (cause) {
    if (cause instanceof Shut) return { kind: 'cancelled' };
    if (cause instanceof ImageInvalidFormatError) return outcomeOf(cause);
    throw cause;
  }
}

async function cut({ bytes, mimeType, corners, turnedDegrees, orders }: CutRequest): Promise<CutImage[]> {
  const { autoOrient: sent } = await native(() => decoderOf(bytes, 'error').metadata());
  const quad = corners.map((corner) => unturned(corner, turnedDegrees)) as unknown as Quad;
  const cardIn = ({ width, height }: { width: number; height: number }) =>
    fromUnitSquare(quad.map(({ x, y }) => ({ x: x * width, y: y * height })) as unknown as Quad);
  const sizes = orders.map((order) => sizeOf(order, cardIn(sent)));
  const scale = Math.min(1, Math.max(...sizes.map(({ shrunk }) => shrunk)));
  const longest = Math.ceil(scale * Math.max(sent.width, sent.height));
  const picture = await decodeImage(bytes, mimeType, longest);
  const images: CutImage[] = [];
  for (const [n, order] of orders.entries()) {
    const size = sizes[n] as Size;
    images.push(await save(covered(drawn(picture, cardIn(picture), order.area, size), order), order));
  }
  return images;
}

/** A corner in the picture as its EXIF orientation has it, in shares of its sides. */
function unturned({ x, y }: Point, turnedDegrees: number): Point {
  switch (turnedDegrees) {
    case 90:
      return { x: y, y: 1 - x };
    case 180:
      return { x: 1 - x, y: 1 - y };
    case 270:
      return { x: 1 - y, y: x };
    default:
      return { x, y };
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
  /** Of the picture that was sent, so large it must be. */
  readonly shrunk: number;
}

/** As large as the picture shows it, but no wider than is ordered. */
function sizeOf({ area, maxWidth }: CutOrder, toPicture: Matrix): Size {
  const { x, y, width, height } = area;
  const [left, right] = [x, x + width].map((across) => apply(toPicture, across, y + height / 2)) as [
    Point,
    Point,
  ];
  const shown = Math.hypot(right.x - left.x, right.y - left.y);
  const wide = Math.max(1, Math.min(maxWidth, Math.round(shown)));
  return {
    width: wide,
    height: Math.max(1, Math.round((wide * height * ASPECT) / width)),
    shrunk: wide / shown,
  };
}

function drawn(
  picture: Picture,
  toPicture: Matrix,
  { x, y, ...area }: BoundingBox,
  { width, height }: Size,
): Raster {
  const toArea: Matrix = [area.width / width, 0, x, 0, area.height / height, y, 0, 0, 1];
  const fromArea = compose(toPicture, toArea);
  return withoutBeyond(warp(picture, fromArea, width, height), { picture, toPicture: fromArea });
}

/** A drawing whose pixels beyond the picture are grey: the picture's outermost pixels, drawn out, would look like a part of the card. */
function withoutBeyond(raster: Raster, seen: Parameters<typeof beyondPicture>[0]): Raster {
  const isBeyond = beyondPicture(seen, 1);
  const [right, bottom] = [raster.width, raster.height];
  if (!isBeyond(0, 0) && !isBeyond(right, 0) && !isBeyond(right, bottom) && !isBeyond(0, bottom))
    return raster;
  for (let y = 0; y < bottom; y += 1) {
    for (let x = 0; x < right; x += 1) {
      if (isBeyond(x + 0.5, y + 0.5)) raster.pixels[y * right + x] = BEYOND;
    }
  }
  return raster;
}

function covered(raster: Raster, { area, covered }: CutOrder): Raster {
  const { width, height, pixels } = raster;
  const pixel = (share: number, from: number, all: number, size: number) => ((share - from) / all) * size;
  for (const box of covered) {
    const [left, right] = [box.x, box.x + box.width].map((x) => pixel(x, area.x, area.width, width)) as [
      number,
      number,
    ];
    const [top, bottom] = [box.y, box.y + box.height].map((y) => pixel(y, area.y, area.height, height)) as [
      number,
      number,
    ];
    const [from, to] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(right))];
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y += 1) {
      if (to > from) pixels.fill(COVER, y * width + from, y * width + to);
    }
  }
  return raster;
}

/** Without anything that the sent file says of itself: only pixels are passed on. */
async function save({ width, height, pixels }: Raster, { format, quality }: CutOrder): Promise<CutImage> {
  const raw = { width, height, channels: 4 } as const;
  const file = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  const saved = await native(() => {
    const picture = sharp(file, { raw }).removeAlpha();
    if (format === 'PNG') return picture.png().toBuffer();
    return format === 'WEBP' ? picture.webp({ quality }).toBuffer() : picture.jpeg({ quality }).toBuffer();
  });
  return { bytes: saved, width, height };
}
