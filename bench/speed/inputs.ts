import { createRequire } from 'node:module';
import type { RegionTable } from '../../src/regions/region.js';

const { kecamatan } = createRequire(import.meta.url)('nik-parser/src/wilayah.json') as {
  kecamatan: Record<string, string>;
};

/** Invented numbers, the same on every run, of districts that are in force and that nik-parser knows too. */
export function inventedNiks(regions: RegionTable, count: number): readonly string[] {
  const codes = Object.keys(kecamatan).filter((code) => regions.status(code) === 'CURRENT');
  const next = sequence(20_261_122);
  const two = (number: number) => String(number).padStart(2, '0');
  return Array.from({ length: count }, () => {
    const day = 1 + next(28) + (next(2) === 1 ? 40 : 0);
    const nik = `${codes[next(codes.length)]}${two(day)}${two(1 + next(12))}${two(40 + next(60))}${String(1 + next(9999)).padStart(4, '0')}`;
    // As it comes off the wire: one piece, not the chain of pieces that a template leaves.
    return Buffer.from(nik).toString('latin1');
  });
}

/** The name with one letter wrong, lost or doubled. */
export function misspelt(name: string, seed: number): string {
  const at = 1 + (seed % Math.max(1, name.length - 1));
  return name.slice(0, at) + ['x', '', name.charAt(at).repeat(2)][seed % 3] + name.slice(at + 1);
}

/** Numbers from 0 to below `limit` that look random: a linear congruential generator. */
function sequence(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
