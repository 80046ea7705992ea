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

/** From this similarity on a label counts at all: what is less alike is another word, however much less. */
export const LEAST_SIMILARITY = 0.45;
export const NO_MATCH: LabelMatch = { similarity: 0, end: 0 };

/** Characters outside ASCII are like none. */
const NONE = 0;

/** Characters the reader takes for one another in small print. */
const LOOK_ALIKES = ['il1|!jt', 'o0dq', 's5', 'b8', 'z2', 'g9q6', 'ceo', 'nmhr', 'uv', 'vwy', 'ft', 'a4'];

/** By the codes of the read and the printed character. */
const DIFFERENCE = Float64Array.from({ length: 128 * 128 }, (_, i) =>
  difference(String.fromCharCode(i >> 7), String.fromCharCode(i & 127)),
);

const wordCodes = new Map<string, Uint8Array>();
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** How well a text without blanks begins with each row's label, in the rows' order. */
export function matchLabels(text: string): readonly LabelMatch[] {
  const start = startOf(text);
  return ROWS.map((row) => matchStart(start, labelOf(row)));
}

/** How well a text without blanks begins with a row's label. */
export function matchLabel(text: string, row: Row): LabelMatch {
  return matchStart(startOf(text), labelOf(row));
}

/** Where in a text without blanks the blood group's label stands, or null. */
export function findBloodLabel(text: string): { readonly start: number; readonly end: number } | null {
  let best: { start: number; end: number } | null = null;
  let bestSimilarity = 0.6;
  for (let start = 0; start + 5 <= text.length; start++) {
    if (!isLetterOrDigit(text.charAt(start))) continue;
    const { similarity, end } = matchStart(startOf(text, start), BLOOD_LABEL);
    if (similarity <= bestSimilarity) continue;
    bestSimilarity = similarity;
    best = { start, end };
  }
  return best;
}

/** How well a text without blanks begins with the header's first word, or with the end of it where its beginning was not seen. */
export function matchProvince(text: string): LabelMatch {
  const whole = matchStart(startOf(text), HEADER_WORD);
  if (whole.similarity >= SEEN_WHOLE) return whole;
  const first = Math.max(0, Array.from(text).findIndex(isLetterOrDigit));
  for (let length = HEADER_WORD.length - 1; length >= LEAST_OF_PROVINCE; length -= 1) {
    if (text.startsWith(HEADER_WORD.slice(-length), first))
      return { similarity: SEEN_WHOLE, end: first + length };
  }
  return whole;
}

/**
 * The first of some words that a text begins with, at least so alike, with the reader's usual confusions forgiven in part.
 * @param least 0 to 1; 1 where they are the same letter for letter
 */
export function findAlike(text: string, words: readonly string[], least: number): string | undefined {
  return words.find((word) => {
    const most = (1 - least) * word.length;
    const length = Math.min(text.length, word.length);
    return word.length - length <= most && costOf(text, length, codesOf(word), most) <= most;
  });
}

/** The letters and digits that a line begins with, as far as any label reaches, but for what stands behind a colon. */
interface Start {
  readonly letters: string;
  /** Of each the index after it. */
  readonly ends: readonly number[];
}

function startOf(text: string, from = 0): Start {
  let letters = '';
  const ends: number[] = [];
  for (let i = from; i < text.length && ends.length < LONGEST + TOO_MANY; i += 1) {
    const character = text.charAt(i);
    if (character === ':' && ends.length >= 2) break;
    if (!isLetterOrDigit(character) && character !== '|') continue;
    letters += character;
    ends.push(i + 1);
  }
  return { letters, ends };
}

function matchStart({ letters, ends }: Start, label: string): LabelMatch {
  const printed = codesOf(label);
  const limit = (1 - LEAST_SIMILARITY) * printed.length;
  let best = limit;
  let length = 0;
  begin(printed);
  const most = Math.min(letters.length, printed.length + TOO_MANY);
  for (let i = 1; i <= most; i += 1) {
    // Further rows cost no less than the cheapest of this one.
    if (nextRow(letters, i, printed, limit) >= best) break;
    const cost = above[printed.length]!;
    if (cost >= best) continue;
    best = cost;
    length = i;
  }
  return length === 0 ? NO_MATCH : { similarity: 1 - best / printed.length, end: ends[length - 1]! };
}

function isLetterOrDigit(character: string): boolean {
  return LETTER_OR_DIGIT.test(character);
}

/** The codes of a printed word, kept: there are few. */
function codesOf(word: string): Uint8Array {
  const codes = wordCodes.get(word) ?? Uint8Array.from(word, codeOf);
  wordCodes.set(word, codes);
  return codes;
}

function codeOf(character: string): number {
  const code = character.charCodeAt(0);
  return code < 128 ? code : NONE;
}

/** Of the edits from what was read to a printed word, the costs of the last two characters read, by the letters printed. */
let above = new Float64Array(64);
let here = new Float64Array(64);

function begin(printed: Uint8Array): void {
  for (let j = 0; j <= printed.length; j += 1) above[j] = j;
}

/**
 * Goes on with the `i`th character read; returns the least cost of its row.
 * @param limit a cost above it is of no interest, and may be told as infinite: so far from the middle none is less
 */
function nextRow(read: string, i: number, printed: Uint8Array, limit: number): number {
  const first = Math.max(1, Math.ceil(i - limit));
  const last = Math.min(printed.length, Math.floor(i + limit));
  const code = read.charCodeAt(i - 1);
  const costs = (code < 128 ? code : NONE) * 128;
  let least = first === 1 ? i : Number.POSITIVE_INFINITY;
  here[first - 1] = least;
  for (let j = first; j <= last; j += 1) {
    const changed = above[j - 1]! + DIFFERENCE[costs + printed[j - 1]!]!;
    const cost = Math.min(changed, above[j]! + 1, here[j - 1]! + 1);
    here[j] = cost;
    if (cost < least) least = cost;
  }
  if (last < printed.length) {
    here[last + 1] = Number.POSITIVE_INFINITY;
    here[printed.length] = Number.POSITIVE_INFINITY;
  }
  [above, here] = [here, above];
  return least;
}

/** The cost of the cheapest edits from a text's first `length` characters to a printed word; above `limit` it may be told as infinite. */
function costOf(text: string, length: number, printed: Uint8Array, limit: number): number {
  begin(printed);
  for (let i = 1; i <= length; i += 1) {
    if (nextRow(text, i, printed, limit) > limit) return Number.POSITIVE_INFINITY;
  }
  return above[printed.length]!;
}

function difference(read: string, printed: string): number {
  if (read === printed) return 0;
  const a = read.toLowerCase();
  const b = printed.toLowerCase();
  // Labels are printed in small letters and values in capitals: the wrong case counts, if the letter shows its case.
  if (a === b) return 'cosuvwxzkp'.includes(b) ? 0 : 0.35;
  return LOOK_ALIKES.some((group) => group.includes(a) && group.includes(b)) ? 0.5 : 1;
}
