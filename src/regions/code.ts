import { REGION_LEVELS, type RegionLevel } from './region.js';

/** Digits of a code, by level (Permendagri 58/2021). */
const LENGTHS = [2, 4, 6, 10];

/** The code as a number, dots left out; -1 for anything that cannot be a code. */
export function parseCode(code: string): number {
  let number = 0;
  let digits = 0;
  for (let i = 0; i < code.length; i++) {
    const digit = code.charCodeAt(i) - 48;
    if (digit === -2) continue;
    if (digit < 0 || digit > 9 || digits === 10) return -1;
    number = number * 10 + digit;
    digits++;
  }
  return levelOf(number) >= 0 && LENGTHS[levelOf(number)] === digits ? number : -1;
}

/** Index in `REGION_LEVELS` of a code's level, or -1. No code begins with 0, so its size tells. */
export function levelOf(number: number): number {
  if (number < 100) return number >= 10 ? 0 : -1;
  if (number < 10_000) return number >= 1_000 ? 1 : -1;
  if (number < 1_000_000) return number >= 100_000 ? 2 : -1;
  return number >= 1_000_000_000 ? 3 : -1;
}

/** The numbers of the codes of one level that lie inside a region: the first, and the one after the last. */
export function codesInside(number: number, level: number): readonly [from: number, to: number] {
  const step = 10 ** (LENGTHS[level]! - LENGTHS[levelOf(number)]!);
  return [number * step, (number + 1) * step];
}

/** The numbers of all codes of one level: the first, and the one after the last. */
export function codesOf(level: number): readonly [from: number, to: number] {
  return [10 ** (LENGTHS[level]! - 1), 10 ** LENGTHS[level]!];
}

/** The level of a region, by the number of digits of its code. */
export function levelOfCode(code: string): RegionLevel {
  return REGION_LEVELS[LENGTHS.indexOf(code.length)] ?? 'VILLAGE';
}
