import type { Posteriors } from './line-reader.js';
import { capital, TWINS } from './twins.js';

/** A character of a line; `at` is where along the line it stands, in steps of the posteriors. */
export interface Glyph {
  readonly character: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly at: number;
}

/**
 * CTC's greedy reading: the likeliest class of each step, repeats joined, blanks dropped.
 * @param allowed the characters that may stand here at all, where that is known
 */
export function greedy(posteriors: Posteriors, alphabet: readonly string[], allowed: RegExp = /./): Glyph[] {
  const { likelihoods, steps, classes } = posteriors;
  const { counted, areOwn } = countedClasses(alphabet, allowed);
  const summed = new Float32Array(classes);
  const glyphs: { character: string; confidence: number; at: number }[] = [];
  let last = 0;
  let start = 0;
  for (let step = 0; step < steps; step++) {
    const row = step * classes;
    let best = 0;
    let confidence = likelihoods[row]!;
    // All others together are less likely than a blank of more.
    if (confidence < 0.5) {
      const column = areOwn ? likelihoods : summed;
      const from = areOwn ? row : 0;
      if (!areOwn) {
        summed.fill(0);
        for (let k = 0; k < classes; k++) {
          const as = counted[k]!;
          if (as >= 0) summed[as]! += likelihoods[row + k]!;
        }
        confidence = summed[0]!;
      }
      // What is likelier than all others together is the likeliest.
      for (let k = 1; k < classes && confidence <= 0.5; k++) {
        if (column[from + k]! <= confidence) continue;
        confidence = column[from + k]!;
        best = k;
      }
    }
    if (best !== 0) {
      const before = glyphs.at(-1);
      if (best === last && before !== undefined) {
        before.confidence = Math.max(before.confidence, confidence);
        before.at = (start + step) / 2;
      } else {
        glyphs.push({ character: alphabet[best] ?? '', confidence, at: step });
        start = step;
      }
    }
    last = best;
  }
  return withoutEdges(glyphs);
}

/** Blanks at either end are the room around a line. */
function withoutEdges(glyphs: readonly Glyph[]): Glyph[] {
  const first = glyphs.findIndex(({ character }) => character !== ' ');
  const last = glyphs.findLastIndex(({ character }) => character !== ' ');
  return first < 0 ? [] : glyphs.slice(first, last + 1);
}

interface Counted {
  /** Of each class, the one under which its likelihood counts, or -1. */
  readonly counted: readonly number[];
  /** Whether that is its own of all. */
  readonly areOwn: boolean;
}

const known = new WeakMap<readonly string[], Map<string, Counted>>();

/** What the classes count as; kept, for all lines are read with the same few alphabets. */
function countedClasses(alphabet: readonly string[], allowed: RegExp): Counted {
  const kept = known.get(alphabet) ?? new Map<string, Counted>();
  known.set(alphabet, kept);
  const classes = kept.get(allowed.source) ?? countedUnder(alphabet, allowed);
  kept.set(allowed.source, classes);
  return classes;
}

function countedUnder(alphabet: readonly string[], allowed: RegExp): Counted {
  const counted = alphabet.map((character) => countedAs(character, alphabet, allowed));
  return { counted, areOwn: counted.every((as, k) => as === k) };
}

/** The class under which one's likelihood counts: its own, its twin's or its capital's where it may not stand itself, or -1. */
function countedAs(character: string, alphabet: readonly string[], allowed: RegExp): number {
  if (character === '') return 0;
  const candidates = [character, TWINS[character] ?? character, capital(character)];
  const counted = candidates.find((each) => allowed.test(each));
  return counted === undefined ? -1 : alphabet.indexOf(counted);
}
