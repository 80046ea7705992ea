import { nameKey } from '../../../regions/names.js';
import {
  leavesOutKind,
  type Region,
  type RegionLevel,
  type RegionTable,
  regencyKind,
} from '../../../regions/region.js';
import { lettersOf } from './spelling.js';
import { type Found, findWord, type Shown, type WordList } from './words.js';

export const LEVELS = [
  'PROVINCE',
  'REGENCY',
  'DISTRICT',
  'VILLAGE',
] as const satisfies readonly RegionLevel[];

/**
 * A region is known from its line where nothing in its parent is nearer; the line is put right only where the print all but
 * says so itself, for cards keep the spellings of their time.
 */
const KNOWN = { belief: 14, letterBelief: 0, spelling: 5, tolerance: 3 } as const;
const PUT_RIGHT = 5;
/** Nats for the regions where the number was given: most people live there. */
const REGISTERED = 1.5;
/** Regions known with less than this share say nothing of those inside them. */
const SURE = 0.8;

/** Nats for the card's own regency: nearly all cards were issued there. */
const AT_HOME = 4;

/** What cards print before a regency's name. */
const CITY_KINDS = ['KOTA', 'KOTA ADM.'];
const KABUPATEN_KINDS = ['KABUPATEN', 'KAB.'];
/** The longer first, for one begins with another. */
const ALL_KINDS = [...CITY_KINDS, ...KABUPATEN_KINDS].toSorted((a, b) => b.length - a.length);

/**
 * Reads the region lines from the province down, each among the names inside the region of the line above. A name is kept as
 * it was read, unless the letters of a name in the list are all but as likely.
 * @param registered the first six digits of the NIK, or null
 */
export function decodeRegions(
  lines: Readonly<Partial<Record<RegionLevel, Shown | null>>>,
  registered: string | null,
  regions: RegionTable,
): Partial<Record<RegionLevel, Found | null>> {
  const decoded: Partial<Record<RegionLevel, Found | null>> = {};
  let parent: Region | null = null;
  for (const [depth, level] of LEVELS.entries()) {
    const line = lines[level];
    const home = registered === null ? null : regions.find(registered.slice(0, 2 * (depth + 1)));
    const scope = depth === 0 ? null : (parent ?? regions.find(registered?.slice(0, 2 * depth) ?? ''));
    parent = null;
    if (!line || (depth > 0 && scope === null)) continue;
    const names = namesInside(scope, level, regions);
    if (names.list.words.length === 0) continue;
    const found = findWord(names.list, line, (word) =>
      home !== null && names.regions.get(word)?.code === home.code ? REGISTERED : 0,
    );
    if (found === null) continue;
    if (found.share >= SURE) parent = names.regions.get(found.word) ?? null;
    decoded[level] = found.cost <= PUT_RIGHT ? found : null;
  }
  return decoded;
}

/**
 * The place of issue: a regency of the card's province, its kind printed or not; null where the line shows none, or the
 * province is not known.
 */
export function decodeIssuePlace(
  line: Shown,
  { PROVINCE, REGENCY }: Partial<Record<RegionLevel, Found | null>>,
  regions: RegionTable,
): Found | null {
  const province = PROVINCE && namesInside(null, 'PROVINCE', regions).regions.get(PROVINCE.word);
  if (!province) return null;
  const home = REGENCY ? withoutKind(REGENCY.word) : null;
  return findWord(issuePlacesIn(province, regions), line, (word) =>
    withoutKind(word) === home ? AT_HOME : 0,
  );
}

const issuePlaces = new WeakMap<Region, WordList>();

function issuePlacesIn(province: Region, regions: RegionTable): WordList {
  const known = issuePlaces.get(province);
  if (known !== undefined) return known;
  const { words, ...list } = namesInside(province, 'REGENCY', regions).list;
  const places = { ...list, words: [...new Set([...words, ...words.map(withoutKind)])] };
  issuePlaces.set(province, places);
  return places;
}

function withoutKind(regency: string): string {
  const kind = ALL_KINDS.find((each) => regency.startsWith(`${each} `));
  return kind === undefined ? regency : regency.slice(kind.length + 1);
}

interface Names {
  readonly list: WordList;
  readonly regions: ReadonlyMap<string, Region>;
}

/** The names inside few regions are asked for again and again. */
const kept = new WeakMap<RegionTable, Map<string, Names>>();

function namesInside(scope: Region | null, level: RegionLevel, table: RegionTable): Names {
  const known = kept.get(table) ?? new Map<string, Names>();
  kept.set(table, known);
  const key = scope?.code ?? '';
  const names = known.get(key) ?? collect(scope, level, table);
  if (level === 'PROVINCE' || level === 'REGENCY') known.set(key, names);
  return names;
}

function collect(scope: Region | null, level: RegionLevel, table: RegionTable): Names {
  const regions = new Map<string, Region>();
  const unspelt = new Set<string>();
  const successor = scope?.successor ?? null;
  const named = [...table.named(scope?.code ?? null), ...(successor === null ? [] : table.named(successor))];
  for (const { region, key } of named) {
    const official = nameKey(level, region.name).key === key;
    for (const spelling of spellingsOf(region, official ? null : key, level)) {
      if (regions.has(spelling)) continue;
      regions.set(spelling, region);
      if (!official) unspelt.add(spelling);
    }
  }
  return { list: { words: [...regions.keys()], unspelt, ...KNOWN }, regions };
}

/** How a card may print a region's name: its official one, or another whose key alone is known. */
function spellingsOf(region: Region, key: string | null, level: RegionLevel): readonly string[] {
  const official = region.name.toUpperCase();
  if (level === 'PROVINCE') return [key ?? official];
  if (level !== 'REGENCY') {
    const bare = nameWithoutKind(official, level);
    return key === null ? [official, ...(bare === official ? [] : [bare])] : [key];
  }
  const name = key ?? nameWithoutKind(official, level);
  const kinds = regencyKind(region.code) === 'CITY' ? CITY_KINDS : KABUPATEN_KINDS;
  const names = name.startsWith('KEPULAUAN ') ? [name, name.replace('KEPULAUAN', 'KEP.')] : [name];
  const withKind = names.flatMap((each) => kinds.map((kind) => `${kind} ${each}`));
  return leavesOutKind(region.code) ? [...names, ...withKind] : withKind;
}

/** The official name from where its key begins. */
function nameWithoutKind(official: string, level: RegionLevel): string {
  const words = official.split(' ');
  const { key } = nameKey(level, official);
  for (let from = 0; from < words.length; from += 1) {
    const rest = words.slice(from).join(' ');
    if (lettersOf(rest) === key) return rest;
  }
  return official;
}
