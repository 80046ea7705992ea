import { codesInside, codesOf, parseCode } from './code.js';
import { nameKey } from './names.js';
import { lowerBound, type PackedRegions, type Texts } from './packed.js';
import { REGION_LEVELS, type Region, type RegionMatch, type RegionSearch } from './region.js';

/** Names less alike than this are of no use to anybody. */
const LEAST = 0.5;
const UTF8 = new TextEncoder();

/** Regions in force whose present or former name is close to `name`, by edit distance over the packed names; ties by code. */
export function searchRegions(
  packed: PackedRegions,
  find: (code: string) => Region | null,
  name: string,
  { level, within, first }: RegionSearch,
): readonly RegionMatch[] {
  const [scope, scopeLevel] = within === undefined ? [0, -1] : parseCode(within);
  if (first < 1 || (within !== undefined && scopeLevel < 0)) return [];
  const best: RegionMatch[] = [];

  function offer(code: number, score: number): void {
    const region = find(String(code));
    if (region === null || region.retired) return;
    const known = best.findIndex((match) => match.region.code === region.code);
    if (known >= 0) {
      if (best[known]!.score >= score) return;
      best.splice(known, 1);
    }
    const place = best.findIndex(
      (match) => match.score < score || (match.score === score && Number(match.region.code) > code),
    );
    best.splice(place < 0 ? best.length : place, 0, { region, score });
    if (best.length > first) best.pop();
  }

  function scan(codes: Float64Array, keys: Texts, wanted: Uint8Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const least = best.length < first ? LEAST : best[best.length - 1]!.score;
      const score = closeness(wanted, keys.bytes, keys.ends[i]!, keys.ends[i + 1]!, least);
      if (score >= least) offer(codes[i]!, score);
    }
  }

  for (let i = scopeLevel + 1; i < REGION_LEVELS.length; i++) {
    const thisLevel = REGION_LEVELS[i]!;
    const wanted = UTF8.encode(nameKey(thisLevel, name).key);
    if (wanted.length === 0 || (level !== undefined && level !== thisLevel)) continue;
    for (const { codes, keys } of [packed.levels[i]!, packed.former]) {
      const [from, to] = scopeLevel < 0 ? codesOf(i) : codesInside(scope, scopeLevel, i);
      scan(codes, keys, wanted, lowerBound(codes, from), lowerBound(codes, to));
    }
  }
  return best;
}

const MAX_KEY = 64;
let above = new Uint8Array(MAX_KEY + 1);
let row = new Uint8Array(MAX_KEY + 1);

/** 1 minus the share of letters to change, or 0 as soon as it is sure to be less than `least`. */
function closeness(a: Uint8Array, bytes: Uint8Array, from: number, to: number, least: number): number {
  const length = to - from;
  const longer = Math.max(a.length, length);
  const most = Math.floor((1 - least) * longer + 1e-9);
  if (longer > MAX_KEY || Math.abs(a.length - length) > most) return 0;
  for (let j = 0; j <= length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    const letter = a[i - 1]!;
    const start = Math.max(1, i - most);
    const end = Math.min(length, i + most);
    let smallest = start === 1 ? i : 255;
    row[start - 1] = smallest;
    for (let j = start; j <= end; j++) {
      const changed = above[j - 1]! + (letter === bytes[from + j - 1]! ? 0 : 1);
      const dropped = j < i + most ? above[j]! + 1 : 255;
      const added = row[j - 1]! + 1;
      const cost = Math.min(changed, dropped, added);
      row[j] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > most) return 0;
    [above, row] = [row, above];
  }
  const cost = above[length]!;
  return cost > most ? 0 : 1 - cost / longer;
}
