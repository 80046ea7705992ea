import sharp from 'sharp';
import type { Random } from './random.js';
import type { Specimen } from './specimen.js';

/** How two cards may lie in one picture. */
export const ARRANGEMENTS = ['beside', 'below'] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];

/** Pixels of a card's width, and how large the second one is beside the first. */
const WIDTH = { least: 640, most: 1100 } as const;
const LARGE = { least: 0.6, most: 1 } as const;
/** Degrees by which each is turned; shares of the width that lie between them, and by which the second is moved along the first. */
const TURN = 3;
const GAP = { least: 0, most: 0.15 } as const;
const MOVED = { least: 0, most: 0.2 } as const;
/** Around both, in shares of the width. */
const MARGIN = 0.15;
const QUALITY = 88;

/** One picture of two cards, cut out of their own pictures and laid on one ground. */
export async function layTogether(
  cards: readonly [Specimen, Specimen],
  arrangement: Arrangement,
  random: Random,
): Promise<Buffer> {
  const ground = `#${[0, 1, 2].map(() => Math.round(random.between(80, 230)).toString(16)).join('')}`;
  const width = random.between(WIDTH.least, WIDTH.most);
  const [first, second] = await Promise.all([
    cutOut(cards[0], width, random.between(-TURN, TURN), ground),
    cutOut(cards[1], width * random.between(LARGE.least, LARGE.most), random.between(-TURN, TURN), ground),
  ]);
  const gap = Math.round(width * random.between(GAP.least, GAP.most));
  const moved = Math.round(width * random.between(MOVED.least, MOVED.most));
  const margin = Math.round(width * MARGIN);
  const at = (left: number, top: number) => ({ left: margin + left, top: margin + top });
  const beyond =
    arrangement === 'beside' ? at(first.info.width + gap, moved) : at(moved, first.info.height + gap);
  const ends = (side: 'width' | 'height', from: number) =>
    Math.max(margin + first.info[side], from + second.info[side]) + margin;
  const sides = { width: ends('width', beyond.left), height: ends('height', beyond.top) };
  return sharp({ create: { ...sides, channels: 3, background: ground } })
    .composite([
      { input: first.data, ...at(0, 0) },
      { input: second.data, ...beyond },
    ])
    .jpeg({ quality: QUALITY })
    .toBuffer();
}

async function cutOut({ jpeg, truth }: Specimen, width: number, turn: number, ground: string) {
  const corners = truth.corners ?? [];
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  const picture = await sharp(jpeg).metadata();
  const left = Math.max(0, Math.floor(Math.min(...xs)));
  const top = Math.max(0, Math.floor(Math.min(...ys)));
  return sharp(jpeg)
    .extract({
      left,
      top,
      width: Math.min(picture.width, Math.ceil(Math.max(...xs))) - left,
      height: Math.min(picture.height, Math.ceil(Math.max(...ys))) - top,
    })
    .resize({ width: Math.round(width) })
    .rotate(turn, { background: ground })
    .toBuffer({ resolveWithObject: true });
}
