import { REGION_LEVELS, type RegionLevel } from './region.js';

const LENGTHS = [2, 4, 6, 10];
const NOTHING: readonly [number: number, level: number] = [0, -1];

/** The code as a number, dots left out, and the index of its level in `REGION_LEVELS`; level -1 for anything that cannot be a code. */
export function parseCode(code: string): readonly [number: number, level: number] {
  let number = 0;
  let digits = 0;
  for (let i = 0; i < code.length; i++) {
    const digit = code.charCodeAt(i) - 48;
    if (digit === -2) continue;
    if (digit < 0 || digit > 9 || digits === 10) return NOTHING;
    number = number * 10 + digit;
    digits++;
  }
  const level = LENGTHS.indexOf(digits);
  return level < 0 || number < 10 ** (digits - 1) ? NOTHING : [number, level];
}

/** The numbers of the codes of one level that lie inside a region: the first, and the one after the last. */
export function codesInside(
  number: number,
  level: number,
  levelInside: number,
): readonly [from: number, to: number] {
  const step = 10 ** (LENGTHS[levelInside]! - LENGTHS[level]!);
  return [number * step, (number + 1) * step];
}

/** The numbers of all codes of one level: the first, and the one after the last. */
export function codesOf(level: number): readonly [from: number, to: number] {
  return [10 ** (LENGTHS[level]! - 1), 10 ** LENGTHS[level]!];
}

export function levelOfCode(code: string): RegionLevel {
  return REGION_LEVELS[LENGTHS.indexOf(code.length)] ?? 'VILLAGE';
}
