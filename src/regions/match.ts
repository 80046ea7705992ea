import { levelOfCode } from './code.js';
import { kindFits, type NameKey, nameKey, nameKeys, OTHER_KIND, squash } from './names.js';
import { type NamedRegion, parentCode, type Region, type RegionLevel, type RegionTable } from './region.js';
import { similarity } from './similarity.js';

/** The lines of an address that name regions, as read; null where there is none. */
export interface RegionLines {
  readonly province: string | null;
  readonly regency: string | null;
  readonly district: string | null;
  readonly village: string | null;
}

/** The region of each line, by its own name; null where no region fits well enough. */
export interface MatchedRegions {
  readonly province: Region | null;
  readonly regency: Region | null;
  readonly district: Region | null;
  readonly village: Region | null;
  /** Levels whose line names no region inside the region of the line above, in any list. */
  readonly misplaced: ReadonlySet<RegionLevel>;
}

/** Below this, names of one list differ by more than older lists and misreadings explain: 0.3 % of districts between two lists do. */
const ALIKE = 0.8;
/** Outside the parent only a name that is all but the same counts. */
const ALL_BUT_SAME = 0.95;
/** Scores closer than this say nothing about which is meant. */
const TIE = 0.05;
/** A badly misread name still counts, where it is far nearer to one region than to any other, or the NIK names that region. */
const FAINT = 0.7;
const LEAD = 0.2;

interface Scored {
  readonly region: Region;
  readonly score: number;
}

/**
 * Matches the lines top-down, each inside the region of the line above. A line that fits nothing there is looked for
 * further out, and then reported as misplaced rather than bent to fit.
 * @param prior first six digits of the NIK: decides between equals, never against the printed name
 */
export function matchRegions(lines: RegionLines, table: RegionTable, prior: string | null): MatchedRegions {
  const misplaced = new Set<RegionLevel>();
  const province = choose(
    scores(lines.province, 'PROVINCE', table.named(null), prior),
    lines.province,
    prior,
  );

  const regencies = province === null ? [] : table.named(province.code);
  let regency = chooseRegency(scores(lines.regency, 'REGENCY', regencies, prior), lines, table, prior);
  if (regency === null && lines.regency !== null) {
    const everywhere = table
      .within(null)
      .flatMap(({ code }) => table.named(code))
      .filter(({ region }) => !region.retired);
    const sure = scores(lines.regency, 'REGENCY', everywhere, prior).filter(
      (hit) => hit.score >= ALL_BUT_SAME || isPrior(hit.region, prior),
    );
    regency =
      province === null ? chooseRegency(sure, lines, table, prior) : choose(sure, lines.regency, prior);
    if (regency !== null && province !== null) misplaced.add('REGENCY');
  }

  let district =
    regency === null
      ? null
      : choose(scoresInside(lines.district, 'DISTRICT', regency, table, prior), lines.district, prior);
  if (district === null && lines.district !== null) {
    district = lookFurther(
      lines.district,
      'DISTRICT',
      regency === null ? province : provinceOf(regency, table),
      table,
      prior,
    );
    if (regency !== null) misplaced.add('DISTRICT');
  }

  let village =
    district === null
      ? null
      : choose(scoresInside(lines.village, 'VILLAGE', district, table, prior), lines.village, prior);
  if (village === null && lines.village !== null) {
    village =
      regency === null
        ? null
        : lookFurther(lines.village, 'VILLAGE', successorOf(regency, table), table, prior);
    if (district !== null) misplaced.add('VILLAGE');
  }
  return { province, regency, district, village, misplaced };
}

/** The region that is meant today: a retired one's successor where one is known. */
export function successorOf(region: Region, table: RegionTable): Region {
  return (region.successor === null ? null : table.find(region.successor)) ?? region;
}

function provinceOf(regency: Region, table: RegionTable): Region | null {
  return table.find(successorOf(regency, table).code.slice(0, 2));
}

/** The candidates directly inside, and where none of them fits, those inside the successor: of a retired region's own the lists know few. */
function scoresInside(
  text: string | null,
  level: RegionLevel,
  region: Region,
  table: RegionTable,
  prior: string | null,
): readonly Scored[] {
  const own = scores(text, level, table.named(region.code), prior);
  return own.length > 0 || region.successor === null
    ? own
    : scores(text, level, table.named(region.successor), prior);
}

/** The candidates that a line may name, best first; where some are named just so, only those. */
function scores(
  text: string | null,
  level: RegionLevel,
  candidates: readonly NamedRegion[],
  prior: string | null,
): readonly Scored[] {
  if (text === null || candidates.length === 0) return [];
  const printed = nameKey(level, text);
  const same = candidates.filter(
    ({ region, key }) => key === printed.key && kindFits(printed.kind, region.code),
  );
  if (same.length > 0) return unique(same.map(({ region }) => ({ region, score: 1 })));
  const names = nameKeys(level, text, similarity);
  const alike: Scored[] = [];
  for (const { region, key } of candidates) {
    for (const name of names) {
      const score = likeness(name, key) - (kindFits(name.kind, region.code) ? 0 : OTHER_KIND);
      if (score > 0) alike.push({ region, score });
    }
  }
  const ranked = unique(alike.sort((a, b) => b.score - a.score));
  const [first, second] = ranked;
  if (first === undefined || first.score >= ALIKE) return ranked.filter(({ score }) => score >= ALIKE);
  const clear = first.score - (second?.score ?? 0) >= LEAD || isPrior(first.region, prior);
  return first.score >= FAINT && clear ? [first] : [];
}

/** A long first word that many regions share does not make two of them alike: what follows it must be alike too. */
function likeness({ key: printed, first }: NameKey, key: string): number {
  const whole = similarity(printed, key, FAINT);
  const rest = printed.slice(first.length);
  if (whole === 0 || whole === 1 || rest === '' || !key.startsWith(first)) return whole;
  return Math.min(whole, similarity(rest, key.slice(first.length), FAINT));
}

/** The first of each region. */
function unique(scored: readonly Scored[]): readonly Scored[] {
  const codes = new Set<string>();
  return scored.filter(({ region: { code } }) => !codes.has(code) && codes.add(code));
}

/** The best of the scored; among equals the one that is written just so, then the one the NIK names; null where they stay equal. */
function choose(scored: readonly Scored[], text: string | null, prior: string | null): Region | null {
  const equals = best(scored, text, prior);
  return equals.length === 1 ? (equals[0] ?? null) : null;
}

/** A regency without a kind word may be two; the one that has the district of the next line is meant. */
function chooseRegency(
  scored: readonly Scored[],
  lines: RegionLines,
  table: RegionTable,
  prior: string | null,
): Region | null {
  const equals = best(scored, lines.regency, prior);
  if (equals.length <= 1) return equals[0] ?? null;
  const fitting = equals.filter(
    (regency) => scoresInside(lines.district, 'DISTRICT', regency, table, prior).length > 0,
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function best(scored: readonly Scored[], text: string | null, prior: string | null): readonly Region[] {
  const top = scored[0]?.score ?? 0;
  const exact = top === 1;
  const equals = scored
    .filter(({ score }) => (exact ? score === 1 : score > top - TIE))
    .map(({ region }) => region);
  if (equals.length <= 1) return equals;
  return narrowed(
    narrowed(
      narrowed(equals, (region) => squash(region.name) === squash(text ?? '')),
      (region) => isPrior(region, prior),
    ),
    (region) => !region.retired,
  );
}

function narrowed(regions: readonly Region[], keep: (region: Region) => boolean): readonly Region[] {
  const kept = regions.filter(keep);
  return kept.length > 0 ? kept : regions;
}

/** Whether the region of first registration is this region, or lies in the same regency or district as it. */
function isPrior(region: Region, prior: string | null): boolean {
  if (prior === null) return false;
  const code = levelOfCode(region.code) === 'VILLAGE' ? (parentCode(region.code) ?? '') : region.code;
  return prior.startsWith(code);
}

/** A name that is all but the same, once in the scope or where the NIK points. */
function lookFurther(
  text: string,
  level: RegionLevel,
  scope: Region | null,
  table: RegionTable,
  prior: string | null,
): Region | null {
  const hits = table
    .search(text, { level, within: scope?.code, first: 20 })
    .filter(({ score, region }) => score >= ALL_BUT_SAME || (score >= ALIKE && isPrior(region, prior)));
  return choose(hits, text, prior);
}
