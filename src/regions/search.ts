import { codesInside, codesOf, levelOf, parseCode } from './code.js';
import { kindFits, nameKey, OTHER_KIND, type RegencyWord } from './names.js';
import { lowerBound, type PackedRegions, type Texts } from './packed.js';
import { REGION_LEVELS, type Region, type RegionMatch, type RegionSearch } from './region.js';

/** Names less alike than this are no matches. */
const LEAST = 0.5;

interface Wanted {
  readonly closeness: Closeness;
  readonly kind: RegencyWord | null;
}

/** Letters of a name that are compared, one for each bit of a machine word. */
const LETTERS = 32;

/** Regions in force whose present or former name is close to `name`, by edit distance; the best first, equal ones by code. */
export function searchRegions(
  packed: PackedRegions,
  find: (code: string) => Region | null,
  name: string,
  { level, within, first }: RegionSearch,
): readonly RegionMatch[] {
  const scope = within === undefined ? null : parseCode(within);
  if (first < 1 || scope === -1) return [];
  const best: RegionMatch[] = [];

  function offer(code: number, closeness: number, kind: RegencyWord | null): void {
    const region = find(String(code));
    if (region === null || region.retired) return;
    const score = kindFits(kind, region.code) ? closeness : closeness - OTHER_KIND;
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

  function scan(codes: Float64Array, keys: Texts, wanted: Wanted, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const least = best.length < first ? LEAST : best[best.length - 1]!.score;
      const score = wanted.closeness.of(keys.bytes, keys.ends[i]!, keys.ends[i + 1]!, least);
      if (score >= least) offer(codes[i]!, score, wanted.kind);
    }
  }

  for (let i = scope === null ? 0 : levelOf(scope) + 1; i < REGION_LEVELS.length; i++) {
    const thisLevel = REGION_LEVELS[i]!;
    const { key, kind } = nameKey(thisLevel, name);
    if (key === '' || (level !== undefined && level !== thisLevel)) continue;
    const wanted = { closeness: new Closeness(key), kind };
    for (const { codes, keys } of [packed.levels[i]!, packed.former]) {
      const [from, to] = scope === null ? codesOf(i) : codesInside(scope, i);
      scan(codes, keys, wanted, lowerBound(codes, from), lowerBound(codes, to));
    }
  }
  return best;
}

/** How close names are to one name: 1 minus the share of letters to change, or 0 if that is less than `least`. */
class Closeness {
  readonly length: number;
  /** For each letter, its places in the name as bits. */
  readonly places = new Int32Array(128);

  constructor(name: string) {
    this.length = Math.min(name.length, LETTERS);
    for (let i = 0; i < this.length; i++) this.places[name.charCodeAt(i)]! |= 1 << i;
  }

  /** The edit distance, a column of its table at a time as the bits of one number (Myers 1999, as Hyyrö 2003 writes it down). */
  of(bytes: Uint8Array, from: number, to: number, least: number): number {
    const { length, places } = this;
    const end = Math.min(to, from + LETTERS);
    const longer = Math.max(length, end - from);
    const most = Math.floor((1 - least) * longer + 1e-9);
    if (Math.abs(length - (end - from)) > most) return 0;
    const last = 1 << (length - 1);
    let distance = length;
    let up = -1;
    let down = 0;
    for (let i = from; i < end; i++) {
      const same = places[bytes[i]!]!;
      const vertical = same | down;
      const horizontal = (((same & up) + up) ^ up) | same;
      let more = down | ~(horizontal | up);
      const fewer = up & horizontal;
      if ((more & last) !== 0) distance++;
      if ((fewer & last) !== 0) distance--;
      more = (more << 1) | 1;
      up = (fewer << 1) | ~(vertical | more);
      down = more & vertical;
    }
    return distance > most ? 0 : 1 - distance / longer;
  }
}
