import { similarity } from '../regions/similarity.js';
import { lettersOf } from './text.js';

/** One value of a closed list, and the ways it is written on cards. */
export interface Entry<T> {
  readonly value: T;
  /** The official spelling comes first. */
  readonly indonesian: readonly string[];
  /** On the cards of foreigners. */
  readonly english: readonly string[];
}

/** A word that was understood. */
export interface Understood<T> {
  readonly value: T;
  /** Official Indonesian spelling. */
  readonly printed: string;
  /** Null if both languages spell it the same. */
  readonly language: 'ID' | 'EN' | null;
  /** 1 for a known spelling, less for a misread one. */
  readonly score: number;
}

/** A closed list made ready for reading. */
export type Vocabulary<T> = ReadonlyMap<string, Understood<T>>;

/** Texts less alike than this are not the word. */
const ALIKE = 0.72;
/** A shorter word that is misread is another word. */
const SHORTEST_MISREAD = 3;
/** Words that say no are never misreadings: `BUKAN WNI` is not WNI. */
const SAYS_NO = /BUKAN|TIDAK|BELUM|^NON|^NOT|^UN/;
/** The best value must be better than the next by this much: null is better than a guess. */
const LEAD = 0.08;

/** A list for lookups of words by their letters and digits. */
export function vocabulary<T>(entries: readonly Entry<T>[]): Vocabulary<T> {
  const words = new Map<string, Understood<T>>();
  for (const { value, indonesian, english } of entries) {
    const printed = indonesian[0] ?? '';
    for (const spelling of indonesian)
      words.set(lettersOf(spelling), { value, printed, language: 'ID', score: 1 });
    for (const spelling of english) {
      const key = lettersOf(spelling);
      words.set(key, { value, printed, language: words.get(key)?.value === value ? null : 'EN', score: 1 });
    }
  }
  return words;
}

/** The value that a text spells, or misspells; null if no value or more than one is near. */
export function understandWord<T>(
  text: string | null,
  words: Vocabulary<T>,
  atLeast = ALIKE,
): Understood<T> | null {
  const letters = text === null ? '' : lettersOf(text);
  if (letters === '') return null;
  const exact = words.get(letters);
  if (exact !== undefined) return exact;
  let best: Understood<T> | null = null;
  let next = 0;
  const saysNo = SAYS_NO.test(letters);
  for (const [key, word] of words) {
    if (key.length < SHORTEST_MISREAD || (saysNo && !SAYS_NO.test(key))) continue;
    const score = similarity(letters, key, Math.max(atLeast - LEAD, 0));
    if (best === null || score > best.score) {
      if (best !== null && best.value !== word.value) next = Math.max(next, best.score);
      best = { ...word, score };
    } else if (word.value !== best.value) next = Math.max(next, score);
  }
  return best !== null && best.score >= atLeast && best.score - next >= LEAD ? best : null;
}
