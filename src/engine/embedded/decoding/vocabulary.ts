import { type Region, type RegionTable, regencyKind } from '../../../regions/region.js';
import { ABBREVIATIONS, ADDRESS_WORDS, NAME_WORDS } from './common-words.js';
import { lettersOf } from './spelling.js';

/** Words that a field of free text holds more often than chance letters would have it. */
export interface Vocabulary {
  has(word: string): boolean;
  /** Words that a few letters tell from `word`, the nearest first. */
  near(word: string): readonly string[];
}

/** A word takes no other's place if it is shorter. */
export const LEAST_LETTERS = 4;
/** For one letter changed, lost or added, a word must have so many. */
const LETTERS_PER_EDIT = 3;
const MOST_EDITS = 2;
const MOST_NEAR = 6;

const NAMES = vocabularyOf(NAME_WORDS);

/** A vocabulary of these words. */
export function vocabularyOf(all: Iterable<string>): Vocabulary {
  const words = new Set(all);
  const byLength: { readonly word: string; readonly letters: number }[][] = [];
  for (const word of words) {
    if (word.length < LEAST_LETTERS) continue;
    byLength[word.length] ??= [];
    byLength[word.length]?.push({ word, letters: lettersIn(word) });
  }
  return {
    has: (word) => words.has(word),
    near(word) {
      const most = Math.min(MOST_EDITS, Math.floor(word.length / LETTERS_PER_EDIT));
      const letters = lettersIn(word);
      const found: { readonly word: string; readonly edits: number }[] = [];
      for (let length = word.length - most; length <= word.length + most; length += 1) {
        for (const other of byLength[length] ?? []) {
          if (bits(letters ^ other.letters) > 2 * most) continue;
          const edits = editsBetween(word, other.word, most);
          if (edits <= most) found.push({ word: other.word, edits });
        }
      }
      return found
        .sort((a, b) => a.edits - b.edits)
        .slice(0, MOST_NEAR)
        .map((each) => each.word);
    },
  };
}

/** One bit for each letter that a word has: a look at these spares most comparisons. */
function lettersIn(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i += 1) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Levenshtein's distance, or some number above `most`. */
function editsBetween(a: string, b: string, most: number): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const here = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      here[j] = Math.min(above[j - 1]! + same, above[j]! + 1, here[j - 1]! + 1);
      if (here[j]! < least) least = here[j]!;
    }
    if (least > most) return least;
    above = here;
  }
  return above[b.length]!;
}

/** The words of common names. */
export function nameVocabulary(): Vocabulary {
  return NAMES;
}

/** What places are called, and the words their names and addresses are made of. */
export interface Places extends Vocabulary {
  /** The name that has these letters, its blanks and punctuation left out; undefined where there is none. */
  named(letters: string): string | undefined;
  /** Whether a name begins with this text and goes on in the midst of a word, as DHARMASRAYA with DHARM. */
  goesOn(text: string): boolean;
}

const known = new WeakMap<RegionTable, Places>();

/** Of provinces, regencies and districts; made when first asked for, and kept. */
export function placesIn(regions: RegionTable): Places {
  const places = known.get(regions) ?? collect(regions);
  known.set(regions, places);
  return places;
}

function collect(regions: RegionTable): Places {
  const words = new Set([...ADDRESS_WORDS, ...ABBREVIATIONS, ...NAME_WORDS]);
  const names = new Map<string, string>();
  const add = ({ name, code }: Region) => {
    const official = name.toUpperCase();
    for (const word of official.split(/[^A-Z]+/)) if (word.length > 2) words.add(word);
    const bare = official.replace(/^(KABUPATEN|KOTA) (ADMINISTRASI )?/, '');
    const spellings =
      regencyKind(code) === 'CITY' ? [bare, `KOTA ${bare}`] : [bare, `KAB. ${bare}`, `KAB ${bare}`];
    for (const spelling of code.length === 4 ? spellings : [official])
      names.set(lettersOf(spelling), spelling);
  };
  for (const province of regions.within(null)) {
    for (const regency of regions.within(province.code)) {
      for (const district of regions.within(regency.code)) add(district);
    }
  }
  // Of two spellings the larger place's counts.
  for (const province of regions.within(null)) {
    for (const regency of regions.within(province.code)) add(regency);
    add(province);
  }
  const sorted = [...names.values()].sort();
  return {
    ...vocabularyOf(words),
    named: (letters) => names.get(letters),
    goesOn(text) {
      // A blank comes before A, and no letter does.
      return sorted[firstFrom(sorted, `${text}A`)]?.startsWith(text) === true;
    },
  };
}

/** Index of the first of some sorted texts that is not before `text`. */
function firstFrom(sorted: readonly string[], text: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < text) from = middle + 1;
    else to = middle;
  }
  return from;
}
