import { GROUP_LETTERS } from '../../../ktp/blood-type.js';
import { digitMeant } from '../../../ktp/nik/misread-digits.js';
import { capital, TWINS } from '../recognition/twins.js';

/** A reader's classes taken together for one purpose: which class speaks for which symbol, and how strongly. */
export interface SymbolMap {
  /** Symbol 0 is CTC's blank. */
  readonly symbols: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** One entry for each class that speaks for a symbol. */
  readonly from: Int16Array;
  readonly to: Int16Array;
  readonly weight: Float32Array;
}

/** What a character may stand for; nothing where it speaks against every symbol. */
type Meaning = (character: string) => readonly (readonly [symbol: string, weight: number])[];

const BLANK = '';
/** What a letter's mass counts for a digit that prints like it and the other way round: less than the character itself. */
const TWIN_WEIGHT = 0.5;

const isLetterOrDigit = (character: string) => /^[A-Z0-9]$/.test(character);

const MEANINGS = {
  /** Letters and digits; blanks and punctuation differ from print to print, so here they part letters as CTC's blank does. */
  LETTERS: (character) => {
    const symbol = capital(character);
    // Of slanted print an I.
    if (character === '/')
      return [
        [BLANK, 1],
        ['I', TWIN_WEIGHT],
      ];
    if (!isLetterOrDigit(symbol)) return [[BLANK, 1]];
    const twin = TWINS[symbol];
    return twin === undefined
      ? [[symbol, 1]]
      : [
          [symbol, 1],
          [twin, TWIN_WEIGHT],
        ];
  },
  /** Everything that values are printed in. */
  CAPITALS: (character) => [[capital(character), 1]],
  DIGITS: (character) => {
    const digit = digitMeant(character);
    if (digit !== null) return [[digit, 1]];
    return /^[\s:;.,]$/.test(character) ? [[BLANK, 1]] : [];
  },
  DATE: (character) => {
    const digit = digitMeant(character);
    if (digit !== null) return [[digit, 1]];
    if (/^[-./_~]$/.test(character)) return [['-', 1]];
    return /^[\s:;,]$/.test(character) ? [[BLANK, 1]] : [];
  },
  NUMBERS: (character) => {
    const digit = digitMeant(character);
    if (/^[|IilJ!]$/.test(character))
      return [
        ['/', TWIN_WEIGHT],
        ['1', 1],
      ];
    if (digit !== null) return [[digit, 1]];
    if (/^[/\\]$/.test(character)) return [['/', 1]];
    if (/^[-_~]$/.test(character)) return [['-', 1]];
    return /^[\s:;.,]$/.test(character) ? [[BLANK, 1]] : [];
  },
  BLOOD: (character) => {
    // Of small letters only the groups' own: others are seldom read where a group is printed.
    const group = GROUP_LETTERS[character] ?? (/^[abo]$/.test(character) ? capital(character) : character);
    if (/^[ABO+-]$/.test(group)) return [[group, 1]];
    return /^[\s:;.,_]$/.test(character) ? [[BLANK, 1]] : [];
  },
} as const satisfies Readonly<Record<string, Meaning>>;

export type SymbolMapName = keyof typeof MEANINGS;

const known = new WeakMap<readonly string[], Map<SymbolMapName, SymbolMap>>();

/**
 * A symbol map of an alphabet, made once.
 * @param alphabet a reader's classes: the first is CTC's blank, the others characters, in no order and maybe twice
 */
export function symbolMapOf(alphabet: readonly string[], name: SymbolMapName): SymbolMap {
  const maps = known.get(alphabet) ?? new Map<SymbolMapName, SymbolMap>();
  known.set(alphabet, maps);
  const symbolMap = maps.get(name) ?? makeSymbolMap(alphabet, MEANINGS[name]);
  maps.set(name, symbolMap);
  return symbolMap;
}

function makeSymbolMap(alphabet: readonly string[], meaning: Meaning): SymbolMap {
  const symbols = [BLANK];
  const indexOf = new Map([[BLANK, 0]]);
  const entries: (readonly [from: number, to: number, weight: number])[] = [[0, 0, 1]];
  for (const [k, character] of alphabet.entries()) {
    if (k === 0) continue;
    for (const [symbol, weight] of meaning(character)) {
      let to = indexOf.get(symbol);
      if (to === undefined) {
        to = symbols.push(symbol) - 1;
        indexOf.set(symbol, to);
      }
      entries.push([k, to, weight]);
    }
  }
  return {
    symbols,
    indexOf,
    from: Int16Array.from(entries, ([from]) => from),
    to: Int16Array.from(entries, ([, to]) => to),
    weight: Float32Array.from(entries, ([, , weight]) => weight),
  };
}
