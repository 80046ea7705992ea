import type { Posteriors } from './recognise.js';

/** A character of a line; `at` is where along the line it stands, in steps of the posteriors. */
export interface Glyph {
  readonly character: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly at: number;
}

/**
 * What is thin beside its neighbours is seldom likeliest at any step, yet far above what the reader gives it
 * elsewhere. Where a space was lost its likelihood hardly ever falls under 0.1, and between letters it stays
 * under 0.05; where a mark was lost it lies over 0.15, and where there is none under 0.1.
 */
const SPACE_THRESHOLD = 0.07;
const MARK_THRESHOLD = 0.15;
const MARKS = [',', '.', '/'];

interface Peak {
  readonly character: string;
  readonly confidence: number;
  readonly at: number;
}

/**
 * CTC's greedy reading: the likeliest class of each step, repeats joined, blanks dropped; spaces and thin marks as they are likely.
 * @param allowed the characters that may stand here at all, where that is known
 */
export function greedy(posteriors: Posteriors, alphabet: readonly string[], allowed: RegExp = /./): Glyph[] {
  const { likelihoods, steps, classes } = posteriors;
  const open = alphabet.map((character) => allowed.test(character));
  const spaces = alphabet.flatMap((character, k) => (character === ' ' ? [k] : []));
  const marks = alphabet.flatMap((character, k) =>
    MARKS.includes(character) && open[k] === true ? [k] : [],
  );
  const glyphs: Glyph[] = [];
  let last = 0;
  let start = 0;
  let space = NOTHING;
  let mark = NOTHING;
  for (let step = 0; step < steps; step++) {
    const likelihood = (k: number) => likelihoods[step * classes + k] ?? 0;
    let best = 0;
    for (let k = 1; k < classes; k++) {
      if (open[k] === true && likelihood(k) > likelihood(best)) best = k;
    }
    space = higher(space, {
      character: ' ',
      confidence: spaces.reduce((sum, k) => sum + likelihood(k), 0),
      at: step,
    });
    for (const k of marks) {
      mark = higher(mark, { character: alphabet[k] ?? '', confidence: likelihood(k), at: step });
    }
    if (best !== 0 && !spaces.includes(best)) {
      const character = alphabet[best] ?? '';
      const glyph = { character, confidence: likelihood(best), at: step };
      if (best === last) {
        const { confidence = 0 } = glyphs.at(-1) ?? {};
        glyphs[glyphs.length - 1] = {
          character,
          confidence: Math.max(confidence, glyph.confidence),
          at: (start + step) / 2,
        };
      } else {
        if (glyphs.length > 0) glyphs.push(...between(glyphs.at(-1), mark, space, character));
        glyphs.push(glyph);
        start = step;
      }
      space = NOTHING;
      mark = NOTHING;
    }
    last = best;
  }
  return glyphs;
}

const NOTHING: Peak = { character: '', confidence: 0, at: 0 };

function higher(a: Peak, b: Peak): Peak {
  return b.confidence > a.confidence ? b : a;
}

/** What stands unseen between two characters: a mark, which sits close to the word before it, and a space. */
function between(before: Glyph | undefined, mark: Peak, space: Peak, after: string): readonly Glyph[] {
  const isMark = (character: string) => character === '-' || MARKS.includes(character);
  const marked = isMark(before?.character ?? '') || isMark(after);
  const found = marked || mark.confidence < MARK_THRESHOLD ? [] : [mark];
  return space.confidence < SPACE_THRESHOLD || after === ',' || after === '.' ? found : [...found, space];
}
