import type { Random } from '../random.js';

/** A height between -1 and 1 at every place of a plane. */
export type Relief = (x: number, y: number) => number;

const SIDE = 64;

/** Smooth hills and dales, about one to each unit of the plane. */
export function hills(random: Random): Relief {
  const heights = Float32Array.from({ length: SIDE * SIDE }, () => random.between(-1, 1));
  const height = (x: number, y: number) => heights[(y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))] ?? 0;
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [eased(x - left), eased(y - top)];
    const upper = height(left, top) * (1 - fx) + height(left + 1, top) * fx;
    const lower = height(left, top + 1) * (1 - fx) + height(left + 1, top + 1) * fx;
    return upper * (1 - fy) + lower * fy;
  };
}

function eased(share: number): number {
  return share * share * (3 - 2 * share);
}
