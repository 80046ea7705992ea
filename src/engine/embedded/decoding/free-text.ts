import { type Decoded, shareOf } from './decoded.js';
import type { Emissions } from './emissions.js';
import { IN_DOUBT } from './left-open.js';
import type { Priors } from './priors.js';
import { scoreOf, WordTrie } from './word-trie.js';
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

/** What no text begins with. */
const BEFORE = /^[\s.,/]+/;

/** Nats by which a found text must be likelier than the one read character by character. */
const LEAD = 1;
/** Texts of the search that are weighed against each other to the last alignment. */
const WEIGHED = 5;
/** A text may differ from what was read in so many words that are known. */
const MOST_ROUNDS = 5;
/** What the print shows so clearly has no variants. */
const CLEAR = Math.log(0.99);

/**
 * The text of emissions that holds no word of a list.
 * @param read the likeliest characters one by one
 */
export function decodeFreeText(whole: Emissions, read: string, priors: Priors): Decoded {
  const emissions = withoutEdges(whole);
  const weighed = new Weighed(emissions, priors.favour);
  weighed.add([read, ...searchTexts(emissions, priors.allowed).map(trimmed)]);
  let best = weighed.likeliest();
  for (let round = 0; round < MOST_ROUNDS && weighed.inDoubt(); round += 1) {
    weighed.add(priors.variants(best.text).map((text) => text.replace(BEFORE, '')));
    const better = weighed.likeliest();
    if (better === best) break;
    best = better;
  }
  const own = weighed.of(read);
  const chosen = own !== undefined && best.worth <= own.worth + LEAD ? own : best;
  return {
    text: chosen.text,
    share: weighed.shareOf(chosen),
    cost: whole.free - scoreOf(chosen.text, whole, true),
  };
}

/** Without the blanks before and after the text: no text begins or ends with one, and one that does not would have to pay for them. */
function withoutEdges(emissions: Emissions): Emissions {
  const { symbolMap, steps, likelihoods, noise } = emissions;
  const size = symbolMap.symbols.length;
  const space = symbolMap.indexOf.get(' ') ?? 0;
  const isSpace = (step: number) => likelihoods[step * size + space]! > 0.5;
  const nothing = [0, ...Array.from(' :_', (mark) => symbolMap.indexOf.get(mark) ?? 0)];
  const isRoom = (step: number) => nothing.reduce((sum, s) => sum + likelihoods[step * size + s]!, 0) > 0.5;
  let [from, to] = [0, steps];
  for (let step = 0; step < steps && isRoom(step); step += 1) if (isSpace(step)) from = step + 1;
  for (let step = steps - 1; step >= from && isRoom(step); step -= 1) if (isSpace(step)) to = step;
  if (from === to) return emissions;
  return {
    symbolMap,
    steps: to - from,
    likelihoods: likelihoods.subarray(from * size, to * size),
    noise: noise.subarray(from, to),
    free: emissions.free,
  };
}

interface Text {
  readonly text: string;
  /** Logarithm of what the print says of it. */
  readonly seen: number;
  /** What the prior says of it added. */
  readonly worth: number;
}

/** Texts emissions may hold; what the print does not leave open is not among them. */
class Weighed {
  readonly #texts = new Map<string, Text>();
  readonly #emissions: Emissions;
  readonly #favour: Priors['favour'];

  constructor(emissions: Emissions, favour: Priors['favour']) {
    this.#emissions = emissions;
    this.#favour = favour;
  }

  add(texts: readonly string[]): void {
    const fresh = [...new Set(texts)].filter((text) => text !== '' && !this.#texts.has(text));
    if (fresh.length === 0) return;
    // Noise would explain what another text leaves out.
    const scores = new WordTrie(fresh, this.#emissions.symbolMap).scores(this.#emissions, false);
    for (const [i, text] of fresh.entries()) {
      const seen = scores[i] ?? Number.NEGATIVE_INFINITY;
      this.#texts.set(text, { text, seen, worth: seen + this.#favour(text) });
    }
  }

  of(text: string): Text | undefined {
    return this.#texts.get(text);
  }

  /** The share of a text together with those that differ from it only in blanks beside full stops and commas. */
  shareOf(chosen: Text): number {
    const open = this.#open();
    const worths = open.map(({ worth }) => worth);
    const alike = open.filter((other) => other !== chosen && closedUp(other.text) === closedUp(chosen.text));
    const shares = [chosen, ...alike].map(({ worth }) => shareOf(worth, worths));
    return Math.min(
      1,
      shares.reduce((sum, share) => sum + share),
    );
  }

  likeliest(): Text {
    return this.#open().reduce((a, b) => (b.worth > a.worth ? b : a));
  }

  inDoubt(): boolean {
    return ![...this.#texts.values()].some(({ seen }) => seen > CLEAR);
  }

  #open(): readonly Text[] {
    const texts = [...this.#texts.values()];
    const clearest = Math.max(...texts.map(({ seen }) => seen));
    return texts.filter(({ seen }) => seen >= clearest + Math.log(IN_DOUBT));
  }
}

/** Without blanks beside full stops and commas, which print seldom tells from none. */
function closedUp(text: string): string {
  return text.replace(/ ?([.,]) ?/g, '$1');
}

/**
 * The likeliest texts of emissions, all alignments of each together (prefix beam search, Hannun et al. 2014), so that what is seen
 * faintly over several steps counts as much as what is seen clearly in one.
 */
function searchTexts(emissions: Emissions, allowed: RegExp): readonly string[] {
  const { steps, likelihoods, symbolMap } = emissions;
  const size = symbolMap.symbols.length;
  const usable = symbolMap.symbols.map((symbol, s) => s > 0 && (symbol === ' ' || allowed.test(symbol)));
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
    // Nothing is added to any text.
    if (symbols.length === 0) {
      for (const begun of beam) {
        begun.inBlank = ((begun.inSymbol + begun.inBlank) * likelihoods[row]!) / most;
        begun.inSymbol = (begun.inSymbol * likelihoods[row + begun.last]!) / most;
      }
      continue;
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
        const longer = reach(text + symbolMap.symbols[s], s);
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
