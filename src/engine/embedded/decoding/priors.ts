import { TWINS } from '../recognition/twins.js';
import { ABBREVIATIONS } from './common-words.js';
import { lettersOf } from './spelling.js';
import { LEAST_LETTERS, type Places, type Vocabulary } from './vocabulary.js';

/** How a field of free text is usually written. */
export interface Priors {
  /** The characters it is written in. */
  readonly allowed: RegExp;
  /** Nats by which a text is likelier than others before anything is seen. */
  readonly favour: (text: string) => number;
  /** Texts that differ from one in what readers most often get wrong. */
  readonly variants: (text: string) => readonly string[];
}

/** Nats for a word that is known: for each of its letters, at the least and at the most. */
const KNOWN_LETTER = 0.7;
const LEAST_KNOWN = 2;
const MOST_KNOWN = 4;
/** Nats by which two known words are likelier apart than together. */
const WRITTEN_TOGETHER = 1;
/** Nats for the whole name of a place as it is spelt. */
const NAMED = 3;
/** Nats against letters among digits that are neither a house number's nor a block's. */
const MIXED = 3;
const NUMERAL_MIXED = 6;
/** Nats against a mark that seldom stands there. */
const ODD_MARK = 2;
/** Nats against a letter where only a digit stands. */
const NO_DIGIT = 6;
const MOST_VARIANTS = 48;

/** A letter that prints like a digit where the number of a house begins. */
const HOUSE_LETTER = /(?<=\bNO[.: ]+)[IOSB](?![A-Z])/g;
/**
 * What is digits only, with a letter that prints like one: the number of a neighbourhood (`RT`, `RW`), and an O behind a digit, as
 * houses are numbered with other letters.
 */
const LIKE_DIGITS = /(?<=\bR[TW][.: ]+)(?=\d*[IOSB])[\dIOSB]{1,3}\b|(?<=\d)O(?![A-Z])/g;

/** Of a text of which nothing more is known. */
export function plainPriors(allowed: RegExp): Priors {
  return { allowed, favour: () => 0, variants: () => [] };
}

/** Of a name: a full stop ends what is short, a comma stands before titles. */
export function namePriors(allowed: RegExp, vocabulary: Vocabulary): Priors {
  const marks = (text: string) =>
    count(text, /[A-Z]{4,}\./g) +
    count(text, /(?<![A-Z])[A-Z]{1,2},/g) +
    2 * count(text, /[(&*#_]|[.,] ?\./g) +
    4 * count(text, /\//g);
  return priors(allowed, vocabulary, (text) => -ODD_MARK * marks(text));
}

/**
 * Of an address: a full stop ends an abbreviation, a comma is seldom; a block has a letter, and strokes side by side that
 * are not a house's number are a numeral.
 */
export function addressPriors(allowed: RegExp, vocabulary: Vocabulary): Priors {
  const odd = (text: string) =>
    count(text, /[A-Z],/g) +
    count(text, /[A-Z]{2}\/|\/[A-Z]{2}/g) +
    count(text, /\bBLOK \d/g) +
    count(text, HOUSE_LETTER) +
    count(text, /(?<!NO[.:]? ?|[\d/-])\b1{2,3}\b(?![/\d])/g);
  const { favour, variants } = priors(
    allowed,
    vocabulary,
    (text) => -ODD_MARK * odd(text) - NO_DIGIT * count(text, LIKE_DIGITS),
  );
  return {
    allowed,
    favour,
    variants: (text) => [...variants(text), ...abbreviations(text), ...numbers(text)],
  };
}

/** Of a place: it has a name, more often than not, and its name one spelling. */
export function placePriors(allowed: RegExp, places: Places): Priors {
  const nameOf = (text: string) => places.named(lettersOf(text));
  const { favour, variants } = priors(allowed, places, (text) => (nameOf(text) === text ? NAMED : 0));
  return {
    allowed,
    favour,
    variants: (text) => {
      const name = nameOf(text);
      return name === undefined ? variants(text) : [name, ...variants(text)];
    },
  };
}

function priors(allowed: RegExp, vocabulary: Vocabulary, ofMarks: (text: string) => number): Priors {
  return {
    allowed,
    favour: (text) => {
      let nats = ofMarks(text);
      for (const word of text.split(/[^A-Z0-9']+/)) nats += ofWord(word, vocabulary);
      return nats;
    },
    variants: (text) => [...new Set(variantsOf(text, vocabulary))].slice(0, MOST_VARIANTS),
  };
}

function ofWord(word: string, vocabulary: Vocabulary): number {
  if (/^[A-Z]+$/.test(word)) {
    const parts = vocabulary.has(word) ? [word] : compound(word, vocabulary);
    return parts.reduce((sum, part) => sum + known(part), 0) - (parts.length > 1 ? WRITTEN_TOGETHER : 0);
  }
  if (/^[1I]+$/.test(word)) return word.includes('1') && word.includes('I') ? -NUMERAL_MIXED : 0;
  return !/\d/.test(word) || /^(\d+[A-Z]{0,2}|[A-Z]{1,2}\d+[A-Z]?)$/.test(word) ? 0 : -MIXED;
}

function known(word: string): number {
  return Math.max(LEAST_KNOWN, Math.min(MOST_KNOWN, KNOWN_LETTER * word.length));
}

/** The two known words that a word is put together from, as many places' names are; empty where there are none. */
function compound(word: string, vocabulary: Vocabulary): readonly string[] {
  for (let cut = LEAST_LETTERS; cut <= word.length - LEAST_LETTERS; cut += 1) {
    const parts = [word.slice(0, cut), word.slice(cut)];
    if (parts.every((part) => vocabulary.has(part))) return parts;
  }
  return [];
}

function* variantsOf(text: string, vocabulary: Vocabulary): Generator<string> {
  for (const { 0: numeral, index } of text.matchAll(/(?<![A-Z0-9])[1I]{2,}(?![A-Z0-9])/g)) {
    yield replaced(text, index, numeral, numeral.replaceAll('1', 'I'));
    yield replaced(text, index, numeral, numeral.replaceAll('I', '1'));
  }
  for (const { 0: mark, index } of text.matchAll(/[.,/]/g)) {
    yield replaced(text, index, mark, mark === '.' ? ',' : '.');
    if (mark === '/') yield replaced(text, index, mark, 'I');
  }
  for (const { 1: left = '', 2: right = '', index } of text.matchAll(/(?=\b([A-Z]+) ([A-Z]+)\b)/g)) {
    if (vocabulary.has(left + right)) yield replaced(text, index, `${left} ${right}`, left + right);
  }
  for (const { 0: word, index } of text.matchAll(/[A-Z0-9]+/g)) {
    if (word.length < LEAST_LETTERS || vocabulary.has(word) || count(word, /\d/g) > 1) continue;
    if (compound(word, vocabulary).length > 0) continue;
    for (const near of vocabulary.near(word)) yield replaced(text, index, word, near);
  }
}

/** Short words of addresses, a letter of which was misread. */
function* abbreviations(text: string): Generator<string> {
  for (const { 0: word, index } of text.matchAll(/\b[A-Z]{2,3}(?=[ .])/g)) {
    if (ABBREVIATIONS.includes(word)) continue;
    for (const other of ABBREVIATIONS) {
      const differing = [...other].filter((letter, i) => letter !== word[i]).length;
      if (other.length === word.length && differing === 1) yield replaced(text, index, word, other);
    }
  }
}

/** The letter of a block that was taken for a digit, and what is digits only the other way round. */
function* numbers(text: string): Generator<string> {
  for (const { 0: digit, index } of text.matchAll(/(?<=\bBLOK )[0158]/g)) {
    yield replaced(text, index, digit, TWINS[digit] ?? digit);
  }
  for (const pattern of [HOUSE_LETTER, LIKE_DIGITS]) {
    for (const { 0: number, index } of text.matchAll(pattern)) {
      yield replaced(text, index, number, inDigits(number));
    }
  }
}

/** A number with its letters as the digits that print like them. */
function inDigits(number: string): string {
  return number.replace(/[A-Z]/g, (letter) => TWINS[letter] ?? letter);
}

function replaced(text: string, index: number, old: string, by: string): string {
  return text.slice(0, index) + by + text.slice(index + old.length);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
