import { type Decoded, shareOf } from './decoded.js';
import { Lexicon } from './lexicon.js';
import type { Strip } from './strip.js';
import { trimmed } from './words.js';

/** A text and what is known of it so far. */
interface Begun {
  readonly text: string;
  readonly last: number;
  /** Likelihood of having come so far with the last symbol, and with CTC's blank after it. */
  inSymbol: number;
  inBlank: number;
}

/** So many texts are followed at once. */
const WIDTH = 8;
/** Symbols less likely than this at a step are not gone into. */
const LEAST = 0.01;

/**
 * The text of a strip that holds no word of a list.
 * @param read the likeliest characters one by one
 */
export function decodeFreeText(strip: Strip, read: string, allowed: RegExp): Decoded {
  const texts = new Set([read, ...searchTexts(strip, allowed).map(trimmed)]);
  texts.delete('');
  const words = [...texts];
  const lexicon = new Lexicon(words, strip.fold);
  // Dirt would explain what another text leaves out.
  const scores = [...lexicon.scores(strip, false)];
  const likeliest = scores.indexOf(Math.max(...scores));
  const own = scores[0] ?? Number.NEGATIVE_INFINITY;
  const best = (scores[likeliest] ?? own) > own + LEAD ? likeliest : 0;
  return {
    text: words[best] ?? read,
    share: shareOf(scores[best] ?? own, scores),
    cost: strip.free - (lexicon.scores(strip)[best] ?? own),
  };
}

/** Nats by which a found text must be likelier than the one read character by character. */
const LEAD = 1;
/** Texts that are weighed against each other to the last alignment. */
const WEIGHED = 5;

/**
 * The likeliest texts of a strip, all alignments of each together (prefix beam search, Hannun et al. 2014), so that what is seen
 * faintly over several steps counts as much as what is seen clearly in one.
 */
function searchTexts(strip: Strip, allowed: RegExp): readonly string[] {
  const { steps, likelihoods, fold } = strip;
  const size = fold.symbols.length;
  const usable = fold.symbols.map((symbol, s) => s > 0 && (symbol === ' ' || allowed.test(symbol)));
  let beam: Begun[] = [{ text: '', last: 0, inSymbol: 0, inBlank: 1 }];
  const symbols: number[] = [];
  for (let step = 0; step < steps; step += 1) {
    const row = step * size;
    symbols.length = 0;
    let most = likelihoods[row]!;
    for (let s = 1; s < size; s += 1) {
      if (!usable[s]) continue;
      const likelihood = likelihoods[row + s]!;
      if (likelihood > most) most = likelihood;
      if (likelihood >= LEAST) symbols.push(s);
    }
    const next = new Map<string, Begun>();
    const reach = (text: string, last: number) => {
      let begun = next.get(text);
      if (begun === undefined) {
        begun = { text, last, inSymbol: 0, inBlank: 0 };
        next.set(text, begun);
      }
      return begun;
    };
    for (const { text, last, inSymbol, inBlank } of beam) {
      const same = reach(text, last);
      same.inBlank += ((inSymbol + inBlank) * likelihoods[row]!) / most;
      if (last > 0) same.inSymbol += (inSymbol * likelihoods[row + last]!) / most;
      for (const s of symbols) {
        const entering = s === last ? inBlank : inSymbol + inBlank;
        if (entering === 0) continue;
        const longer = reach(text + fold.symbols[s], s);
        longer.inSymbol += (entering * likelihoods[row + s]!) / most;
      }
    }
    beam = [...next.values()];
    if (beam.length > WIDTH) {
      beam.sort((a, b) => b.inSymbol + b.inBlank - a.inSymbol - a.inBlank);
      beam.length = WIDTH;
    }
    const top = Math.max(...beam.map(({ inSymbol, inBlank }) => inSymbol + inBlank));
    if (top < 1e-50)
      for (const begun of beam) {
        begun.inSymbol /= top;
        begun.inBlank /= top;
      }
  }
  beam.sort((a, b) => b.inSymbol + b.inBlank - a.inSymbol - a.inBlank);
  return beam.slice(0, WEIGHED).map(({ text }) => text);
}
