import type { Posteriors } from './recognise.js';

/** A character of a line; `at` is where along the line it stands, in steps of the posteriors. */
export interface Glyph {
  readonly character: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly at: number;
}

/** CTC's greedy reading: the likeliest class of each step, repeats joined, blanks dropped. `allowed` restricts it to some characters. */
export function greedy(
  posteriors: Posteriors,
  alphabet: readonly string[],
  allowed: ((character: string) => boolean) | null = null,
): Glyph[] {
  const { likelihoods, steps, classes } = posteriors;
  const open = alphabet.map((character, i) => i === 0 || allowed === null || allowed(character));
  const glyphs: Glyph[] = [];
  let last = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    let bestLikelihood = -1;
    for (let k = 0; k < classes; k++) {
      const likelihood = likelihoods[step * classes + k] ?? 0;
      if (likelihood > bestLikelihood && open[k] === true) {
        best = k;
        bestLikelihood = likelihood;
      }
    }
    const previous = glyphs.at(-1);
    if (best !== 0 && best !== last) {
      glyphs.push({ character: alphabet[best] ?? '', confidence: bestLikelihood, at: step });
    } else if (best !== 0 && previous !== undefined && bestLikelihood > previous.confidence) {
      glyphs[glyphs.length - 1] = { ...previous, confidence: bestLikelihood, at: step };
    }
    last = best;
  }
  return glyphs;
}
