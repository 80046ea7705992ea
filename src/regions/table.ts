import { codesInside, levelOf, parseCode } from './code.js';
import { indexOf, lowerBound, type PackedRegions } from './packed.js';
import {
  type CodeStatus,
  type Lineage,
  type NamedRegion,
  REGION_LEVELS,
  type Region,
  type RegionTable,
} from './region.js';
import { searchRegions } from './search.js';

/** Levels, as places in `REGION_LEVELS`. */
const DISTRICT = 2;
const VILLAGE = 3;
const UNKNOWN: Lineage = { province: null, regency: null, district: null };

/** A table of the packed regions, for lookups by code, name and parent. */
export function regionTable(packed: PackedRegions): RegionTable {
  const { levels, retired, former } = packed;
  /** Regions that were asked for before. Villages are not kept: there are 84,000, and a card has one. */
  const seen = new Map<number, Region>();
  /** Lineages that were asked for before, by the regency's code and the district's last two digits. */
  const lineages: (Lineage[] | undefined)[] = new Array(10_000).fill(undefined);

  function at(level: number, index: number): Region {
    const { codes, names } = levels[level]!;
    const code = codes[index]!;
    const known = seen.get(code);
    if (known !== undefined) return known;
    const gone = level === VILLAGE ? -1 : indexOf(retired.codes, code);
    const successor = gone < 0 ? 0 : retired.successors[gone]!;
    const region: Region = {
      code: String(code),
      name: names.at(index),
      level: REGION_LEVELS[level]!,
      retired: gone >= 0,
      successor: successor === 0 ? null : String(successor),
    };
    if (level !== VILLAGE) seen.set(code, region);
    return region;
  }

  function findNumber(number: number): Region | null {
    const known = seen.get(number);
    if (known !== undefined) return known;
    const level = levelOf(number);
    if (level < 0) return null;
    const index = indexOf(levels[level]!.codes, number);
    return index < 0 ? null : at(level, index);
  }

  function find(code: string): Region | null {
    return findNumber(parseCode(code));
  }

  function lineage(code: number): Lineage {
    const last = code % 100;
    const regencyCode = (code - last) / 100;
    const known = lineages[regencyCode]?.[last];
    if (known !== undefined) return known;
    const province = findNumber(Math.floor(regencyCode / 100));
    if (province === null) return UNKNOWN;
    const found = { province, regency: findNumber(regencyCode), district: findNumber(code) };
    if (found.district === null) return found;
    lineages[regencyCode] ??= [];
    lineages[regencyCode][last] = found;
    return found;
  }

  /** The rows directly inside a region: their level, the first row, and the row after the last. */
  function inside(code: string | null): readonly [level: number, from: number, to: number] {
    if (code === null) return [0, 0, levels[0]!.codes.length];
    const number = parseCode(code);
    const level = levelOf(number) + 1;
    const rows = levels[level];
    if (level === 0 || rows === undefined) return [0, 0, 0];
    const [first, afterLast] = codesInside(number, level);
    return [level, lowerBound(rows.codes, first), lowerBound(rows.codes, afterLast)];
  }

  function within(code: string | null): readonly Region[] {
    const [level, from, to] = inside(code);
    const regions: Region[] = [];
    for (let i = from; i < to; i++) regions.push(at(level, i));
    return level === VILLAGE ? regions : regions.filter((region) => !region.retired);
  }

  function named(code: string | null): readonly NamedRegion[] {
    const [level, from, to] = inside(code);
    const keys = levels[level]!.keys;
    const regions: NamedRegion[] = [];
    for (let i = from; i < to; i++) regions.push({ region: at(level, i), key: keys.at(i) });
    if (from === to || level === VILLAGE) return regions;
    const last = levels[level]!.codes[to - 1]!;
    for (
      let i = lowerBound(former.codes, levels[level]!.codes[from]!);
      i < former.codes.length && former.codes[i]! <= last;
      i++
    ) {
      const region = find(String(former.codes[i]!));
      if (region !== null) regions.push({ region, key: former.keys.at(i) });
    }
    return regions;
  }

  /**
   * Numbers are given in sequence and never twice, so a hole below a regency's highest district was once filled
   * (data/README.md). Of a regency that is itself inferred no district is known, and any may have been.
   */
  function status(code: string): CodeStatus {
    const region = find(code);
    const number = parseCode(code);
    if (region !== null) {
      const gone = region.retired ? indexOf(retired.codes, number) : -1;
      return gone < 0 ? 'CURRENT' : retired.inferred[gone] === 1 ? 'GAP' : 'RETIRED';
    }
    if (levelOf(number) !== DISTRICT || number % 100 === 0) return 'UNKNOWN';
    const regency = Math.floor(number / 100);
    const regencyIndex = indexOf(levels[1]!.codes, regency);
    if (regencyIndex < 0) return 'UNKNOWN';
    const [, from, to] = inside(String(regency));
    if (from === to) return 'GAP';
    return number < levels[2]!.codes[to - 1]! ? 'GAP' : 'UNKNOWN';
  }

  return {
    asOf: packed.asOf,
    find,
    status,
    lineage,
    within,
    named,
    search: (name, options) => searchRegions(packed, find, name, options),
  };
}
