import type { Emissions } from './emissions.js';
import type { SymbolMap } from './symbol-map.js';

/** Likelihoods are scaled up again before they leave the range of floats. */
const SMALL = 1e-60;

/** Words made ready for scoring: a tree of their symbols, so that what they begin with in common is gone through once. */
export class WordTrie {
  readonly size: number;
  /** Of each node: its symbol and the node before it. Node 0 is the root. */
  readonly #symbols: Int16Array;
  readonly #before: Int32Array;
  /** Of each word its last node; -1 where the alphabet lacks one of its characters. */
  readonly #ends: Int32Array;

  /** @param words in the symbol map's symbols */
  constructor(words: readonly string[], { indexOf }: SymbolMap) {
    const symbols = [0];
    const before = [0];
    const children: Map<number, number>[] = [new Map()];
    this.size = words.length;
    this.#ends = Int32Array.from(words, (word) => {
      let node = 0;
      for (const character of word) {
        const symbol = indexOf.get(character);
        if (symbol === undefined) return -1;
        let child = children[node]?.get(symbol);
        if (child === undefined) {
          child = symbols.push(symbol) - 1;
          before.push(node);
          children[node]?.set(symbol, child);
          children.push(new Map());
        }
        node = child;
      }
      return node === 0 ? -1 : node;
    });
    this.#symbols = Int16Array.from(symbols);
    this.#before = Int32Array.from(before);
  }

  /**
   * Logarithm of each word's likelihood: CTC's forward algorithm (Graves et al. 2006) over the tree, the likelihoods of
   * all alignments added. Before and after the word there may be noise, at its price.
   */
  scores({ symbolMap, steps, likelihoods, noise }: Emissions, mayBeNoisy = true): Float64Array {
    const size = symbolMap.symbols.length;
    const symbols = this.#symbols;
    const before = this.#before;
    const nodes = symbols.length;
    // The likelihood of having come so far: with the node's symbol last, and with CTC's blank after it.
    const inSymbol = new Float64Array(nodes);
    const inBlank = new Float64Array(nodes);
    const ended = new Float64Array(this.size);
    inBlank[0] = 1;
    let scale = 0;
    for (let step = 0; step < steps; step += 1) {
      const row = step * size;
      const blank = likelihoods[row]!;
      const other = mayBeNoisy ? noise[step]! : blank;
      let most = 0;
      // From the leaves to the root, so that each node finds the one before it as it was a step ago.
      for (let node = nodes - 1; node > 0; node -= 1) {
        const from = before[node]!;
        const symbol = symbols[node]!;
        const entering = inBlank[from]! + (symbols[from] === symbol ? 0 : inSymbol[from]!);
        const was = inSymbol[node]!;
        const after = inBlank[node]!;
        if (entering === 0 && was === 0 && after === 0) continue;
        const now = likelihoods[row + symbol]! * (was + entering);
        const then = blank * (was + after);
        inSymbol[node] = now;
        inBlank[node] = then;
        if (now > most) most = now;
        if (then > most) most = then;
      }
      inBlank[0] = inBlank[0]! * other;
      if (inBlank[0] > most) most = inBlank[0];
      for (let word = 0; word < this.size; word += 1) {
        const end = this.#ends[word]!;
        if (end < 0) continue;
        ended[word] = ended[word]! * other + inSymbol[end]!;
        if (ended[word]! > most) most = ended[word]!;
      }
      if (most > 0 && most < SMALL) {
        scale += Math.log(most);
        const factor = 1 / most;
        for (let node = 0; node < nodes; node += 1) {
          inSymbol[node]! *= factor;
          inBlank[node]! *= factor;
        }
        for (let word = 0; word < this.size; word += 1) ended[word]! *= factor;
      }
    }
    return ended.map((likelihood) => Math.log(likelihood) + scale);
  }
}

/** Logarithm of one word's likelihood. */
export function scoreOf(word: string, emissions: Emissions, mayBeNoisy = false): number {
  return (
    new WordTrie([word], emissions.symbolMap).scores(emissions, mayBeNoisy)[0] ?? Number.NEGATIVE_INFINITY
  );
}
