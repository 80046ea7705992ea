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
const SPACE_THRESHOLD = 0.5;
const MARK_THRESHOLD = 0.7;
const MARKS = [',', '.', ':', '/'];

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
  const { counted, spaces, marks } = classesOf(alphabet, allowed);
  const column = new Float32Array(classes);
  const glyphs: Glyph[] = [];
  let last = 0;
  let start = 0;
  let space = NOTHING;
  let mark = NOTHING;
  for (let step = 0; step < steps; step++) {
    column.fill(0);
    for (let k = 0; k < classes; k++) {
      const as = counted[k] ?? -1;
      if (as >= 0) column[as] = (column[as] ?? 0) + (likelihoods[step * classes + k] ?? 0);
    }
    const likelihood = (k: number) => column[k] ?? 0;
    let best = 0;
    for (let k = 1; k < classes; k++) if (likelihood(k) > likelihood(best)) best = k;
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

interface Classes {
  /** Of each class, the one under which its likelihood counts, or -1. */
  readonly counted: readonly number[];
  readonly spaces: readonly number[];
  readonly marks: readonly number[];
}

const known = new WeakMap<readonly string[], Map<string, Classes>>();

/** An alphabet's classes where only some characters are allowed; kept, for all lines are read with the same few. */
function classesOf(alphabet: readonly string[], allowed: RegExp): Classes {
  const kept = known.get(alphabet) ?? new Map<string, Classes>();
  known.set(alphabet, kept);
  let classes = kept.get(allowed.source);
  if (classes === undefined) {
    const counted = alphabet.map((character) => countedAs(character, alphabet, allowed));
    const whose = (wanted: (character: string, k: number) => boolean) =>
      alphabet.flatMap((character, k) => (wanted(character, k) ? [k] : []));
    classes = {
      counted,
      spaces: whose((character) => character === ' '),
      marks: whose((character, k) => MARKS.includes(character) && counted[k] === k),
    };
    kept.set(allowed.source, classes);
  }
  return classes;
}

/** Shapes that print alike: which it is, the alphabet of the place decides. */
const TWINS: Readonly<Record<string, string>> = {
  '0': 'O',
  O: '0',
  '1': 'I',
  I: '1',
  l: 'I',
  '|': 'I',
  '5': 'S',
  S: '5',
  '8': 'B',
  B: '8',
};

/** The class under which one's likelihood counts: its own, its twin's or its capital's where it may not stand itself, or -1. */
function countedAs(character: string, alphabet: readonly string[], allowed: RegExp): number {
  if (character === '') return 0;
  const candidates = [character, TWINS[character] ?? character, character.toUpperCase()];
  const counted = candidates.find((each) => allowed.test(each));
  return counted === undefined ? -1 : alphabet.indexOf(counted);
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
  return space.confidence < SPACE_THRESHOLD || [',', '.', ':'].includes(after) ? found : [...found, space];
}
