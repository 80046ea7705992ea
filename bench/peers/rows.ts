import type { Point, TextBox } from './text-box.js';

/** A word of a row. Lengths are pixels along the text's own direction. */
export interface Word {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  /** Whether nothing stood between it and the word before. */
  readonly glued: boolean;
}

export type Row = readonly Word[];

/** What our drawn cards are marked with; no real card is, and no reader is to suffer from it. */
const STAMP = 'SPECIMEN';

interface LevelBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Heights of the middle of its ends. */
  readonly startY: number;
  readonly endY: number;
  readonly height: number;
}

/** Boxes as rows of words, from top to bottom, each from left to right, whatever angle the text runs at. */
export function toRows(boxes: readonly TextBox[]): readonly Row[] {
  const angle = tilt(boxes);
  const turned = boxes.filter(({ text }) => text.trim() !== '').map((box) => levelled(box, angle));
  const level = withoutPerspective(turned).sort((a, b) => a.left - b.left);
  const rows: LevelBox[][] = [];
  for (const box of level) {
    const row = nearest(rows, box);
    if (row === undefined) rows.push([box]);
    else row.push(box);
  }
  return rows
    .toSorted((a, b) => middle(a) - middle(b))
    .map((row) => row.flatMap(wordsOf).filter(({ text }) => text !== STAMP))
    .filter((row) => row.length > 0);
}

/** The angle in radians at which half the length of the longer boxes' text lies above and half below. */
function tilt(boxes: readonly TextBox[]): number {
  const sides = boxes.map(({ corners: [a, b, , d] }) => ({ along: minus(b, a), down: minus(d, a) }));
  const long = sides
    .filter(({ along, down }) => Math.hypot(...along) > 3 * Math.hypot(...down))
    .map(({ along }) => ({ angle: Math.atan2(along[1], along[0]), length: Math.hypot(...along) }))
    .sort((a, b) => a.angle - b.angle);
  const half = long.reduce((sum, { length }) => sum + length, 0) / 2;
  let passed = 0;
  for (const { angle, length } of long) {
    passed += length;
    if (passed >= half) return angle;
  }
  return 0;
}

function levelled({ text, corners }: TextBox, angle: number): LevelBox {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = corners.map(([x, y]): Point => [x * cos + y * sin, y * cos - x * sin]);
  const [a, b, c, d] = turned as [Point, Point, Point, Point];
  return {
    text,
    left: (a[0] + d[0]) / 2,
    right: (b[0] + c[0]) / 2,
    startY: (a[1] + d[1]) / 2,
    endY: (b[1] + c[1]) / 2,
    height: (Math.hypot(...minus(d, a)) + Math.hypot(...minus(c, b))) / 2,
  };
}

/** In a card seen aslant the lines are no parallels: their slope changes evenly from the top to the bottom, and is taken out. */
function withoutPerspective(boxes: readonly LevelBox[]): LevelBox[] {
  const lines = boxes
    .map(({ left, right, startY, endY, height }) => ({
      weight: right - left > 5 * height ? right - left : 0,
      slope: (endY - startY) / (right - left),
      y: (startY + endY) / 2,
    }))
    .filter(({ weight, slope }) => weight > 0 && Math.abs(slope) < 0.15);
  if (lines.length < 4) return [...boxes];
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + line.weight * of(line), 0);
  const weight = sum(() => 1);
  const [meanY, meanSlope] = [sum(({ y }) => y) / weight, sum(({ slope }) => slope) / weight];
  const spread = sum(({ y }) => (y - meanY) ** 2);
  const change = spread === 0 ? 0 : sum(({ y, slope }) => (y - meanY) * (slope - meanSlope)) / spread;
  const level = (x: number, y: number) => y - (meanSlope + change * (y - meanY)) * x;
  return boxes.map((box) => ({
    ...box,
    startY: level(box.left, box.startY),
    endY: level(box.right, box.endY),
  }));
}

/** The row that the box continues: the one whose last box ends nearest to the box's own height. */
function nearest(rows: readonly LevelBox[][], box: LevelBox): LevelBox[] | undefined {
  const off = (row: readonly LevelBox[]) => {
    const last = row.at(-1) as LevelBox;
    const distance = Math.abs(last.endY - box.startY) / Math.max(last.height, box.height);
    // Two boxes over the same stretch are two rows, however near they are.
    const overlap = last.right - box.left;
    return overlap > Math.max(last.height, box.height) ? Number.POSITIVE_INFINITY : distance;
  };
  const best = rows.toSorted((a, b) => off(a) - off(b))[0];
  return best !== undefined && off(best) < 0.5 ? best : undefined;
}

/** Words part at blanks and colons, and where a label has run into its value: lower case before upper case, NIK before a digit. */
const PARTING =
  /\s+|\s*[:;]\s*|(?<=[a-z])(?=[A-Z]{2})|(?<=[a-z]{3})(?=(?:AB|A|B|O)[+-]?$)|(?<=^NIK)(?=\d)|(?<=^PROVINSI)(?=[A-Z])/g;

function wordsOf({ text, left, right, height }: LevelBox): Word[] {
  const words: Word[] = [];
  const perCharacter = (right - left) / text.length;
  let start = 0;
  const put = (end: number, glued: boolean) => {
    if (end > start) {
      words.push({
        text: text.slice(start, end),
        left: left + start * perCharacter,
        right: left + end * perCharacter,
        height,
        glued: glued && words.length > 0,
      });
    }
  };
  let glued = false;
  for (const { 0: parting, index } of text.matchAll(PARTING)) {
    put(index, glued);
    start = index + parting.length;
    glued = parting === '';
  }
  put(text.length, glued);
  return words;
}

function middle(row: readonly LevelBox[]): number {
  return row.reduce((sum, { startY, endY }) => sum + (startY + endY) / 2, 0) / row.length;
}

function minus([ax, ay]: Point, [bx, by]: Point): Point {
  return [ax - bx, ay - by];
}
