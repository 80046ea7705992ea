import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { leftOpen } from './left-open.js';
import { searchPattern } from './pattern-search.js';

const DIGIT = '0123456789';
/** How RT/RW is printed, and how many nats more seldom than as `011/002`. */
const PRINTED: readonly (readonly [form: string, seldom: number])[] = [
  ['ddd/ddd', 0],
  ['dd/dd', 4],
  ['ddd/-', 4],
  ['-/-', 4],
  ['ddd/dd', 5],
  ['dd/ddd', 5],
  ['-/ddd', 5],
  ['dd/d', 6],
  ['d/dd', 6],
  ['d/d', 6],
];
const FORMS = PRINTED.map(
  ([form, seldom]) => [[...form].map((place) => (place === 'd' ? DIGIT : place)), seldom] as const,
);
const MOST_COST = 6;
/** Nats for a step of noise: a digit too many is a digit, for the forms differ in nothing else. */
export const NUMBERS_NOISE = 8;

/** What the usual form explains so well needs no other. */
const PLAIN = 0.5;

/** Nats for so many neighbourhoods more, and at the most: villages have few, and a number beyond a hundred is hardly ever given. */
const NEIGHBOURHOODS = 20;
const RAREST = 4;

function rarity(text: string): number {
  const numbers = text.match(/\d+/g) ?? [];
  return numbers.reduce((sum, number) => sum + Math.min(RAREST, Number(number) / NEIGHBOURHOODS), 0);
}

/** Neighbourhood numbers in one of the forms they are printed in; null where the emissions show something else. */
export function decodeRtRw(emissions: Emissions): Decoded | null {
  const all: { readonly text: string; readonly score: number; readonly worth: number }[] = [];
  for (const [form, seldom] of FORMS) {
    for (const { text, score } of leftOpen(searchPattern(form, emissions)))
      all.push({ text, score, worth: score - seldom - rarity(text) });
    if (emissions.free - (all[0]?.score ?? Number.NEGATIVE_INFINITY) < PLAIN) break;
  }
  const [best] = all.sort((a, b) => b.worth - a.worth);
  if (best === undefined || emissions.free - best.score > MOST_COST) return null;
  const worths = all.map(({ worth }) => worth);
  return { text: best.text, share: shareOf(best.worth, worths), cost: emissions.free - best.score };
}
