import { BLOOD_LABEL, HEADER_WORD, labelOf, ROWS, type Row } from '../template.js';

export interface LabelMatch {
  /** 1 where it is the label letter for letter, 0 where it is another word. */
  readonly similarity: number;
  /** Index of the first character after the label. */
  readonly end: number;
}

/** From this similarity on, PROVINSI was seen whole. An end of it counts as much. */
const SEEN_WHOLE = 0.6;
/** No province begins with the last three letters of PROVINSI. */
const LEAST_OF_PROVINCE = 3;

const LONGEST = Math.max(...ROWS.map((row) => labelOf(row).length), BLOOD_LABEL.length);
/** A label may have been read with so many letters too many. */
const TOO_MANY = 4;

/** Characters outside ASCII are like none. */
const NONE = 0;

/** Characters the reader takes for one another in small print. */
const LOOK_ALIKES = ['il1|!jt', 'o0dq', 's5', 'b8', 'z2', 'g9q6', 'ceo', 'nmhr', 'uv', 'vwy', 'ft', 'a4'];

/** By the codes of the read and the printed character. */
const DIFFERENCE = Float64Array.from({ length: 128 * 128 }, (_, i) =>
  difference(String.fromCharCode(i >> 7), String.fromCharCode(i & 127)),
);

const labelCodes = new Map<string, Uint8Array>();

/** How well `characters` begin with each row's label, in the rows' order. */
export function matchLabels(characters: readonly string[]): readonly LabelMatch[] {
  const start = startOf(characters);
  return ROWS.map((row) => matchStart(start, labelOf(row)));
}

/** How well `characters` begin with a row's label. */
export function matchLabel(characters: readonly string[], row: Row): LabelMatch {
  return matchStart(startOf(characters), labelOf(row));
}

/** Where in `characters` the blood group's label stands, or null. */
export function findBloodLabel(
  characters: readonly string[],
): { readonly start: number; readonly end: number } | null {
  let best: { start: number; end: number } | null = null;
  let bestSimilarity = 0.6;
  for (let start = 0; start + 5 <= characters.length; start++) {
    if (!isLetterOrDigit(characters[start] ?? '')) continue;
    const { similarity, end } = matchStart(startOf(characters.slice(start)), BLOOD_LABEL);
    if (similarity <= bestSimilarity) continue;
    bestSimilarity = similarity;
    best = { start, end: start + end };
  }
  return best;
}

/** How well `characters` begin with the header's first word, or with the end of it where its beginning was not seen. */
export function matchProvince(characters: readonly string[]): LabelMatch {
  const whole = matchStart(startOf(characters), HEADER_WORD);
  if (whole.similarity >= SEEN_WHOLE) return whole;
  const first = characters.findIndex(isLetterOrDigit);
  const text = characters.slice(Math.max(0, first)).join('');
  for (let length = HEADER_WORD.length - 1; length >= LEAST_OF_PROVINCE; length -= 1) {
    if (text.startsWith(HEADER_WORD.slice(-length)))
      return { similarity: SEEN_WHOLE, end: Math.max(0, first) + length };
  }
  return whole;
}

/**
 * Whether two words are at least so alike, with the reader's usual confusions forgiven in part.
 * @param least 0 to 1; 1 where they are the same letter for letter
 */
export function isAlike(read: string, printed: string, least: number): boolean {
  const longest = Math.max(printed.length, read.length);
  const most = (1 - least) * longest;
  if (Math.abs(printed.length - read.length) > most) return false;
  return align(codesOf(read), codesOf(printed), read.length, false, most).cost <= most;
}

/** The letters and digits that a line begins with, as far as any label reaches. */
interface Start {
  readonly codes: Uint8Array;
  /** Of each the index after it. */
  readonly ends: readonly number[];
  /** How many stand before the colon. */
  readonly labelled: number;
}

function startOf(characters: readonly string[]): Start {
  const kept: string[] = [];
  const ends: number[] = [];
  for (const [i, character] of characters.entries()) {
    if (kept.length >= LONGEST + TOO_MANY) break;
    if (character === ':' && kept.length >= 2) break;
    if (!isLetterOrDigit(character) && character !== '|') continue;
    kept.push(character);
    ends.push(i + 1);
  }
  return { codes: codesOf(kept), ends, labelled: kept.length };
}

function matchStart({ codes, ends, labelled }: Start, printed: string): LabelMatch {
  const most = Math.min(labelled, printed.length + TOO_MANY);
  const { cost, length } = align(codes, codesOfLabel(printed), most, true);
  return {
    similarity: Math.max(0, 1 - cost / printed.length),
    end: length === 0 ? 0 : (ends[length - 1] ?? 0),
  };
}

function isLetterOrDigit(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}

function codesOf(characters: string | readonly string[]): Uint8Array {
  const codes = new Uint8Array(characters.length);
  for (let i = 0; i < codes.length; i += 1) {
    const code = characters[i]!.charCodeAt(0);
    codes[i] = code < 128 ? code : NONE;
  }
  return codes;
}

function codesOfLabel(label: string): Uint8Array {
  const codes = labelCodes.get(label) ?? codesOf(label);
  labelCodes.set(label, codes);
  return codes;
}

let above = new Float64Array(64);
let here = new Float64Array(64);

/**
 * Cheapest edits from the first `most` read characters to the printed word; with `prefix`, from the best beginning of them, and its length.
 * @param limit a cost above it is of no interest, and may be told as infinite
 */
function align(
  read: Uint8Array,
  printed: Uint8Array,
  most: number,
  prefix: boolean,
  limit = Number.POSITIVE_INFINITY,
): { cost: number; length: number } {
  const columns = printed.length + 1;
  for (let j = 0; j < columns; j += 1) above[j] = j;
  let best = { cost: above[columns - 1] ?? 0, length: 0 };
  const rows = Math.min(read.length, most);
  for (let i = 1; i <= rows; i += 1) {
    here[0] = i;
    let least = i;
    const costs = read[i - 1]! * 128;
    for (let j = 1; j < columns; j += 1) {
      const changed = above[j - 1]! + DIFFERENCE[costs + printed[j - 1]!]!;
      const dropped = above[j]! + 1;
      const added = here[j - 1]! + 1;
      const cost = Math.min(changed, dropped, added);
      here[j] = cost;
      if (cost < least) least = cost;
    }
    [above, here] = [here, above];
    const cost = above[columns - 1]!;
    if (!prefix || cost < best.cost) best = { cost, length: i };
    // Further rows cost no less than the cheapest of this one.
    if (least > limit) return { cost: Number.POSITIVE_INFINITY, length: i };
    if (prefix && least >= best.cost) break;
  }
  return best;
}

function difference(read: string, printed: string): number {
  if (read === printed) return 0;
  const a = read.toLowerCase();
  const b = printed.toLowerCase();
  // Labels are printed in small letters and values in capitals: the wrong case counts, if the letter shows its case.
  if (a === b) return 'cosuvwxzkp'.includes(b) ? 0 : 0.35;
  return LOOK_ALIKES.some((group) => group.includes(a) && group.includes(b)) ? 0.5 : 1;
}
