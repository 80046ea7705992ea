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

/** Names less alike than this are two names, not two spellings of one: only 0.3 % of the districts differ by more between two lists. */
const ALIKE = 0.8;
/** Outside the region of the line above, only a name this much alike counts. */
const ALL_BUT_SAME = 0.95;
/** Scores that differ by less do not tell which region is meant. */
const TIE = 0.05;
/** A badly misread name counts from this likeness on, if it leads by this much, or if the NIK names the region. */
const FAINT = 0.7;
const LEAD = 0.2;

interface Scored {
  readonly region: Region;
  readonly score: number;
}

/**
 * Matches the lines from the province down, each inside the region of the line above. A line that fits nothing there is looked for
 * further out and reported as misplaced. It is never bent to fit.
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

/** The region that is in force today: the successor of a retired region, if it is known. */
export function successorOf(region: Region, table: RegionTable): Region {
  return (region.successor === null ? null : table.find(region.successor)) ?? region;
}

function provinceOf(regency: Region, table: RegionTable): Region | null {
  return table.find(successorOf(regency, table).code.slice(0, 2));
}

/** The candidates directly inside. If none fits, those inside the successor: the lists have few regions inside a retired one. */
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

/** The candidates that a line may name, best first. If the names of some are the same, only those. */
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

/** How alike two names are. Many regions share a long first word, so the words after it must be alike too. */
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

/** The best of them. Among equals the one that is spelt the same, then the one that the NIK names; null if several are left. */
function choose(scored: readonly Scored[], text: string | null, prior: string | null): Region | null {
  const equals = best(scored, text, prior);
  return equals.length === 1 ? (equals[0] ?? null) : null;
}

/** A regency without its kind may be two regions. The one that has the district of the next line is meant. */
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

/** Whether the NIK names this region, or for a village its district. */
function isPrior(region: Region, prior: string | null): boolean {
  if (prior === null) return false;
  const code = levelOfCode(region.code) === 'VILLAGE' ? (parentCode(region.code) ?? '') : region.code;
  return prior.startsWith(code);
}

/** A region in the scope whose name is all but the same, or alike if the NIK names it. */
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
