import type { Box } from '../image/geometry.js';

/** Lines that run the same way. */
export interface Direction {
  /** Radians, from -90 to 90 degrees. */
  readonly angle: number;
  readonly boxes: readonly Box[];
}

/** A box so many times as long as high shows its direction. */
const TELLING = 2.5;
const BINS = 36;
/** Radians by which a line may run askew of the others: a card seen from the side fans out. */
const SPREAD = 0.25;
/** Directions that hold less than this share of the length of all lines are not of a card. */
const LEAST_SHARE = 0.06;
const MOST = 3;

/** The ways in which text runs, the one with most text first: a card may lie across other print. */
export function directionsOf(boxes: readonly Box[]): readonly Direction[] {
  let telling = boxes.filter(tellsDirection);
  const all = lengthOf(telling);
  const found: Direction[] = [];
  while (telling.length > 0 && found.length < MOST) {
    const angle = commonest(telling);
    const kin = telling.filter((box) => between(box.angle, angle) <= SPREAD);
    if (kin.length === 0 || lengthOf(kin) < LEAST_SHARE * all) break;
    found.push({ angle, boxes: kin });
    telling = telling.filter((box) => !kin.includes(box));
  }
  return found.length > 0 ? found : [{ angle: 0, boxes }];
}

/** Whether a box is long enough to show which way its line runs. */
export function tellsDirection({ length, height }: Box): boolean {
  return length > TELLING * height;
}

/** What all lines measure together. */
export function lengthOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, { length }) => sum + length, 0);
}

/** The middle of the fullest bin of angles, its neighbours counted half. */
function commonest(boxes: readonly Box[]): number {
  const bins = new Float64Array(BINS);
  for (const { angle, length } of boxes) bins[Math.floor((angle / Math.PI + 0.5) * BINS) % BINS]! += length;
  const weight = (bin: number) =>
    bins[bin]! + 0.5 * (bins[(bin + 1) % BINS]! + bins[(bin + BINS - 1) % BINS]!);
  let best = 0;
  for (let bin = 1; bin < BINS; bin++) if (weight(bin) > weight(best)) best = bin;
  return ((best + 0.5) / BINS - 0.5) * Math.PI;
}

/** The angle between two lines, which have no beginning. */
function between(a: number, b: number): number {
  const turn = Math.abs(a - b) % Math.PI;
  return Math.min(turn, Math.PI - turn);
}
