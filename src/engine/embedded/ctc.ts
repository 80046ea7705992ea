import type { Posteriors } from './recognise.js';

/** A character of a line; `at` is where along the line it stands, in steps of the posteriors. */
export interface Glyph {
  readonly character: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly at: number;
}

/**
 * Between the words of narrow print the reader's likelihood of a space is seldom the greatest, yet far above
 * what it gives to the gaps between letters: there it stays under 0.05, at lost spaces it hardly ever falls under 0.1.
 */
const SPACE_THRESHOLD = 0.07;

/**
 * CTC's greedy reading: the likeliest class of each step, repeats joined, blanks dropped; spaces as they are likely.
 * @param allowed the characters that may stand here at all, where that is known
 */
export function greedy(posteriors: Posteriors, alphabet: readonly string[], allowed: RegExp = /./): Glyph[] {
  const { likelihoods, steps, classes } = posteriors;
  const open = alphabet.map((character) => allowed.test(character));
  const spaces = alphabet.flatMap((character, k) => (character === ' ' ? [k] : []));
  const glyphs: Glyph[] = [];
  let last = 0;
  let space = { likelihood: 0, at: 0 };
  let run = { best: 0, from: 0 };
  for (let step = 0; step < steps; step++) {
    const row = step * classes;
    let best = 0;
    for (let k = 1; k < classes; k++) {
      if (open[k] === true && (likelihoods[row + k] ?? 0) > (likelihoods[row + best] ?? 0)) best = k;
    }
    const spaceHere = spaces.reduce((sum, k) => sum + (likelihoods[row + k] ?? 0), 0);
    if (spaceHere > space.likelihood) space = { likelihood: spaceHere, at: step };
    const likelihood = likelihoods[row + best] ?? 0;
    if (best !== 0 && !spaces.includes(best)) {
      if (best !== last) {
        if (space.likelihood > SPACE_THRESHOLD && glyphs.length > 0) {
          glyphs.push({ character: ' ', confidence: space.likelihood, at: space.at });
        }
        glyphs.push({ character: alphabet[best] ?? '', confidence: likelihood, at: step });
        run = { best: likelihood, from: step };
      } else {
        run.best = Math.max(run.best, likelihood);
        glyphs[glyphs.length - 1] = {
          character: alphabet[best] ?? '',
          confidence: run.best,
          at: (run.from + step) / 2,
        };
      }
      space = { likelihood: 0, at: 0 };
    }
    last = best;
  }
  return glyphs;
}
