import { type RegionLevel, regencyKind } from './region.js';

/** Words for the kind of a region. Some cards and lists write them and some do not, so they are left out when names are compared. */
const KIND_WORDS: Readonly<Record<RegionLevel, readonly string[]>> = {
  PROVINCE: ['PROVINSI', 'PROPINSI', 'PROV'],
  REGENCY: ['KABUPATEN', 'KOTAMADYA', 'KOTA', 'KAB', 'KODYA'],
  DISTRICT: ['KECAMATAN', 'KAPANEWON', 'KEMANTREN', 'DISTRIK', 'KEC'],
  VILLAGE: [
    'KELURAHAN',
    'KALURAHAN',
    'KAMPUNG',
    'KAMPONG',
    'GAMPONG',
    'LEMBANG',
    'NEGERI',
    'NAGARI',
    'PEKON',
    'DESA',
    'KEL',
    'KP',
    'KELDESA',
  ],
};
/** Words that may follow the kind: `KOTA ADM. JAKARTA PUSAT`. */
const AFTER_KIND_WORDS = new Set(['ADMINISTRASI', 'ADM', 'ADAT', 'DESA']);

/** Abbreviations on cards. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  KEP: 'KEPULAUAN',
  SEI: 'SUNGAI',
  TJ: 'TANJUNG',
  TG: 'TANJUNG',
  GN: 'GUNUNG',
};

const ROMAN = ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X'];
/** Characters of a name that are looked at. */
const MAX_LENGTH = 100;
/** Shorter kind words are too like the beginnings of names. */
const SHORTEST_MISREAD = 4;
/** A kind word that is misread is this much alike, at least. */
const ALIKE = 0.75;

/** The kind of a regency: kabupaten or kota. */
export type RegencyWord = 'REGENCY' | 'CITY';

/** Taken off a score if the kind word says the other kind: 26 names belong to a kabupaten and to a kota. */
export const OTHER_KIND = 0.1;

/** Whether the printed kind, if any, is that of the regency with this code. */
export function kindFits(kind: RegencyWord | null, code: string): boolean {
  return kind === null || kind === regencyKind(code);
}

/** The part of a name that two spellings of it have in common. */
export interface NameKey {
  /** Upper-case letters and digits, without the kind word. */
  readonly key: string;
  /** The first word of the key; the whole key if nobody knows where its words end. */
  readonly first: string;
  /** The kind that is written before the name of a regency; null if there is none, and for other levels. */
  readonly kind: RegencyWord | null;
}

/** The name as written, upper case, without spaces and signs. */
export function squash(name: string): string {
  return words(name).join('');
}

/** `KAB. SEMARANG` and `Kabupaten Semarang` have the same key and kind; `KOTA SEMARANG` has the same key and another kind. */
export function nameKey(level: RegionLevel, name: string): NameKey {
  const all = words(name);
  const first = all[0];
  if (first === undefined || all.length === 1 || !KIND_WORDS[level].includes(first))
    return { key: join(all), first: join(all.slice(0, 1)), kind: null };
  const named = withoutKind(all);
  return { key: join(named), first: join(named.slice(0, 1)), kind: kindOf(level, first) };
}

/**
 * All keys that a name may have if it is misread: as written, with the kind word as part of the name (`KOTA BARU` for Kotabaru), and
 * without a beginning that looks like a kind word, misread (`K0TA`) or joined to the name (`KABUPATENSEMARANG`).
 * @param like how alike two words are, 0 to 1
 */
export function nameKeys(
  level: RegionLevel,
  name: string,
  like: (a: string, b: string) => number,
): readonly NameKey[] {
  const all = words(name);
  const keys = [nameKey(level, name), { key: join(all), first: join(all.slice(0, 1)), kind: null }];
  const letters = squash(name);
  for (const word of KIND_WORDS[level]) {
    if (word.length < SHORTEST_MISREAD) continue;
    for (let cut = word.length - 1; cut <= word.length + 1 && cut < letters.length - 1; cut++) {
      if (like(letters.slice(0, cut), word) < ALIKE) continue;
      keys.push({ key: letters.slice(cut), first: letters.slice(cut), kind: kindOf(level, word) });
    }
  }
  return keys.filter(({ key }, i) => key !== '' && keys.findIndex((other) => other.key === key) === i);
}

function words(name: string): string[] {
  const plain = name.length > MAX_LENGTH ? name.slice(0, MAX_LENGTH) : name;
  return plain
    .normalize('NFD')
    .replace(/[\u0300-\u036f'"`´‘’“”]/g, '')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '');
}

function withoutKind(all: readonly string[]): readonly string[] {
  let from = 1;
  while (from < all.length - 1 && AFTER_KIND_WORDS.has(all[from] ?? '')) from++;
  return all.slice(from);
}

function join(all: readonly string[]): string {
  return all.map((word) => ABBREVIATIONS[word] ?? roman(word) ?? word).join('');
}

function roman(word: string): string | null {
  return word.length <= 2 && /^\d+$/.test(word) ? ROMAN[Number(word)] || null : null;
}

function kindOf(level: RegionLevel, word: string): RegencyWord | null {
  if (level !== 'REGENCY') return null;
  return word === 'KABUPATEN' || word === 'KAB' ? 'REGENCY' : 'CITY';
}
