import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { lettersOf, spacedAs } from './spelling.js';
import { scoreOf, WordTrie } from './word-trie.js';

/** What a field may say, and how much that is to be believed. */
export interface WordList {
  /** As printed; spellings that differ in blanks and punctuation alone count once. */
  readonly words: readonly string[];
  /** Nats by which a word of the list is likelier than any other text before anything is seen. */
  readonly belief: number;
  /** Nats more for each letter: by chance few letters make a word, and fewer still one of the list. */
  readonly letterBelief: number;
  /** Nats by which the list's own blanks and punctuation are likelier than others. */
  readonly spelling: number;
  /** Those whose blanks and punctuation are not known. */
  readonly unspelt?: ReadonlySet<string>;
  /** A word that is so many nats a letter less likely than what was read freely is not what is printed. */
  readonly tolerance: number;
}

interface Ready {
  readonly trie: WordTrie;
  readonly letters: readonly string[];
  readonly spellings: readonly string[];
  /** Letters of the longest word. */
  readonly longest: number;
}

/** A word so many nats less likely than the likeliest is lost in the rounding of what is reckoned of all. */
const NEGLIGIBLE = 44;
/** Nats that a word costs at the most where it is clearly read. */
const NEAR = 2;

const ready = new WeakMap<WordList, { readonly alphabet: Emissions['symbolMap']; readonly words: Ready }>();

/** A list made ready for an alphabet; kept, for the lists of a card are few and the alphabet stays. */
function readyFor(list: WordList, emissions: Emissions): Ready {
  const known = ready.get(list);
  if (known?.alphabet === emissions.symbolMap) return known.words;
  const spellings = new Map<string, string>();
  for (const word of list.words) {
    const letters = lettersOf(word);
    if (!spellings.has(letters)) spellings.set(letters, word);
  }
  const letters = [...spellings.keys()];
  const words = {
    trie: new WordTrie(letters, emissions.symbolMap),
    letters,
    spellings: [...spellings.values()],
    longest: Math.max(...letters.map((word) => word.length)),
  };
  ready.set(list, { alphabet: emissions.symbolMap, words });
  return words;
}

/** A word found in a list. */
export interface Found extends Decoded {
  /** As the list spells it. */
  readonly word: string;
}

/** A line that may show a word of a list. */
export interface Shown {
  /** Folded to letters. */
  readonly letters: Emissions;
  /** The free reading. */
  readonly read: string;
  /** Logarithm of a text's likelihood, blanks and punctuation included. */
  readonly score: (text: string) => number;
}

/**
 * The word of a list that a line shows, with the blanks and punctuation it shows it with; null where it shows none of them.
 * @param favour nats by which single words are likelier than the others
 */
export function findWord(
  list: WordList,
  shown: Shown,
  favour: (word: string) => number = () => 0,
): Found | null {
  const { trie, letters, spellings, longest } = readyFor(list, shown.letters);
  let seen = trie.scores(shown.letters, true, NEAR + NEGLIGIBLE);
  const most = Math.min(shown.letters.free - Math.max(...seen), list.tolerance * longest);
  if (most > NEAR) seen = trie.scores(shown.letters, true, most + NEGLIGIBLE);
  const scores = Array.from(seen, (score, i) => score + favour(spellings[i] ?? ''));
  const best = scores.indexOf(Math.max(...scores));
  const [word, spelling] = [letters[best], spellings[best]];
  if (word === undefined || spelling === undefined) return null;
  const cost = shown.letters.free - (seen[best] ?? Number.NEGATIVE_INFINITY);
  if (!(cost <= list.tolerance * word.length)) return null;
  const free = lettersOf(shown.read);
  const belief = list.belief + list.letterBelief * free.length;
  const rivals = letters.includes(free) ? [] : [scoreOf(free, shown.letters) - belief];
  if (rivals.some((score) => score > (scores[best] ?? 0))) return null;
  const asRead = trimmed(spacedAs(shown.read, word));
  const believed = list.unspelt?.has(spelling) ? Number.NEGATIVE_INFINITY : list.spelling;
  const spelt = asRead === spelling ? [0] : [shown.score(spelling) + believed, shown.score(asRead)];
  const isListed = (spelt[0] ?? 0) >= (spelt[1] ?? Number.NEGATIVE_INFINITY);
  return {
    word: spelling,
    text: isListed ? spelling : asRead,
    share: shareOf(scores[best] ?? 0, [...scores, ...rivals]) * shareOf(Math.max(...spelt), spelt),
    cost,
  };
}

/** Without what separates a value from its label, and noise after it. */
export function trimmed(text: string): string {
  return text.replace(/^[\s:;.,|_-]+|[\s:;.,|_-]+$/g, '');
}
