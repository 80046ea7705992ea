import type { Emissions } from './emissions.js';
import type { SymbolMap } from './symbol-map.js';

/** Likelihoods are scaled up again before they leave the range of floats. */
const SMALL = 1e-60;

/** What a scoring notes, kept for the next: a card takes some thirty. Between them all likelihoods are 0. */
let memory = memoryFor(0);

/** Words made ready for scoring: a tree of their symbols, so that what they begin with in common is gone through once. */
export class WordTrie {
  /** Of each node its symbol. Node 0 is the root; the nodes that a word adds stand side by side. */
  readonly #symbols: Int16Array;
  /** Of each run of nodes that a word added: the first, and the node that it goes on from. At last the number of all nodes. */
  readonly #firsts: Int32Array;
  readonly #parents: Int32Array;
  /** Of each word its last node; -1 where the alphabet lacks one of its characters. */
  readonly #ends: Int32Array;

  /** @param words in the symbol map's symbols */
  constructor(words: readonly string[], { indexOf }: SymbolMap) {
    const symbols = [0];
    const firsts: number[] = [];
    const parents: number[] = [];
    const children = new Map<number, number>();
    this.#ends = Int32Array.from(words, (word) => {
      let node = 0;
      let adds = false;
      for (const character of word) {
        const symbol = indexOf.get(character);
        if (symbol === undefined) return -1;
        const key = node * indexOf.size + symbol;
        let child = children.get(key);
        if (child === undefined) {
          child = symbols.push(symbol) - 1;
          children.set(key, child);
          if (!adds) {
            firsts.push(child);
            parents.push(node);
            adds = true;
          }
        }
        node = child;
      }
      return node === 0 ? -1 : node;
    });
    firsts.push(symbols.length);
    this.#symbols = Int16Array.from(symbols);
    this.#firsts = Int32Array.from(firsts);
    this.#parents = Int32Array.from(parents);
  }

  /**
   * Logarithm of each word's likelihood: CTC's forward algorithm (Graves et al. 2006) over the tree, the likelihoods of
   * all alignments added. Before and after the word there may be noise, at its price.
   * @param within nats by which a word may be less likely than the likeliest path; what is less likely still may be told as impossible
   */
  scores(
    { symbolMap, steps, likelihoods, noise, free }: Emissions,
    mayBeNoisy = true,
    within = Number.POSITIVE_INFINITY,
  ): Float64Array {
    const size = symbolMap.symbols.length;
    const [symbols, firsts, parents, ends] = [this.#symbols, this.#firsts, this.#parents, this.#ends];
    const runs = parents.length;
    if (memory.inSymbol.length < symbols.length) memory = memoryFor(symbols.length);
    const { inSymbol, inBlank, low, high } = memory;
    // No node was come to.
    for (let run = 0; run < runs; run += 1) {
      low[run] = firsts[run + 1]!;
      high[run] = firsts[run]!;
    }
    const ended = new Float64Array(ends.length);
    let scale = 0;
    let floor = Math.exp(free - within);
    inBlank[0] = 1;
    for (let step = 0; step < steps; step += 1) {
      const row = step * size;
      const blank = likelihoods[row]!;
      const other = mayBeNoisy ? noise[step]! : blank;
      let most = 0;
      // From the leaves to the root, so that each node finds the one before it as it was a step ago.
      for (let run = runs - 1; run >= 0; run -= 1) {
        const first = firsts[run]!;
        const parent = parents[run]!;
        const symbol = symbols[first]!;
        const entering = inBlank[parent]! + (symbols[parent] === symbol ? 0 : inSymbol[parent]!);
        const from = entering * likelihoods[row + symbol]! > floor ? first : low[run]!;
        const last = Math.min(high[run]!, firsts[run + 1]! - 1);
        if (from > last) continue;
        let lowest = last + 1;
        let highest = first - 1;
        for (let node = last; node >= from; node -= 1) {
          const own = symbols[node]!;
          const before = node === first ? parent : node - 1;
          const entering = inBlank[before]! + (symbols[before] === own ? 0 : inSymbol[before]!);
          const was = inSymbol[node]!;
          const now = likelihoods[row + own]! * (was + entering);
          const then = blank * (was + inBlank[node]!);
          if (now + then > floor) {
            lowest = node;
            if (node > highest) highest = node;
            inSymbol[node] = now;
            inBlank[node] = then;
            if (now > most) most = now;
            if (then > most) most = then;
          } else {
            inSymbol[node] = 0;
            inBlank[node] = 0;
          }
        }
        low[run] = lowest;
        high[run] = highest + 1;
      }
      inBlank[0] = inBlank[0]! * other;
      if (inBlank[0] > most) most = inBlank[0];
      for (let word = 0; word < ends.length; word += 1) {
        const end = ends[word]!;
        if (end < 0) continue;
        const value = ended[word]! * other + inSymbol[end]!;
        ended[word] = value;
        if (value > most) most = value;
      }
      if (most > 0 && most < SMALL) {
        const factor = 1 / most;
        scale += Math.log(most);
        floor *= factor;
        for (let node = 0; node < symbols.length; node += 1) {
          inSymbol[node]! *= factor;
          inBlank[node]! *= factor;
        }
        for (let word = 0; word < ended.length; word += 1) ended[word]! *= factor;
      }
    }
    inSymbol.fill(0, 0, symbols.length);
    inBlank.fill(0, 0, symbols.length);
    for (let word = 0; word < ended.length; word += 1) ended[word] = Math.log(ended[word]!) + scale;
    return ended;
  }
}

function memoryFor(nodes: number) {
  return {
    /** The likelihood of having come so far: with the node's symbol last, and with CTC's blank after it. */
    inSymbol: new Float64Array(nodes),
    inBlank: new Float64Array(nodes),
    /** Of each run of nodes, where those begin and end that are come to. */
    low: new Int32Array(nodes),
    high: new Int32Array(nodes),
  };
}

/** Logarithm of one word's likelihood. */
export function scoreOf(word: string, emissions: Emissions, mayBeNoisy = false): number {
  return (
    new WordTrie([word], emissions.symbolMap).scores(emissions, mayBeNoisy)[0] ?? Number.NEGATIVE_INFINITY
  );
}
